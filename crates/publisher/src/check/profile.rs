//! Judges a profile against the catalogue, the vocabulary and the forms of codes. Pure; notes problems.

use super::codes::{is_date, is_language, is_link, target_goal};
use super::values;
use crate::countries;
use crate::hint::hint;
use crate::problem::{InFile, Place};
use crate::source::json::escaped;
use city_peers_engine::model::{Catalogue, Profile, Vocabulary};
use std::collections::BTreeSet;

/// What profiles may refer to.
pub struct Known<'k> {
    /// Indicators.
    pub catalogue: &'k Catalogue,
    /// Topics and lists.
    pub vocabulary: &'k Vocabulary,
    /// Names of time zones.
    pub zones: &'k BTreeSet<String>,
}

/// Ways of working together, where the vocabulary has no list `modes` of its own.
pub const MODES: [&str; 7] = [
    "twinning",
    "peer-review",
    "staff-exchange",
    "study-visit",
    "webinar",
    "joint-project",
    "memorandum",
];

/// Notes everything that is wrong with a profile; `pointer` leads to it in its file.
pub fn check(profile: &Profile, pointer: &str, known: &Known<'_>, file: &mut InFile<'_>) {
    let mut check = Check {
        pointer,
        known,
        file,
    };
    check.identity(profile);
    check.values(profile);
    check.statements(profile);
    check.lists(profile);
    check.links(profile);
}

struct Check<'c, 'k, 'p> {
    pointer: &'c str,
    known: &'c Known<'k>,
    file: &'c mut InFile<'p>,
}

