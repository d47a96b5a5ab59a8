//! Indicators of compared cities in words and positions. Reads only.

use super::sheet::{City, Sheet, Spreads};
use crate::components::Scene;
use crate::intl;
use crate::later::charts::{Axis, Feet, Ground, Mark, Plot, Row};
use crate::queries::value::{self, code, unit};
use crate::words::Words;
use city_peers_engine::model::{Better, Code, Indicator, Kind, Profile, Role, Scale, Value};
use city_peers_engine::quantise::{Cell, STEPS, value_of};
use city_peers_engine::spread::Spread;

/// Columns that still can be told apart in a picture as wide as a phone.
const COLUMNS: usize = 8;

/// What words for the cities of a sheet are made from.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub scene: Scene<'a>,
    pub sheet: &'a Sheet,
    pub spreads: Option<&'a Spreads>,
    /// Names of the cities, told apart.
    pub names: &'a [String],
}

/// One city with its name.
pub(super) type Named<'a> = (&'a City, &'a str);

impl<'a> Reader<'a> {
    pub(super) fn words(&self) -> &'a Words {
        self.scene.words
    }

    /// All cities, the first one first.
    pub(super) fn cities(&self) -> impl Iterator<Item = Named<'a>> + use<'a> {
        let names = self.names.iter().map(String::as_str);
        self.sheet.cities.iter().zip(names)
    }

    /// The cities beside the first one.
    pub(super) fn others(&self) -> impl Iterator<Item = Named<'a>> + use<'a> {
        self.cities().skip(1)
    }

    /// Name of the first city.
    pub(super) fn first(&self) -> &'a str {
        self.names.first().map_or("", String::as_str)
    }

    pub(super) fn indicators(&self) -> &'a [Indicator] {
        &self.scene.snapshot.loaded.directory.catalogue.indicators
    }

    /// The value of a city as it is compared.
    pub(super) fn cell(&self, city: &City, ix: usize) -> Cell {
        city.subject.cells.get(ix).copied().unwrap_or_default()
    }

    /// Whether any of them states an indicator.
    pub(super) fn stated(&self, ix: usize) -> bool {
        let mut cities = self.sheet.cities.iter();
        cities.any(|city| self.cell(city, ix) != Cell::Unknown)
    }

    /// The full profile of a city, once it is there.
    pub(super) fn profile(&self, city: &City) -> Option<&'a Profile> {
        let snapshot = self.scene.snapshot;
        match (&snapshot.visit.draft, city.mark) {
            (Some(draft), Mark::Me) => Some(draft),
            _ => snapshot.detail(city.city?).map(|profile| &**profile),
        }
    }

    /// An indicator as a plot; `None` where its values are sets, see [`super::facets`].
    pub(super) fn plot(&self, ix: usize, indicator: &Indicator) -> Option<Plot> {
        let none = Spread::default();
        let spread = self.spreads.and_then(|s| s.each.get(ix)).unwrap_or(&none);
        let mut plot = match &indicator.kind {
            Kind::Number { .. } => self.numbers(ix, indicator, spread)?,
            Kind::Ordered { levels } => self.coded(ix, levels, levels, |at| at, spread),
            Kind::Category { codes, parents } => {
                let group = |at: usize| {
                    let parent = codes.get(at).and_then(|code| code.parent);
                    parent.map_or(usize::MAX, usize::from)
                };
                if codes.len() > COLUMNS && !parents.is_empty() {
                    self.coded(ix, codes, parents, group, spread)
                } else {
                    self.coded(ix, codes, codes, |at| at, spread)
                }
            }
            Kind::Tags { .. } => return None,
        };
        plot.title = value::label(self.words(), indicator).to_owned();
        plot.small = self.small(indicator);
        Some(plot)
    }

    /// Unit, scale, goal and which way is better.
    pub(super) fn small(&self, indicator: &Indicator) -> String {
        let words = self.words();
        let mut parts = Vec::new();
        if !indicator.unit.is_empty() {
            parts.push(unit(words, indicator).to_owned());
        }
        match &indicator.kind {
            Kind::Number {
                scale: Scale::Log, ..
            } => parts.push(words.text("plot.log").to_owned()),
            Kind::Category { codes, parents } if codes.len() > COLUMNS && !parents.is_empty() => {
                parts.push(words.text("plot.groups").to_owned());
            }
            _ => {}
        }
        if let Role::Outcome { better, sdg } = &indicator.role {
            parts.extend(
                sdg.as_ref()
                    .map(|goal| words.with("plot.goal", &[("goal", goal)])),
            );
            let key = match better {
                Better::Higher => "plot.higher",
                Better::Lower => "plot.lower",
            };
            parts.push(words.text(key).to_owned());
        }
        parts.join(" · ")
    }

    fn numbers(&self, ix: usize, indicator: &Indicator, spread: &Spread) -> Option<Plot> {
        let words = self.words();
        let own = Axis::of(indicator)?;
        let values: Vec<Option<(f64, String)>> = self
            .sheet
            .cities
            .iter()
            .map(|city| self.number(city, ix, indicator, &own))
            .collect();
        let axis = values.iter().flatten().fold(own, |axis, v| axis.with(v.0));
        let mains = self.spreads.filter(|_| self.is_main(ix)).map(|s| &s.mains);
        let (ground, median) = match mains {
            Some(mains) => {
                let middle = mains.get(mains.len().div_ceil(2).saturating_sub(1));
                let said = middle.map(|x| figure(words, *x as f64));
                (Ground::values(&axis, mains), said)
            }
            None => {
                let step = spread.quantile(1, 2).and_then(|at| u8::try_from(at).ok());
                let said = step.map(|step| match step {
                    0 | STEPS => stepped(words, &own, step).1,
                    step => words.rounded(stepped(words, &own, step).0),
                });
                (Ground::numbers(&axis, &own, spread), said)
            }
        };
        let end = |x: f64, moved: bool, key: &str| {
            // Large ends in words: they stand close together on a phone.
            let n = if x >= 1e6 {
                intl::compact(words.lang(), x)
            } else {
                figure(words, x)
            };
            if moved {
                n
            } else {
                words.with(key, &[("n", &n)])
            }
        };
        Some(Plot {
            all: median.map(|n| self.all(words.with("plot.median", &[("n", &n)]))),
            ground,
            rows: self.rows(values.into_iter().map(|value| {
                let (x, said) = value?;
                Some((Some(axis.share(x)), said))
            })),
            feet: Feet::Ends(
                end(axis.low, axis.low < own.low, "plot.least"),
                end(axis.high, axis.high > own.high, "plot.most"),
            ),
            ..Plot::default()
        })
    }

    fn is_main(&self, ix: usize) -> bool {
        let catalogue = &self.scene.snapshot.loaded.directory.catalogue;
        catalogue.main.map(usize::from) == Some(ix)
    }

    /// Where a number lies, and the number as exactly as it is known.
    fn number(&self, city: &City, ix: usize, of: &Indicator, axis: &Axis) -> Option<(f64, String)> {
        let words = self.words();
        let Cell::Byte(step) = self.cell(city, ix) else {
            return None;
        };
        if let Some(Value::Number(x)) = self.profile(city).and_then(|p| p.values.get(&of.id)) {
            return Some((*x, figure(words, *x)));
        }
        if let Some(main) = city.subject.main.filter(|_| self.is_main(ix)) {
            // Three digits are kept: from 1,000 on they are a rounding.
            let (x, said) = (main as f64, words.number(main as f64));
            let about = || words.with("plot.about", &[("n", &said)]);
            return Some((x, if main < 1000 { said.clone() } else { about() }));
        }
        Some(stepped(words, axis, step))
    }

    /// Levels, or codes in columns of their own or of their groups.
    fn coded(
        &self,
        ix: usize,
        codes: &[Code],
        columns: &[Code],
        column: impl Fn(usize) -> usize,
        spread: &Spread,
    ) -> Plot {
        let words = self.words();
        let mut counts = vec![0; columns.len()];
        for (at, &count) in spread.counts.iter().enumerate() {
            if let Some(all) = counts.get_mut(column(at)) {
                *all += count;
            }
        }
        let at = |city: &City| match self.cell(city, ix) {
            Cell::Byte(at) => Some(usize::from(at)),
            _ => None,
        };
        let shown = columns.len() <= COLUMNS;
        let middle = |at: usize| (at as f64 + 0.5) / columns.len() as f64;
        let name = |code: &Code| code_name(words, code);
        // What the first of them that is known shares with how many.
        let first = self.sheet.cities.iter().find_map(at);
        let share = first.and_then(|first| {
            let at = column(first);
            let (count, code) = counts.get(at).zip(columns.get(at))?;
            let all = percent_of(words, *count, spread.stated)?;
            Some(words.with("plot.share", &[("share", &all), ("what", &name(code))]))
        });
        Plot {
            all: share.map(|said| self.all(said)),
            ground: if shown {
                Ground::columns(&counts)
            } else {
                Ground::Nothing
            },
            rows: self.rows(self.sheet.cities.iter().map(|city| {
                let at = at(city)?;
                let place = shown.then(|| middle(column(at)));
                Some((place, codes.get(at).map(name)?))
            })),
            feet: if shown {
                Feet::Columns(columns.iter().map(name).collect())
            } else {
                Feet::Bare
            },
            wordy: true,
            ..Plot::default()
        }
    }

    fn all(&self, said: String) -> (String, String) {
        (self.words().text("plot.all").to_owned(), said)
    }

    fn rows(&self, values: impl Iterator<Item = Option<(Option<f64>, String)>>) -> Vec<Row> {
        let unknown = self.words().text("amount.unknown");
        let rows = self.cities().zip(values).map(|((city, name), value)| {
            let known = value.is_some();
            let (at, said) = value.unwrap_or((None, unknown.to_owned()));
            Row {
                mark: city.mark,
                name: name.to_owned(),
                known,
                at,
                value: said,
            }
        });
        rows.collect()
    }
}

/// A code by its name.
pub(super) fn code_name(words: &Words, of: &Code) -> String {
    code(words, of).to_owned()
}

/// "26 %", or less than one.
pub(super) fn percent_of(words: &Words, part: u32, all: u32) -> Option<String> {
    if all == 0 {
        return None;
    }
    let share = f64::from(part) / f64::from(all) * 100.0;
    Some(if part > 0 && share < 1.0 {
        words.with("plot.under", &[("n", &words.number(1.0))])
    } else {
        words.with("plot.percent", &[("n", &words.number(share.round()))])
    })
}

/// A number in full from 1,000 on, to three digits below.
fn figure(words: &Words, x: f64) -> String {
    if x.abs() >= 1000.0 {
        words.number(x.round())
    } else {
        intl::number(words.lang(), x, Some(3))
    }
}

/// Where a step lies, and what it says of the number that was put there.
fn stepped(words: &Words, axis: &Axis, step: u8) -> (f64, String) {
    let x = value_of(axis.scale, axis.low, axis.high, step);
    let key = match step {
        0 => "plot.at-most",
        STEPS => "plot.at-least",
        _ => "plot.about",
    };
    (x, words.with(key, &[("n", &words.rounded(x))]))
}
