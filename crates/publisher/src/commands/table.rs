//! An answer as a table with words. Pure.

use crate::published::Opened;
use crate::words::{count, grouped, met, of_hundred, two_digits};
use city_peers_engine::Directory;
use city_peers_engine::answer::{
    Answer, CheckAnswer, PartnerAnswer, PortfolioAnswer, PracticeAnswer,
};
use city_peers_engine::certainty::DRAWS;
use city_peers_engine::model::{BudgetKind, Criterion};
use city_peers_engine::portfolio::Part;
use city_peers_engine::practices::Practices;
use std::fmt::Write as _;

/// Likenesses and differences named per city.
const NAMED: usize = 2;
/// A difference that carries less than this of the likeness is not worth a word.
const LEAST: f64 = 0.0005;

/// The whole answer.
pub fn text(opened: &Opened, answer: &Answer) -> String {
    let directory = &opened.directory;
    let mut text = String::new();
    if let Some(city) = answer.city.as_ref().and_then(|id| directory.find(id)) {
        let _ = writeln!(
            text,
            "{}, {}\n",
            directory.name(city),
            directory.country(city)
        );
    }
    text.push_str("Partner cities\n");
    let mut rows = vec![
        [
            "#", "City", "Score", "Alike", "Learn", "Teach", "Known", "Stays", "Why",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for (ix, partner) in answer.partners.iter().enumerate() {
        rows.push(vec![
            (ix + 1).to_string(),
            format!("{}, {} ({})", partner.name, partner.country, partner.id),
            of_hundred(Some(partner.score)),
            format!(
                "{} {}",
                of_hundred(partner.likeness),
                likeness_word(directory, partner.likeness)
            ),
            met(partner.learn).to_owned(),
            met(partner.teach).to_owned(),
            format!("{} %", of_hundred(Some(partner.coverage))),
            stays(partner),
            why(directory, partner),
        ]);
    }
    text.push_str(&aligned(&rows));
    if answer.partners.is_empty() {
        text.push_str("  none\n");
    } else {
        let _ = writeln!(
            text,
            "  Stays: in how many of {} variations of weights and gaps a city is in a list of this length, and its place \
             in 90 of 100.{}",
            grouped(DRAWS as u64),
            given_up(answer.given_up, "At most so many of one country"),
        );
    }
    if let Some(portfolio) = &answer.portfolio {
        roles(&mut text, directory, portfolio);
    }
    text.push_str("\nPractices\n");
    let mut rows = vec![
        [
            "#",
            "Practice",
            "City",
            "Score",
            "Fit",
            "Done by",
            "Money",
            "Check first",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for (ix, practice) in answer.practices.iter().enumerate() {
        rows.push(vec![
            (ix + 1).to_string(),
            format!("{} ({})", practice.title, practice.id),
            format!("{}, {}", practice.city_name, practice.country),
            of_hundred(Some(practice.score)),
            format!(
                "{} to {}",
                of_hundred(Some(practice.fit.low)),
                of_hundred(Some(practice.fit.high))
            ),
            done_by(practice),
            money(opened, practice),
            first_checks(&opened.practices, practice),
        ]);
    }
    text.push_str(&aligned(&rows));
    if answer.practices.is_empty() {
        text.push_str("  none\n");
    }
    text
}

pub(super) fn likeness_word(directory: &Directory, likeness: Option<f64>) -> &'static str {
    let words = ["not very alike", "somewhat alike", "alike", "very alike"];
    let word = likeness.map(|l| directory.reference.likeness_word(l));
    word.and_then(|w| words.get(w).copied()).unwrap_or("")
}

/// Chance to stay in the list, and range of places.
fn stays(partner: &PartnerAnswer) -> String {
    let Some(certainty) = &partner.certainty else {
        return String::new();
    };
    let places = if certainty.low == certainty.high {
        certainty.low.to_string()
    } else {
        format!("{}–{}", certainty.low, certainty.high)
    };
    format!("{} %, {places}", of_hundred(Some(certainty.first)))
}

/// What a choice cost, where it cost anything that shows.
fn given_up(share: f64, choice: &str) -> String {
    if share < 0.005 {
        return String::new();
    }
    format!(
        " {choice} costs {} % of the score.",
        of_hundred(Some(share))
    )
}

/// The portfolio: cities by role.
fn roles(text: &mut String, directory: &Directory, portfolio: &PortfolioAnswer) {
    text.push_str("\nBy role\n");
    let header = ["Role", "City", "Score", "Alike", "Learn", "Teach", "Ahead"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for part in Part::ALL {
        let members = portfolio.members.iter();
        for member in members.filter(|member| member.role == part.code()) {
            let word = likeness_word(directory, member.likeness);
            rows.push(vec![
                part.code().replace('-', " "),
                format!("{}, {} ({})", member.name, member.country, member.id),
                of_hundred(Some(member.score)),
                format!("{} {word}", of_hundred(member.likeness)),
                met(member.learn).to_owned(),
                met(member.teach).to_owned(),
                member.ahead.map_or_else(String::new, |ahead| {
                    let sign = if ahead < 0.0 { "-" } else { "+" };
                    format!("{sign}{} %", of_hundred(Some(ahead.abs())))
                }),
            ]);
        }
    }
    text.push_str(&aligned(&rows));
    if !portfolio
        .members
        .iter()
        .any(|m| m.role == Part::RoleModel.code())
    {
        text.push_str(
            "  No role model: no alike city states outcomes that are clearly better than ours.\n",
        );
    }
    let cost = given_up(portfolio.given_up, "Choosing by role");
    if !cost.is_empty() {
        let _ = writeln!(text, " {cost}");
    }
}

/// The strongest likenesses and differences, by label.
pub(super) fn why(directory: &Directory, partner: &PartnerAnswer) -> String {
    let label = |id: Option<&String>| {
        let at = id.and_then(|id| directory.catalogue.indicator(id));
        at.and_then(|at| directory.catalogue.indicators.get(at))
            .map_or("", |i| i.label.as_str())
    };
    let named = |alike: bool| -> String {
        partner
            .reasons
            .iter()
            .filter(|r| r.indicator.is_some())
            .filter(|r| {
                if alike {
                    r.amount > LEAST
                } else {
                    r.amount < -LEAST
                }
            })
            .take(NAMED)
            .map(|r| {
                let sign = if alike { '+' } else { '-' };
                let word = match r.code {
                    "more" => " (more)",
                    "less" => " (less)",
                    _ => "",
                };
                format!("{sign}{}{word}", label(r.indicator.as_ref()))
            })
            .collect::<Vec<_>>()
            .join(", ")
    };
    [named(true), named(false)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

/// How many peers are known to do it.
fn done_by(practice: &PracticeAnswer) -> String {
    let lift = practice.lift;
    format!(
        "{} of {}",
        lift.observed,
        count(lift.peers as usize, "peer")
    )
}

/// Whether the budget bears it, and what it cost each resident there.
fn money(opened: &Opened, practice: &PracticeAnswer) -> String {
    let of_money = |c: &&CheckAnswer| c.criterion == Criterion::Money.code();
    let Some(check) = practice.checks.iter().find(of_money) else {
        return "not asked".to_owned();
    };
    let catalogue = &opened.directory.catalogue;
    let at = catalogue.answering(Criterion::Money);
    let unit = at.and_then(|at| catalogue.indicators.get(at));
    let unit = unit.map_or("", |i| i.unit.as_str());
    let entries = opened.practices.entries.iter();
    let mut budgets = entries.filter(|e| e.practice.id == practice.id);
    let budget = budgets.next().and_then(|e| e.practice.budget.as_ref());
    let yearly = budget.is_some_and(|b| b.kind == BudgetKind::Annual);
    match practice.cost_per_resident {
        None => check.verdict.to_owned(),
        Some(cost) => format!(
            "{}: {} {unit} each{}",
            check.verdict,
            two_digits(cost),
            if yearly { " a year" } else { "" }
        ),
    }
}

/// What to check first: the worst answers that matter.
fn first_checks(practices: &Practices, practice: &PracticeAnswer) -> String {
    practice
        .checks
        .iter()
        .filter(|c| c.verdict != "pass" && c.criterion != Criterion::Money.code())
        .take(NAMED)
        .map(|check| {
            let code = check.code.as_ref();
            let term = code.and_then(|code| practices.term(check.criterion, code));
            let label = term.map(|t| t.label.as_str());
            let what = label.unwrap_or(check.code.as_deref().unwrap_or(check.criterion));
            format!("{what}: {}", check.verdict)
        })
        .collect::<Vec<_>>()
        .join(", ")
}

/// Columns of equal width, in characters.
pub(super) fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|c| {
            rows.iter()
                .filter_map(|r| r.get(c))
                .map(|t| t.chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::from("  ");
        for (cell, width) in row.iter().zip(&widths) {
            let _ = write!(line, "{cell:<width$}  ");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
