//! Questions for the first talk of a group, made from what is known of its cities, and from what is not. Pure.
//!
//! Every question rests on something in the data: a need and an offer, what met a practice, what it requires, values that
//! differ. Where too little is known, the questions ask for just that. Nothing is made up to fill a page.

mod unknown;

use super::answer::{ExchangeAnswer, GroupAnswer, MeetingAnswer, QuestionAnswer, SharedPractice};
use super::meet::Table;
use super::texts::{self, isolated};
use city_peers_engine::CityIx;
use city_peers_engine::model::Profile;
use city_peers_engine::practices::Entry;
use std::collections::BTreeSet;

/// Questions of a group, at most.
const MOST: usize = 6;
/// Of these at most so many about what one city learns from another.
const EXCHANGE: usize = 4;
/// And so many about what is not known, where enough is.
const UNKNOWN: usize = 2;

/// The questions of a group.
pub fn questions(table: &Table<'_>, group: &GroupAnswer, cities: &[CityIx]) -> Vec<QuestionAnswer> {
    let asking = Asking { table, cities };
    let mut chosen = asking.exchanges(&group.meetings);
    let shared = asking.shared_need();
    let outcome = group.meetings.iter().find_map(|m| asking.outcome(m));
    chosen.extend(shared.into_iter().chain(outcome));
    if cities.len() == 2 && chosen.len() < MOST - 1 {
        let difference = group.meetings.first().and_then(|m| asking.difference(m));
        chosen.extend(difference);
    }
    let room = if chosen.len() > UNKNOWN {
        UNKNOWN.min(MOST.saturating_sub(chosen.len()))
    } else {
        MOST - chosen.len()
    };
    chosen.extend(asking.unknown(&group.meetings).into_iter().take(room));
    chosen
}

struct Asking<'a> {
    table: &'a Table<'a>,
    cities: &'a [CityIx],
}

