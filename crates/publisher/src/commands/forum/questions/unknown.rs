//! Questions that ask for what is not known: needs, offers, examples, figures. Pure.

use super::super::answer::{MeetingAnswer, QuestionAnswer};
use super::super::texts;
use super::{Asking, plain};
use city_peers_engine::CityIx;

/// Indicators that a city is asked for at once.
const FIGURES: usize = 3;

impl Asking<'_> {
    /// Questions for what is not known, the most useful first.
    pub(super) fn unknown(&self, meetings: &[MeetingAnswer]) -> Vec<QuestionAnswer> {
        let theme = self.theme();
        let mut found = Vec::new();
        let silent = self.those(|city| !self.needs_known(city));
        match silent.as_slice() {
            [] => {}
            [one] => {
                let text = texts::unknown_need(&self.names(&[*one]), &theme);
                found.push(plain("unknown-needs", text, Some(&self.table.id(*one))));
            }
            more => {
                let text = texts::unknown_needs(&self.names(more), &theme);
                found.push(plain("unknown-needs", text, None));
            }
        }
        let silent = self.those(|city| !self.offers_known(city));
        if !silent.is_empty() {
            let one = silent.first().filter(|_| silent.len() == 1);
            let text = texts::unknown_offers(&self.names(&silent), &theme, one.is_some());
            let to = one.map(|&city| self.table.id(city));
            found.push(plain("unknown-offers", text, to.as_deref()));
        }
        let lines = meetings.iter().flat_map(|m| &m.exchange);
        let practices = || meetings.iter().flat_map(|m| &m.practices);
        let mut bare = lines.filter(|e| e.stated && !practices().any(|p| p.shares == e.shares));
        if let Some(line) = bare.next() {
            let city = self.name(&line.shares);
            let text = texts::unknown_practice(&city, &line.label.to_lowercase());
            found.push(plain("unknown-practice", text, Some(&line.shares)));
        }
        for &city in self.cities {
            let labels = self.figures(city);
            if labels.is_empty() {
                continue;
            }
            let text = texts::unknown_values(&self.names(&[city]), &self.table.names.list(&labels));
            found.push(plain("unknown-values", text, Some(&self.table.id(city))));
        }
        found
    }

    fn those(&self, is: impl Fn(CityIx) -> bool) -> Vec<CityIx> {
        self.cities
            .iter()
            .copied()
            .filter(|&city| is(city))
            .collect()
    }

    /// Whether a city says what it looks for, in the theme where there is one.
    fn needs_known(&self, city: CityIx) -> bool {
        let needs = self
            .table
            .directory()
            .statement(city)
            .map_or(&[][..], |s| s.needs.as_slice());
        self.in_theme(needs)
    }

    fn offers_known(&self, city: CityIx) -> bool {
        let offers = self
            .table
            .directory()
            .statement(city)
            .map_or(&[][..], |s| s.offers.as_slice());
        self.in_theme(offers)
    }

    fn in_theme(&self, topics: &[(u8, u8)]) -> bool {
        let theme = &self.table.query.topics;
        topics
            .iter()
            .any(|(topic, _)| theme.is_empty() || theme.contains(topic))
    }

    /// Labels of the weightiest context that is unknown of a city.
    fn figures(&self, city: CityIx) -> Vec<String> {
        let catalogue = &self.table.directory().catalogue;
        let Some(profile) = self.profile(city) else {
            return Vec::new();
        };
        let unknown = catalogue.indicators.iter().filter_map(|indicator| {
            let (facet, weight) = indicator.context()?;
            let facet = catalogue.facets.get(facet)?;
            let is_known = profile.values.contains_key(&indicator.id);
            (!is_known && !indicator.label.is_empty())
                .then(|| (facet.weight * weight, indicator.label.to_lowercase()))
        });
        let mut unknown: Vec<(f64, String)> = unknown.collect();
        unknown.sort_by(|x, y| y.0.total_cmp(&x.0));
        unknown.into_iter().take(FIGURES).map(|(_, l)| l).collect()
    }
}
