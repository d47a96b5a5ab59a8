//! Puts together what is to be said of a forum: its cities, and of every group the languages, hours, meetings and questions. Pure.

use super::answer::{
    CityAnswer, ContactAnswer, ForumAnswer, GroupAnswer, LanguagesAnswer, LeftOutAnswer, LocalName,
    ReasonAnswer, SpeakersAnswer,
};
use super::meet::Table;
use super::{MANY, Registered, hours, questions};
use crate::date;
use crate::reporter::Reporter;
use crate::words::count;
use city_peers_engine::CityIx;
use city_peers_engine::directory::Zone;
use city_peers_engine::groups::{Group, LeftOut};

impl Registered {
    fn city(&self, number: usize) -> Option<CityIx> {
        self.cities.get(number).copied()
    }

    fn id(&self, number: usize) -> String {
        let city = self.city(number);
        city.map_or_else(String::new, |c| {
            self.whole.opened.directory.id(c).to_owned()
        })
    }

    /// The question, and who comes.
    pub fn forum_answer(&self) -> ForumAnswer {
        let directory = &self.whole.opened.directory;
        let topics = self.query.topics.iter();
        let code = |&topic: &u8| directory.vocabulary.topics.get(usize::from(topic));
        let mut cities: Vec<CityAnswer> = self.cities.iter().map(|&c| self.about(c)).collect();
        cities.sort_by(|a, b| a.id.cmp(&b.id));
        ForumAnswer {
            directory: directory.meta.id.clone(),
            title: self.title.clone(),
            topics: topics.filter_map(code).map(|t| t.code.clone()).collect(),
            purpose: self.query.purpose.code(),
            date: self.query.date.map(date::text),
            cities,
        }
    }

    fn about(&self, city: CityIx) -> CityAnswer {
        let directory = &self.whole.opened.directory;
        let profile = self.profiles.get(&city);
        let languages = self.languages(city);
        let name = directory.name(city);
        let own = profile.into_iter().flat_map(|p| &p.name);
        let local = own.filter(|(language, local)| {
            let main = language.split('-').next().unwrap_or_default();
            let works_in = languages
                .as_ref()
                .is_some_and(|l| l.iter().any(|l| l == main));
            works_in && local.as_str() != name
        });
        let contact = |c: &city_peers_engine::model::Contact| ContactAnswer {
            office: c.office.clone(),
            email: c.email.clone(),
            url: c.url.clone(),
        };
        CityAnswer {
            id: directory.id(city).to_owned(),
            name: name.to_owned(),
            local_names: local
                .map(|(language, name)| LocalName {
                    language: language.clone(),
                    name: name.clone(),
                })
                .collect(),
            country: directory.country(city).to_owned(),
            country_name: self.names.country(directory.country(city)),
            main: directory.main(city),
            time_zone: self.zone(city).map(|zone| zone.name),
            submitted: directory.submitted(city),
            contacts: profile.map_or_else(Vec::new, |p| p.contacts.iter().map(contact).collect()),
            languages,
        }
    }

    fn zone(&self, city: CityIx) -> Option<Zone> {
        let cities = &self.whole.opened.directory.cities;
        let at = *cities.zone.get(city.ix())?;
        cities.zones.get(usize::from(at)).cloned()
    }

    fn languages(&self, city: CityIx) -> Option<Vec<String>> {
        let directory = &self.whole.opened.directory;
        let positions = directory.languages(city).filter(|l| !l.is_empty())?;
        let all = &directory.cities.languages;
        let code = |&at: &u16| all.get(usize::from(at)).cloned();
        Some(positions.iter().filter_map(code).collect())
    }

    /// Groups with everything that is to be said of them.
    pub fn groups(&self, groups: &[Group], reporter: &mut dyn Reporter) -> Vec<GroupAnswer> {
        if self.cities.len() >= MANY {
            let what = format!(
                "putting together what {} share",
                count(groups.len(), "group")
            );
            reporter.progress(&what);
        }
        let opened = &self.whole.opened;
        let (query, profiles) = (&self.query, &self.profiles);
        let table = Table::new(opened, query, profiles, &self.names, &self.cities);
        groups
            .iter()
            .map(|group| self.group(&table, group))
            .collect()
    }

    fn group(&self, table: &Table<'_>, group: &Group) -> GroupAnswer {
        let directory = &self.whole.opened.directory;
        let members = group.cities.iter().filter_map(|&n| self.city(n));
        let cities: Vec<CityIx> = members.collect();
        let zones: Vec<(String, Option<Zone>)> = cities
            .iter()
            .map(|&c| (directory.id(c).to_owned(), self.zone(c)))
            .collect();
        let mut meetings = Vec::new();
        for (ix, &a) in cities.iter().enumerate() {
            let others = cities.iter().skip(ix + 1);
            meetings.extend(others.map(|&b| table.meeting(a, b)));
        }
        let mut answer = GroupAnswer {
            cities: group.cities.iter().map(|&n| self.id(n)).collect(),
            value: group.value,
            unknown: group.unknown,
            tied: group.tied,
            same_country: group.same_country,
            without_language: group.without_language,
            languages: self.languages_of(&cities),
            hours: hours::hours(&zones, directory.cities.years, self.query.date),
            meetings,
            questions: Vec::new(),
        };
        answer.questions = questions::questions(table, &answer, &cities);
        answer
    }

    fn languages_of(&self, cities: &[CityIx]) -> LanguagesAnswer {
        let directory = &self.whole.opened.directory;
        let known: Vec<(CityIx, Vec<String>)> = cities
            .iter()
            .filter_map(|&c| Some((c, self.languages(c)?)))
            .collect();
        let speak = |language: &String| -> Vec<String> {
            let speakers = known.iter().filter(|(_, l)| l.contains(language));
            speakers.map(|(c, _)| directory.id(*c).to_owned()).collect()
        };
        let mut all: Vec<&String> = known.iter().flat_map(|(_, l)| l).collect();
        all.sort();
        all.dedup();
        let for_all = |l: &&&String| known.len() > 1 && speak(l).len() == known.len();
        let shared: Vec<String> = all.iter().filter(for_all).map(|l| (*l).clone()).collect();
        let most = all
            .iter()
            .map(|language| (speak(language), *language))
            .filter(|(cities, _)| shared.is_empty() && cities.len() > 1)
            .max_by_key(|(cities, language)| (cities.len(), std::cmp::Reverse(*language)))
            .map(|(cities, language)| SpeakersAnswer {
                language: language.clone(),
                cities,
            });
        let unknown = cities.iter().filter(|&&c| self.languages(c).is_none());
        LanguagesAnswer {
            shared,
            most,
            unknown: unknown.map(|&c| directory.id(c).to_owned()).collect(),
        }
    }

    /// Who is left out, and why.
    pub fn left_out(&self, left_out: &[LeftOut]) -> Vec<LeftOutAnswer> {
        let one = |left: &LeftOut| LeftOutAnswer {
            city: self.id(left.city),
            reasons: left
                .reasons
                .iter()
                .map(|&(reason, cities)| ReasonAnswer {
                    code: reason.code(),
                    cities,
                })
                .collect(),
        };
        left_out.iter().map(one).collect()
    }
}