impl Asking<'_> {
    /// Name of a city by id, as it stands in a sentence.
    fn name(&self, id: &str) -> String {
        let directory = self.table.directory();
        let mut cities = self.cities.iter();
        let city = cities.find(|&&c| directory.id(c) == id);
        city.map_or_else(|| id.to_owned(), |&c| isolated(directory.name(c)))
    }

    fn names(&self, cities: &[CityIx]) -> String {
        let directory = self.table.directory();
        let names: Vec<String> = cities
            .iter()
            .map(|&c| isolated(directory.name(c)))
            .collect();
        self.table.names.list(&names)
    }

    fn topic(&self, code: &str) -> String {
        let topics = &self.table.directory().vocabulary.topics;
        let term = topics.iter().find(|t| t.code == code);
        term.map_or_else(|| code.to_owned(), |t| t.label.clone())
    }

    fn theme(&self) -> String {
        let topics = &self.table.directory().vocabulary.topics;
        let asked = self.table.query.topics.iter();
        let labels: Vec<String> = asked
            .filter_map(|&t| Some(topics.get(usize::from(t))?.label.clone()))
            .collect();
        texts::theme(&labels)
    }

    fn profile(&self, city: CityIx) -> Option<&Profile> {
        self.table.profiles.get(&city)
    }

    /// Questions about what one learns from another: each direction has its turn, the strongest first, no practice in two
    /// questions of one kind.
    fn exchanges(&self, meetings: &[MeetingAnswer]) -> Vec<QuestionAnswer> {
        let mut queues = Vec::new();
        for meeting in meetings {
            for (learns, shares) in [(&meeting.a, &meeting.b), (&meeting.b, &meeting.a)] {
                let queue = self.queue(meeting, learns, shares);
                let weight = weight(meeting, learns, shares);
                if !queue.is_empty() {
                    queues.push((weight, learns.as_str(), shares.as_str(), queue));
                }
            }
        }
        queues.sort_by(|x, y| y.0.total_cmp(&x.0));
        let mut chosen: Vec<QuestionAnswer> = Vec::new();
        let (mut spoken, mut asked) = (BTreeSet::new(), BTreeSet::new());
        // At first every city has its say once, on what a city may learn that was not served yet; then every direction again.
        for round in 0..MOST {
            for (_, learns, shares, queue) in &queues {
                let waits = match round {
                    0 => spoken.contains(*shares) || asked.contains(*learns),
                    1 => spoken.contains(*shares) && asked.contains(*learns),
                    _ => false,
                };
                if chosen.len() >= EXCHANGE || waits {
                    continue;
                }
                let is_new = |q: &&QuestionAnswer| {
                    let same = |c: &QuestionAnswer| c.code == q.code && c.practice == q.practice;
                    !chosen
                        .iter()
                        .any(|c| c.text == q.text || q.practice.is_some() && same(c))
                };
                if let Some(question) = queue.iter().find(is_new).cloned() {
                    spoken.insert(*shares);
                    asked.insert(*learns);
                    chosen.push(question);
                }
            }
        }
        chosen
    }

    /// All questions about what one city learns from another, the most concrete first.
    fn queue(&self, meeting: &MeetingAnswer, learns: &str, shares: &str) -> Vec<QuestionAnswer> {
        let of = |l: &str, s: &str| l == learns && s == shares;
        let practices = meeting
            .practices
            .iter()
            .filter(|p| of(&p.learns, &p.shares));
        let mut queue = Vec::new();
        for practice in practices.clone().take(2) {
            queue.extend(self.of_practice(practice));
        }
        // By turns: an obstacle of each practice, then what each requires, then advice.
        let rank = |q: &QuestionAnswer| {
            ["report", "obstacle", "check", "advice"]
                .iter()
                .position(|c| *c == q.code)
        };
        queue.sort_by_key(rank);
        let covered = |e: &&ExchangeAnswer| practices.clone().any(|p| p.topics.contains(&e.topic));
        let lines = meeting.exchange.iter().filter(|e| of(&e.learns, &e.shares));
        let bare: Vec<QuestionAnswer> = lines
            .filter(|e| e.stated && !covered(e))
            .map(|e| self.experience(e))
            .collect();
        let at = queue.len().min(1);
        queue.splice(at..at, bare);
        queue
    }

    fn of_practice(&self, practice: &SharedPractice) -> Vec<QuestionAnswer> {
        let entries = &self.table.opened.practices.entries;
        let Some(entry) = entries.iter().find(|e| e.practice.id == practice.id) else {
            return Vec::new();
        };
        let (learns, shares) = (self.name(&practice.learns), self.name(&practice.shares));
        let title = isolated(&practice.title);
        let ask = |code: &'static str, text: String, to: &str| QuestionAnswer {
            code,
            text,
            to: Some(to.to_owned()),
            practice: Some(practice.id.clone()),
        };
        let mut found = Vec::new();
        let told = self.told(entry, &practice.shares);
        if let Some(what) = told {
            let text = texts::report(&title, &shares, what);
            found.push(ask("report", text, &practice.shares));
        } else if let Some(what) = entry.practice.obstacles.first() {
            let text = if practice.taken_over {
                let origin = self.origin(entry);
                texts::obstacle_elsewhere(&title, &shares, &origin, what)
            } else {
                texts::obstacle(&title, &shares, &learns, what)
            };
            found.push(ask("obstacle", text, &practice.shares));
        }
        if let Some(check) = practice.check_first.first() {
            let label = check.label.clone();
            let what = label.unwrap_or_else(|| texts::criterion(check.criterion).to_owned());
            let text = texts::check(
                &title,
                &learns,
                &shares,
                &what.to_lowercase(),
                check.verdict,
            );
            let to = match check.verdict {
                "adapt" => &practice.shares,
                _ => &practice.learns,
            };
            found.push(ask("check", text, to));
        }
        if let Some(what) = entry.practice.adaptation.first() {
            let text = texts::advice(&title, &learns, what);
            found.push(ask("advice", text, &practice.learns));
        }
        found
    }

    /// What a city that took a practice over reports as an obstacle.
    fn told<'e>(&self, entry: &'e Entry, shares: &str) -> Option<&'e str> {
        let directory = self.table.directory();
        let mut reports = entry.reports.iter();
        let report = reports.find(|r| directory.id(r.city) == shares)?;
        report.obstacles.first().map(String::as_str)
    }

    fn origin(&self, entry: &Entry) -> String {
        let directory = self.table.directory();
        let name = entry.city.map(|city| directory.name(city));
        isolated(name.unwrap_or(&entry.practice.city))
    }

    fn experience(&self, line: &ExchangeAnswer) -> QuestionAnswer {
        let (learns, shares) = (self.name(&line.learns), self.name(&line.shares));
        let offer = texts::offer(line.offer, line.stated);
        let mut text =
            texts::experience(&learns, &shares, &line.label, texts::need(line.need), offer);
        for (city, note) in [(&learns, &line.need_note), (&shares, &line.offer_note)] {
            if let Some(note) = note.as_ref().filter(|n| !n.trim().is_empty()) {
                text.push_str(&texts::in_own_words(city, note));
            }
        }
        QuestionAnswer {
            code: "experience",
            text,
            to: Some(line.shares.clone()),
            practice: None,
        }
    }

    /// The topic that most of the cities say they look for, two or more.
    fn shared_need(&self) -> Option<QuestionAnswer> {
        let needs = |city: CityIx| self.profile(city).map_or(&[][..], |p| p.needs.as_slice());
        let topics = self.cities.iter().flat_map(|&c| needs(c)).map(|n| &n.topic);
        let of = |topic: &String| -> Vec<CityIx> {
            let looks = |c: &&CityIx| needs(**c).iter().any(|n| n.topic == *topic);
            self.cities.iter().filter(looks).copied().collect()
        };
        let theme = &self.table.query.topics;
        let in_theme = |topic: &&String| {
            let at = self.table.directory().vocabulary.topic(topic);
            theme.is_empty() || at.is_some_and(|at| theme.contains(&at))
        };
        let best = topics
            .filter(in_theme)
            .map(|topic| (of(topic), topic))
            .filter(|(cities, _)| cities.len() > 1)
            .max_by_key(|(cities, topic)| (cities.len(), std::cmp::Reverse(*topic)))?;
        let (names, topic) = (self.names(&best.0), self.topic(best.1));
        let text = match best.0.len() {
            2 => texts::both_need(&names, &topic),
            _ => texts::all_need(&names, &topic),
        };
        Some(plain("both-need", text, None))
    }

    fn outcome(&self, meeting: &MeetingAnswer) -> Option<QuestionAnswer> {
        let fact = meeting.outcomes.first()?;
        let (a, b) = (self.name(&meeting.a), self.name(&meeting.b));
        let a = (a.as_str(), fact.a.as_deref()?);
        let b = (b.as_str(), fact.b.as_deref()?);
        let (ahead, behind, to) = match fact.code {
            "ahead" => (b, a, &meeting.b),
            _ => (a, b, &meeting.a),
        };
        let text = texts::outcome(&fact.label, ahead, behind);
        Some(plain("outcome", text, Some(to)))
    }

    fn difference(&self, meeting: &MeetingAnswer) -> Option<QuestionAnswer> {
        let known = |f: &&super::answer::FactAnswer| f.a.is_some() && f.b.is_some();
        let fact = meeting.different.iter().find(known)?;
        let (a, b) = (self.name(&meeting.a), self.name(&meeting.b));
        let (x, y) = (fact.a.as_deref()?, fact.b.as_deref()?);
        let text = texts::difference(&fact.label, (&a, x), (&b, y));
        Some(plain("difference", text, None))
    }
}

/// How much there is to learn for one city from another: needs met, then how well practices suit.
fn weight(meeting: &MeetingAnswer, learns: &str, shares: &str) -> f64 {
    let lines = meeting.exchange.iter();
    let lines = lines.filter(|e| e.learns == learns && e.shares == shares);
    let met: f64 = lines
        .map(|e| f64::from(e.need.unwrap_or(3)) * f64::from(e.offer))
        .sum();
    let practices = meeting.practices.iter();
    let mut practices = practices.filter(|p| p.learns == learns && p.shares == shares);
    met + practices.next().map_or(0.0, |p| 0.5 + p.fit_low / 2.0)
}

fn plain(code: &'static str, text: String, to: Option<&str>) -> QuestionAnswer {
    QuestionAnswer {
        code,
        text,
        to: to.map(str::to_owned),
        practice: None,
    }
}