impl Check<'_, '_, '_> {
    fn error(&mut self, at: &str, message: impl Into<String>, hint: Option<String>) {
        let place = Place::Pointer(format!("{}{at}", self.pointer));
        self.file.error(place, message, hint);
    }

    fn identity(&mut self, profile: &Profile) {
        for (what, texts) in [
            ("name", &profile.name),
            ("philosophy", &profile.philosophy),
            ("concept", &profile.concept),
        ] {
            for (language, text) in texts {
                let at = format!("/{what}/{}", escaped(language));
                if !is_language(language) {
                    let hint = Some("such as en, ko or pt-BR".to_owned());
                    self.error(&at, format!("“{language}” is not a language code"), hint);
                }
                if text.trim().is_empty() {
                    self.error(&at, "is empty", None);
                }
                if what == "name" && text.chars().any(char::is_control) {
                    self.error(&at, "holds a line break or another control character", None);
                }
            }
        }
        if !profile.country.is_empty() && !countries::is_country(&profile.country) {
            let upper = profile.country.to_uppercase();
            let hint = countries::is_country(&upper).then(|| format!("did you mean “{upper}”?"));
            let message = format!("“{}” is not a country code", profile.country);
            self.error("/country", message, hint);
        }
        for (what, degrees, most) in [("lat", profile.lat, 90.0), ("lon", profile.lon, 180.0)] {
            if let Some(x) = degrees.filter(|x| x.is_nan() || x.abs() > most) {
                let at = format!("/{what}");
                self.error(&at, format!("{x} is not between -{most} and {most}"), None);
            }
        }
        if let Some(zone) = profile
            .time_zone
            .as_ref()
            .filter(|z| !self.known.zones.contains(*z))
        {
            let hint = hint(zone, self.known.zones.iter().map(String::as_str));
            self.error("/time_zone", format!("unknown time zone “{zone}”"), hint);
        }
        for (ix, language) in profile.languages.iter().enumerate() {
            if !is_language(language) {
                let message = format!("“{language}” is not a language code");
                self.error(&format!("/languages/{ix}"), message, None);
            }
        }
        if let Some(updated) = profile.updated.as_ref().filter(|d| !is_date(d)) {
            let hint = Some("such as 2026-11-22".to_owned());
            self.error("/updated", format!("“{updated}” is not a date"), hint);
        }
    }

    fn values(&mut self, profile: &Profile) {
        let catalogue = self.known.catalogue;
        for (id, value) in &profile.values {
            let at = format!("/values/{}", escaped(id));
            match catalogue
                .indicator(id)
                .and_then(|ix| catalogue.indicators.get(ix))
            {
                None => {
                    let hint = hint(id, catalogue.indicators.iter().map(|i| i.id.as_str()));
                    self.error(&at, format!("unknown indicator “{id}”"), hint);
                }
                Some(indicator) => {
                    if let Err((message, hint)) = values::check(indicator, value) {
                        self.error(&at, message, hint);
                    }
                }
            }
        }
    }

    fn statements(&mut self, profile: &Profile) {
        let mut seen = BTreeSet::new();
        for (ix, need) in profile.needs.iter().enumerate() {
            self.topic(&format!("/needs/{ix}/topic"), &need.topic);
            self.one_to_three(&format!("/needs/{ix}/importance"), need.importance);
            if !seen.insert(&need.topic) {
                self.error(&format!("/needs/{ix}/topic"), "the same topic twice", None);
            }
        }
        seen.clear();
        for (ix, offer) in profile.offers.iter().enumerate() {
            self.topic(&format!("/offers/{ix}/topic"), &offer.topic);
            self.one_to_three(&format!("/offers/{ix}/strength"), offer.strength);
            if !seen.insert(&offer.topic) {
                self.error(&format!("/offers/{ix}/topic"), "the same topic twice", None);
            }
        }
        for (ix, goal) in profile.goals.iter().enumerate() {
            if !(1..=17).contains(&goal.sdg) {
                let message = format!("{} is not a goal from 1 to 17", goal.sdg);
                self.error(&format!("/goals/{ix}/sdg"), message, None);
            }
            self.one_to_three(&format!("/goals/{ix}/priority"), goal.priority);
            if let Some(target) = &goal.target
                && target_goal(target) != Some(goal.sdg)
            {
                let message = format!("“{target}” is not a target of goal {}", goal.sdg);
                self.error(&format!("/goals/{ix}/target"), message, None);
            }
        }
    }

    fn topic(&mut self, at: &str, topic: &str) {
        if self.known.vocabulary.topic(topic).is_none() {
            let topics = self.known.vocabulary.topics.iter().map(|t| t.code.as_str());
            self.error(at, format!("unknown topic “{topic}”"), hint(topic, topics));
        }
    }

    fn one_to_three(&mut self, at: &str, value: u8) {
        if !(1..=3).contains(&value) {
            self.error(at, format!("{value} is not 1, 2 or 3"), None);
        }
    }

    fn lists(&mut self, profile: &Profile) {
        for (name, list, standard) in [
            ("networks", &profile.networks, &[][..]),
            ("frameworks", &profile.frameworks, &[][..]),
            ("modes", &profile.modes, &MODES[..]),
        ] {
            let own = self.known.vocabulary.list(name);
            let codes: Vec<&str> = match own {
                Some(terms) => terms.iter().map(|t| t.code.as_str()).collect(),
                None => standard.to_vec(),
            };
            for (ix, code) in list.iter().enumerate() {
                let at = format!("/{name}/{ix}");
                if code.trim().is_empty() {
                    self.error(&at, "is empty", None);
                } else if !codes.is_empty() && !codes.contains(&code.as_str()) {
                    let hint = hint(code, codes.iter().copied());
                    self.error(&at, format!("unknown code “{code}”"), hint);
                }
            }
        }
    }

    fn links(&mut self, profile: &Profile) {
        let hint = || Some("it begins with https://".to_owned());
        for (ix, contact) in profile.contacts.iter().enumerate() {
            if contact.office.trim().is_empty() {
                self.error(&format!("/contacts/{ix}/office"), "is empty", None);
            }
            if let Some(url) = contact.url.as_ref().filter(|u| !is_link(u)) {
                self.error(
                    &format!("/contacts/{ix}/url"),
                    format!("“{url}” is not a link"),
                    hint(),
                );
            }
            if let Some(email) = contact.email.as_ref().filter(|e| !is_email(e)) {
                let message = format!("“{email}” is not an e-mail address");
                self.error(&format!("/contacts/{ix}/email"), message, None);
            }
        }
        for (ix, media) in profile.media.iter().enumerate() {
            if !is_link(&media.url) {
                let message = format!("“{}” is not a link", media.url);
                self.error(&format!("/media/{ix}/url"), message, hint());
            }
        }
        for (ix, review) in profile.reviews.iter().enumerate() {
            if !is_link(&review.url) {
                let message = format!("“{}” is not a link", review.url);
                self.error(&format!("/reviews/{ix}/url"), message, hint());
            }
            if let Some(goal) = review.sdgs.iter().find(|g| !(1..=17).contains(*g)) {
                let message = format!("{goal} is not a goal from 1 to 17");
                self.error(&format!("/reviews/{ix}/sdgs"), message, None);
            }
        }
        for (field, source) in &profile.sources {
            if let Some(url) = source.url.as_ref().filter(|u| !is_link(u)) {
                let at = format!("/sources/{}/url", escaped(field));
                self.error(&at, format!("“{url}” is not a link"), hint());
            }
        }
    }
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !text.chars().any(|c| c.is_whitespace() || c == ',')
            && !host.contains('@')
    })
}
