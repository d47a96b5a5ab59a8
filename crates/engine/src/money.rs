//! What a practice costs each resident, and what share of a city's budget that is. Pure.
//!
//! Sums are compared as they were paid: converted at the mean rate of their own year, never adjusted for inflation.

use crate::model::{Budget, BudgetKind, Indicator, Kind};
use crate::practices::Verdict;
use crate::quantise::{Cell, STEPS, value_of};
use std::collections::BTreeMap;

/// Yearly mean exchange rates: what a publisher brings to convert the sums of practices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rates {
    per_usd: BTreeMap<(String, u16), f64>,
}

/// The currency that all rates are quoted against.
const QUOTED: &str = "USD";

impl Rates {
    /// Adds the mean of a year: units of `currency` (ISO 4217) for one US dollar. Gives what stood there before.
    pub fn insert(&mut self, currency: &str, year: u16, per_usd: f64) -> Option<f64> {
        self.per_usd.insert((currency.to_owned(), year), per_usd)
    }

    /// Units of a currency for one US dollar, mean of the year; `None` where unknown.
    pub fn per_usd(&self, currency: &str, year: u16) -> Option<f64> {
        if currency == QUOTED {
            return Some(1.0);
        }
        let rate = self.per_usd.get(&(currency.to_owned(), year)).copied();
        rate.filter(|rate| rate.is_finite() && *rate > 0.0)
    }

    /// A sum of one currency in another, at the mean rates of the year; `None` where a rate is unknown.
    pub fn convert(&self, amount: f64, from: &str, to: &str, year: u16) -> Option<f64> {
        if from == to {
            return Some(amount);
        }
        Some(amount / self.per_usd(from, year)? * self.per_usd(to, year)?)
    }
}

/// What a budget comes to for each of so many residents, in `currency` of its own year.
///
/// `None` where the sum does not belong to the residents of the city (not comparable, or the cost of a unit), its
/// year or a rate is unknown, or nobody lives there.
pub fn per_resident(budget: &Budget, residents: u64, currency: &str, rates: &Rates) -> Option<f64> {
    if !budget.comparable || budget.kind == BudgetKind::Unit || residents == 0 {
        return None;
    }
    let sum = rates.convert(budget.amount, &budget.currency, currency, budget.year?)?;
    let each = sum / residents as f64;
    (each.is_finite() && each > 0.0).then_some(each)
}

/// Fewest years over which a sum that is spent once is spread: the length of a usual investment plan. Editorial.
pub const SPREAD_YEARS: f64 = 5.0;
/// Share of a year's budget that a city can find as it is, each year. Editorial.
pub const PASS_SHARE: f64 = 0.02;
/// Share of a year's budget beyond which there is no way round, each year. Editorial.
pub const ADAPT_SHARE: f64 = 0.10;

/// Over how many years a cost is spread: an annual one over one, others over the months the practice took or
/// [`SPREAD_YEARS`], whichever is longer; `None` for the cost of a unit, which is not the whole practice's.
pub fn years(kind: BudgetKind, months: Option<u16>) -> Option<f64> {
    match kind {
        BudgetKind::Annual => Some(1.0),
        BudgetKind::Capital | BudgetKind::Total => {
            let took = months.map_or(0.0, |months| f64::from(months) / 12.0);
            Some(took.max(SPREAD_YEARS))
        }
        BudgetKind::Unit => None,
    }
}

/// Whether a city's budget bears a cost spread over so many years, both per resident and in the unit of the
/// `indicator` that answers it.
pub fn verdict(
    years: Option<f64>,
    cost: Option<f64>,
    indicator: &Indicator,
    budget: Cell,
) -> Verdict {
    let (Some(years), Some(cost), Kind::Number { scale, low, high }, Cell::Byte(step)) =
        (years, cost, &indicator.kind, budget)
    else {
        return Verdict::Unknown;
    };
    let share = cost / years / value_of(*scale, *low, *high, step);
    let verdict = if share <= PASS_SHARE {
        Verdict::Pass
    } else if share <= ADAPT_SHARE {
        Verdict::Adapt
    } else {
        Verdict::Blocked
    };
    // A budget at an end of the scale may lie beyond it, where the verdict may be worse or need not be this bad.
    match (step, verdict) {
        (0, Verdict::Pass | Verdict::Adapt) | (STEPS, Verdict::Blocked) => Verdict::Unknown,
        _ => verdict,
    }
}
