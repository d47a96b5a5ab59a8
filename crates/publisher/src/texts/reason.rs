//! Reasons of a likeness in words, as the widget says them. Pure.

use super::value::{self, Known};
use super::{Scene, Texts};
use city_peers_engine::Directory;
use city_peers_engine::compare::{Reason, ReasonCode};
use city_peers_engine::model::Indicator;
use city_peers_engine::suggest::{Partner, Subject};

/// Likenesses and differences named in a row.
pub const LIKENESSES: usize = 3;
/// See [`LIKENESSES`].
pub const DIFFERENCES: usize = 2;
/// Reasons listed one by one under "why".
const LISTED: usize = 8;
/// An amount below this says nothing: half a point of 100.
const FAINT: f64 = 0.005;

/// One line of the reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What was found.
    pub text: String,
    /// Points of 100.
    pub amount: f64,
}

/// Two cities whose values are put in words: "us" and "them".
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    texts: &'a Texts,
    directory: &'a Directory,
    us: &'a Subject,
    them: &'a Subject,
}

impl<'a> Pair<'a> {
    /// Two cities.
    pub fn new(scene: &Scene<'a>, us: &'a Subject, them: &'a Subject) -> Pair<'a> {
        Pair {
            texts: scene.texts,
            directory: scene.directory(),
            us,
            them,
        }
    }

    fn values(&self, ix: usize) -> Option<(&'a Indicator, Known, Known)> {
        let indicator = self.directory.catalogue.indicators.get(ix)?;
        Some((
            indicator,
            known(self.directory, self.us, ix),
            known(self.directory, self.them, ix),
        ))
    }

    /// A reason in a few words: "Climate: Tropical monsoon", "People: about half of ours".
    pub fn short(&self, reason: &Reason) -> Option<String> {
        let (indicator, us, them) = self.values(reason.indicator)?;
        let label = value::label(self.texts, indicator);
        let what = match reason.code {
            ReasonCode::SameGroup => {
                let group = value::group(self.texts, indicator, them.cell)?;
                self.texts.with("reason.same-group", &[("group", group)])
            }
            ReasonCode::Different | ReasonCode::Same => value::say(self.texts, indicator, them)?,
            ReasonCode::Similar | ReasonCode::More | ReasonCode::Less => {
                match value::ratio(indicator, us, them) {
                    Some(ratio) => value::say_ratio(self.texts, ratio),
                    None => value::say(self.texts, indicator, them)?,
                }
            }
        };
        let values = [("label", label), ("what", &what)];
        Some(self.texts.with("reason.of", &values))
    }

    /// A reason with both values: "People: about 687,000 people, here about 349,000 people".
    pub fn long(&self, reason: &Reason) -> Option<String> {
        let (indicator, us, them) = self.values(reason.indicator)?;
        let label = value::label(self.texts, indicator);
        let (ours, theirs) = (
            value::say(self.texts, indicator, us)?,
            value::say(self.texts, indicator, them)?,
        );
        Some(if ours == theirs {
            let values = [("label", label), ("what", &*theirs)];
            self.texts.with("reason.both", &values)
        } else {
            let values = [("label", label), ("theirs", &*theirs), ("ours", &ours)];
            self.texts.with("reason.two", &values)
        })
    }

    /// A reason with both values in the order of the two cities: "People: about 349,000 people / about 687,000 people".
    pub fn beside(&self, reason: &Reason) -> Option<String> {
        let (indicator, us, them) = self.values(reason.indicator)?;
        let (ours, theirs) = (
            value::say(self.texts, indicator, us)?,
            value::say(self.texts, indicator, them)?,
        );
        if ours == theirs {
            return self.long(reason);
        }
        let label = value::label(self.texts, indicator);
        let values = [("label", label), ("theirs", &*theirs), ("ours", &ours)];
        Some(self.texts.with("reason.beside", &values))
    }

    /// A reason in a few words with both values behind it, where these say more.
    pub fn full(&self, reason: &Reason) -> Option<String> {
        let (indicator, us, them) = self.values(reason.indicator)?;
        let (short, long) = (self.short(reason)?, self.long(reason)?);
        let theirs = value::say(self.texts, indicator, them)?;
        let ours = value::say(self.texts, indicator, us)?;
        if ours == theirs || short.ends_with(&theirs) {
            return Some(long);
        }
        let values = [("reason", &*short), ("theirs", &theirs), ("ours", &ours)];
        Some(self.texts.with("reason.with-values", &values))
    }

    /// The strongest likenesses of a partner, or the strongest differences, each by `say`.
    pub fn strongest(
        &self,
        partner: &Partner,
        alike: bool,
        say: impl Fn(&Self, &Reason) -> Option<String>,
    ) -> Vec<String> {
        let (sign, most) = if alike {
            (1.0, LIKENESSES)
        } else {
            (-1.0, DIFFERENCES)
        };
        let named = partner.reasons.iter().filter(|r| r.amount * sign > FAINT);
        named.take(most).filter_map(|r| say(self, r)).collect()
    }

    /// All reasons with both values, the faint ones joined: likenesses first.
    pub fn lines(&self, reasons: &[Reason]) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for positive in [true, false] {
            let side = || reasons.iter().filter(|r| (r.amount >= 0.0) == positive);
            let listed = side().take(LISTED).filter(|r| r.amount.abs() >= FAINT);
            let shown: Vec<Line> = listed
                .filter_map(|r| {
                    Some(Line {
                        text: self.long(r)?,
                        amount: r.amount * 100.0,
                    })
                })
                .collect();
            let rest = side().count() - shown.len();
            let all: f64 = side().map(|r| r.amount * 100.0).sum();
            let named: f64 = shown.iter().map(|l| l.amount).sum();
            lines.extend(shown);
            // What is left after those adds nothing worth a line where it rounds to nothing.
            if rest > 0 && (all - named).abs() >= 0.5 {
                let key = if positive {
                    "reason.more-likenesses"
                } else {
                    "reason.more-differences"
                };
                lines.push(Line {
                    text: self.texts.count(key, rest, &[]),
                    amount: all - named,
                });
            }
        }
        lines
    }
}

/// A value of a city with its figure, where the core keeps one.
pub fn known(directory: &Directory, city: &Subject, ix: usize) -> Known {
    let is_main = directory.catalogue.main.map(usize::from) == Some(ix);
    Known {
        cell: city.cells.get(ix).copied().unwrap_or_default(),
        figure: city.main.filter(|_| is_main),
    }
}

/// The likeness as a sum, in a sentence that adds up as it is read: the difference is what rounding leaves to it.
pub fn sum(texts: &Texts, partner: &Partner, likeness: f64, city: &str) -> String {
    let amounts = partner.reasons.iter().map(|r| r.amount * 100.0);
    let plus = amounts.filter(|a| *a > 0.0).sum::<f64>().round();
    let (average, value) = (
        (partner.average * 100.0).round(),
        (likeness * 100.0).round(),
    );
    texts.with(
        "why.sum",
        &[
            ("average", &texts.number(average)),
            ("plus", &texts.number(plus)),
            ("minus", &texts.number(average + plus - value)),
            ("value", &texts.number(value)),
            ("city", city),
        ],
    )
}

/// A signed number of points.
pub fn signed(texts: &Texts, points: f64) -> String {
    let sign = if points < 0.0 { "−" } else { "+" };
    format!("{sign}{}", texts.number(points.abs().round()))
}
