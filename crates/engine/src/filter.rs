//! Which cities may be suggested at all: what a visitor asks for besides a good match. Pure data, and one pass over the columns.

use crate::day::Day;
use crate::directory::{CityIx, Directory};
use crate::ease::shared_minutes;
use crate::quantise::Cell;
use crate::suggest::Subject;

/// What every suggested city must keep; none = any city will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// All of them must be kept.
    pub rules: Vec<Rule>,
}

/// One thing that a suggested city must keep. Unknown does not keep it: nobody can say that it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The catalogue's main indicator lies between these, ends included. The directory knows it to three digits.
    Main {
        /// At least.
        least: u64,
        /// At most.
        most: u64,
    },
    /// An indicator has one of these codes or levels, by position; of tags, at least one.
    Codes {
        /// Position of the indicator.
        indicator: u16,
        /// Positions of its codes.
        codes: Vec<u8>,
    },
    /// Works in one of these languages, by position.
    Languages(Vec<u16>),
    /// Works in a language of the city that asks.
    SharedLanguage,
    /// Belongs to one of these networks, by position.
    Networks(Vec<u16>),
    /// The city submitted its profile itself.
    Submitted,
    /// Shares at least so many minutes of a working day with the city that asks.
    Hours(u16),
    /// Lies in another country than the city that asks.
    Abroad,
}

impl Filter {
    /// Per city, whether it keeps all rules. The city that asks is treated like any other.
    pub fn keeps(&self, directory: &Directory, subject: &Subject, date: Option<Day>) -> Vec<bool> {
        let mut keeps = vec![true; directory.len()];
        for rule in &self.rules {
            let check = Check::new(rule, directory, subject, date);
            for (city, keeps) in directory.indices().zip(&mut keeps) {
                *keeps = *keeps && check.keeps(city);
            }
        }
        keeps
    }

    /// Positions of the rules that one city of the directory does not keep.
    pub fn broken(
        &self,
        directory: &Directory,
        subject: &Subject,
        date: Option<Day>,
        city: CityIx,
    ) -> Vec<usize> {
        let rules = self.rules.iter().enumerate();
        let broken =
            rules.filter(|(_, rule)| !Check::new(rule, directory, subject, date).keeps(city));
        broken.map(|(at, _)| at).collect()
    }

    /// Per rule, how many cities would come back without it: those that break this one alone.
    pub fn lost(&self, directory: &Directory, subject: &Subject, date: Option<Day>) -> Vec<usize> {
        let rules = self.rules.iter();
        let checks: Vec<Check> = rules
            .map(|rule| Check::new(rule, directory, subject, date))
            .collect();
        let mut lost = vec![0; checks.len()];
        for city in directory.indices().filter(|c| Some(*c) != subject.city) {
            let mut broken = checks.iter().enumerate().filter(|(_, c)| !c.keeps(city));
            if let (Some((at, _)), None) = (broken.next(), broken.next())
                && let Some(lost) = lost.get_mut(at)
            {
                *lost += 1;
            }
        }
        lost
    }
}

/// A rule with what can be worked out before looking at cities.
struct Check<'a> {
    rule: &'a Rule,
    directory: &'a Directory,
    subject: &'a Subject,
    /// Per zone of the directory, whether enough hours are shared.
    zones: Vec<bool>,
}

impl<'a> Check<'a> {
    fn new(
        rule: &'a Rule,
        directory: &'a Directory,
        subject: &'a Subject,
        date: Option<Day>,
    ) -> Check<'a> {
        let mut zones = Vec::new();
        if let (Rule::Hours(least), Some(ours)) = (rule, &subject.reach.zone) {
            let days = directory.cities.years.days_for(date);
            for zone in &directory.cities.zones {
                zones.push(shared_minutes(ours, zone, days) >= *least);
            }
        }
        Check {
            rule,
            directory,
            subject,
            zones,
        }
    }

    fn keeps(&self, city: CityIx) -> bool {
        let directory = self.directory;
        let any = |ours: &[u16], theirs: Option<&[u16]>| {
            theirs.is_some_and(|theirs| theirs.iter().any(|one| ours.contains(one)))
        };
        match self.rule {
            Rule::Main { least, most } => directory
                .main(city)
                .is_some_and(|main| main >= *least && main <= *most),
            Rule::Codes { indicator, codes } => {
                match directory.cell(usize::from(*indicator), city) {
                    Cell::Unknown => false,
                    Cell::Byte(code) => codes.contains(&code),
                    Cell::Tags(bits) => codes.iter().any(|code| bits >> (code & 63) & 1 == 1),
                }
            }
            Rule::Languages(ours) => any(ours, directory.languages(city)),
            Rule::SharedLanguage => {
                let ours = self.subject.reach.languages.as_deref();
                any(ours.unwrap_or_default(), directory.languages(city))
            }
            Rule::Networks(ours) => {
                let circle = directory.circle(city);
                any(ours, circle.map(|circle| circle.networks.as_slice()))
            }
            Rule::Submitted => directory.submitted(city),
            Rule::Hours(_) => {
                let zone = directory.cities.zone.get(city.ix());
                zone.and_then(|zone| self.zones.get(usize::from(*zone)))
                    .is_some_and(|enough| *enough)
            }
            Rule::Abroad => {
                let theirs = directory.country_at(city);
                theirs.is_some() && self.subject.country.is_some() && theirs != self.subject.country
            }
        }
    }
}
