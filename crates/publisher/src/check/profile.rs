//! Judges a profile against the catalogue, the vocabulary and the forms of codes. Pure; notes problems.

use super::codes::{is_date, is_language, target_goal};
use super::links;
use super::values;
use crate::countries;
use crate::hint::hint;
use crate::problem::{InFile, Place, Rule, rules};
use crate::source::json::escaped;
use city_peers_engine::model::{Catalogue, MODES, Profile, Vocabulary};
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
    fn note(
        &mut self,
        rule: &'static Rule,
        at: &str,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        let place = Place::Pointer(format!("{}{at}", self.pointer));
        self.file.note(rule, place, message, hint);
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
                    self.note(
                        rules::NOT_A_LANGUAGE,
                        &at,
                        format!("“{language}” is not a language code"),
                        hint,
                    );
                }
                if text.trim().is_empty() {
                    self.note(rules::EMPTY_TEXT, &at, "is empty", None);
                }
                if what == "name" && text.chars().any(char::is_control) {
                    self.note(
                        rules::CONTROL_CHARACTER,
                        &at,
                        "holds a line break or another control character",
                        None,
                    );
                }
            }
        }
        if !profile.country.is_empty() && !countries::is_country(&profile.country) {
            let upper = profile.country.to_uppercase();
            let hint = countries::is_country(&upper).then(|| format!("did you mean “{upper}”?"));
            let message = format!("“{}” is not a country code", profile.country);
            self.note(rules::NOT_A_COUNTRY, "/country", message, hint);
        }
        for (what, degrees, most) in [("lat", profile.lat, 90.0), ("lon", profile.lon, 180.0)] {
            if let Some(x) = degrees.filter(|x| x.is_nan() || x.abs() > most) {
                let at = format!("/{what}");
                self.note(
                    rules::OUT_OF_RANGE,
                    &at,
                    format!("{x} is not between -{most} and {most}"),
                    None,
                );
            }
        }
        if let Some(zone) = profile
            .time_zone
            .as_ref()
            .filter(|z| !self.known.zones.contains(*z))
        {
            let hint = hint(zone, self.known.zones.iter().map(String::as_str));
            self.note(
                rules::UNKNOWN_TIME_ZONE,
                "/time_zone",
                format!("unknown time zone “{zone}”"),
                hint,
            );
        }
        for (ix, language) in profile.languages.iter().enumerate() {
            if !is_language(language) {
                let message = format!("“{language}” is not a language code");
                self.note(
                    rules::NOT_A_LANGUAGE,
                    &format!("/languages/{ix}"),
                    message,
                    None,
                );
            }
        }
        if let Some(updated) = profile.updated.as_ref().filter(|d| !is_date(d)) {
            let hint = Some("such as 2026-11-22".to_owned());
            self.note(
                rules::NOT_A_DATE,
                "/updated",
                format!("“{updated}” is not a date"),
                hint,
            );
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
                    self.note(
                        rules::UNKNOWN_INDICATOR,
                        &at,
                        format!("unknown indicator “{id}”"),
                        hint,
                    );
                }
                Some(indicator) => {
                    if let Err((message, hint)) = values::check(indicator, value) {
                        self.note(values::rule(indicator), &at, message, hint);
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
                self.note(
                    rules::DUPLICATE_ENTRY,
                    &format!("/needs/{ix}/topic"),
                    "the same topic twice",
                    None,
                );
            }
        }
        seen.clear();
        for (ix, offer) in profile.offers.iter().enumerate() {
            self.topic(&format!("/offers/{ix}/topic"), &offer.topic);
            self.one_to_three(&format!("/offers/{ix}/strength"), offer.strength);
            if !seen.insert(&offer.topic) {
                self.note(
                    rules::DUPLICATE_ENTRY,
                    &format!("/offers/{ix}/topic"),
                    "the same topic twice",
                    None,
                );
            }
        }
        for (ix, goal) in profile.goals.iter().enumerate() {
            if !(1..=17).contains(&goal.sdg) {
                let message = format!("{} is not a goal from 1 to 17", goal.sdg);
                self.note(
                    rules::OUT_OF_RANGE,
                    &format!("/goals/{ix}/sdg"),
                    message,
                    None,
                );
            }
            self.one_to_three(&format!("/goals/{ix}/priority"), goal.priority);
            if let Some(target) = &goal.target
                && target_goal(target) != Some(goal.sdg)
            {
                let message = format!("“{target}” is not a target of goal {}", goal.sdg);
                self.note(
                    rules::NOT_A_TARGET,
                    &format!("/goals/{ix}/target"),
                    message,
                    None,
                );
            }
        }
    }

    fn topic(&mut self, at: &str, topic: &str) {
        if self.known.vocabulary.topic(topic).is_none() {
            let topics = self.known.vocabulary.topics.iter().map(|t| t.code.as_str());
            self.note(
                rules::UNKNOWN_TOPIC,
                at,
                format!("unknown topic “{topic}”"),
                hint(topic, topics),
            );
        }
    }

    fn one_to_three(&mut self, at: &str, value: u8) {
        if !(1..=3).contains(&value) {
            self.note(
                rules::OUT_OF_RANGE,
                at,
                format!("{value} is not 1, 2 or 3"),
                None,
            );
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
                    self.note(rules::EMPTY_TEXT, &at, "is empty", None);
                } else if !codes.is_empty() && !codes.contains(&code.as_str()) {
                    let hint = hint(code, codes.iter().copied());
                    self.note(
                        rules::UNKNOWN_CODE,
                        &at,
                        format!("unknown code “{code}”"),
                        hint,
                    );
                }
            }
        }
    }

    fn links(&mut self, profile: &Profile) {
        for (ix, contact) in profile.contacts.iter().enumerate() {
            if contact.office.trim().is_empty() {
                self.note(
                    rules::EMPTY_TEXT,
                    &format!("/contacts/{ix}/office"),
                    "is empty",
                    None,
                );
            }
            let url = contact.url.as_deref().and_then(links::link);
            self.fault(&format!("/contacts/{ix}/url"), url);
            let email = contact.email.as_deref().and_then(links::email);
            self.fault(&format!("/contacts/{ix}/email"), email);
        }
        for (ix, media) in profile.media.iter().enumerate() {
            self.fault(&format!("/media/{ix}/url"), links::link(&media.url));
        }
        for (ix, review) in profile.reviews.iter().enumerate() {
            self.fault(&format!("/reviews/{ix}/url"), links::link(&review.url));
            if let Some(goal) = review.sdgs.iter().find(|g| !(1..=17).contains(*g)) {
                let message = format!("{goal} is not a goal from 1 to 17");
                self.note(
                    rules::OUT_OF_RANGE,
                    &format!("/reviews/{ix}/sdgs"),
                    message,
                    None,
                );
            }
        }
        for (field, source) in &profile.sources {
            let url = source.url.as_deref().and_then(links::link);
            self.fault(&format!("/sources/{}/url", escaped(field)), url);
        }
    }

    fn fault(&mut self, at: &str, fault: Option<links::Fault>) {
        if let Some((rule, message, hint)) = fault {
            self.note(rule, at, message, hint);
        }
    }
}
