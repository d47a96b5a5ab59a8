//! Who has registered, what each two are worth to each other, and what is wished: the input of pairs and cohorts. Pure.
//!
//! Cities are numbered as the caller gives them. Inside they are put in the order of their ids, so that the same cities
//! and wishes give the same groups in whatever order they come.

use super::fault::Fault;

/// One city that has registered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registered {
    /// Its id, the only one of its kind.
    pub id: String,
    /// Its country; `None` = unknown, and then taken as another than any.
    pub country: Option<String>,
    /// Its languages by any numbering; empty or `None` = unknown, and then taken as shared.
    pub languages: Option<Vec<u16>>,
}

/// What the publisher wishes. Numbers are those of the cities, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Cities that meet, two or more each; those that share a city hang together.
    pub must: Vec<Vec<usize>>,
    /// Two cities that do not meet.
    pub must_not: Vec<(usize, usize)>,
    /// Two cities that work together already.
    pub ties: Vec<(usize, usize)>,
    /// Cities that work together already do not meet, except where they must.
    pub avoid_ties: bool,
    /// As few cities of one country together as can be, before any value counts.
    pub different_countries: bool,
    /// Cities that meet share a language, except where they must meet.
    pub shared_language: bool,
    /// Only these languages count as shared, by the numbering of the cities; empty = any.
    pub languages: Vec<u16>,
}

/// Why two cities may not meet, or a city was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The two must not meet.
    MustNot,
    /// The two work together already.
    Tie,
    /// The two share no language.
    Language,
    /// The other must meet others, and its group is full.
    Must,
    /// The two may meet, but the other is needed elsewhere: a wish rules out every way to place both.
    Taken,
    /// Nobody else has registered.
    NobodyElse,
}

impl Reason {
    /// A code for programs.
    pub fn code(self) -> &'static str {
        match self {
            Reason::MustNot => "must-not",
            Reason::Tie => "tie",
            Reason::Language => "language",
            Reason::Must => "must",
            Reason::Taken => "taken",
            Reason::NobodyElse => "nobody-else",
        }
    }
}

/// A city that could not be placed, and what stands between it and how many of the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its number.
    pub city: usize,
    /// Reasons, each with the number of cities it rules out; each other city counts once.
    pub reasons: Vec<(Reason, usize)>,
}

/// Cities that meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Their numbers, by id.
    pub cities: Vec<usize>,
    /// Mean value of those of its pairs whose value is known, 0–1; `None` where none is.
    pub value: Option<f64>,
    /// Pairs of it whose value is unknown; they count 0.
    pub unknown: usize,
    /// Pairs of it that work together already.
    pub tied: usize,
    /// Cities beyond the first of each country.
    pub same_country: usize,
    /// Members who do not speak the language that most of them speak.
    pub without_language: usize,
}

/// The full value of a pair: values are whole millionths inside.
pub(crate) const WHOLE: i64 = 1_000_000;
const UNKNOWN: u32 = u32::MAX;
/// Most cities of a forum: the tables are square, and sums stay far from the end of 64 bits.
pub const MOST: usize = 2000;

/// The checked input.
#[derive(Clone, Debug)]
pub struct Forum {
    /// By id.
    cities: Vec<Registered>,
    /// The caller's number of each.
    numbers: Vec<usize>,
    /// Table of values, millionths.
    values: Vec<u32>,
    /// Table of what keeps two apart.
    bars: Vec<Option<Reason>>,
    /// Table of ties.
    ties: Vec<bool>,
    /// Cities that must meet, two or more each, in order.
    together: Vec<Vec<usize>>,
    wishes: Wishes,
}

impl Forum {
    /// Checks cities and wishes.
    ///
    /// `value` gives what meeting the second city is worth to the first, 0–1, by their numbers, or `None` where that is
    /// unknown. A pair counts the mean of the directions that are known, in whole millionths.
    ///
    /// # Errors
    /// Where cities, values or wishes contradict each other.
    pub fn new(
        cities: Vec<Registered>,
        mut value: impl FnMut(usize, usize) -> Option<f64>,
        wishes: &Wishes,
    ) -> Result<Forum, Fault> {
        let count = cities.len();
        if count > MOST {
            return Err(Fault::Crowd {
                cities: count,
                most: MOST,
            });
        }
        let mut numbers: Vec<usize> = (0..count).collect();
        let id = |number: usize| cities.get(number).map_or("", |c| c.id.as_str());
        numbers.sort_by(|&a, &b| id(a).cmp(id(b)));
        if let Some(pair) = numbers.windows(2).find(|p| match p {
            [a, b] => id(*a) == id(*b),
            _ => false,
        }) {
            let twice = pair.first().map_or("", |&a| id(a));
            return Err(Fault::Twice(twice.to_owned()));
        }
        let wishes = renumbered(wishes, &numbers)?;
        let ordered: Vec<Registered> = numbers
            .iter()
            .filter_map(|&number| cities.get(number).cloned())
            .collect();
        let mut forum = Forum {
            cities: ordered,
            values: vec![UNKNOWN; count * count],
            bars: vec![None; count * count],
            ties: vec![false; count * count],
            together: Vec::new(),
            numbers,
            wishes,
        };
        forum.read_values(&mut value)?;
        forum.read_wishes()?;
        Ok(forum)
    }

    /// Number of cities.
    pub fn len(&self) -> usize {
        self.cities.len()
    }

    /// Whether nobody has registered.
    pub fn is_empty(&self) -> bool {
        self.cities.is_empty()
    }

    /// The same cities with no wishes at all.
    pub(crate) fn free_of_wishes(&self) -> Forum {
        Forum {
            bars: vec![None; self.bars.len()],
            together: Vec::new(),
            wishes: Wishes::default(),
            ..self.clone()
        }
    }

    fn read_values(
        &mut self,
        value: &mut impl FnMut(usize, usize) -> Option<f64>,
    ) -> Result<(), Fault> {
        for a in 0..self.len() {
            for b in a + 1..self.len() {
                let there = value(self.number(a), self.number(b));
                let back = value(self.number(b), self.number(a));
                let fits = |x: Option<f64>| x.is_none_or(|x| (0.0..=1.0).contains(&x));
                let mean = match (there, back) {
                    (Some(x), Some(y)) => (x + y) / 2.0,
                    (Some(x), None) | (None, Some(x)) => x,
                    (None, None) => continue,
                };
                if !fits(there) || !fits(back) {
                    return Err(Fault::Value {
                        between: [self.id(a), self.id(b)],
                    });
                }
                let millionths = (mean * WHOLE as f64 + 0.5) as u32;
                self.put(a, b, |forum, at| {
                    if let Some(cell) = forum.values.get_mut(at) {
                        *cell = millionths;
                    }
                });
            }
        }
        Ok(())
    }

    fn read_wishes(&mut self) -> Result<(), Fault> {
        let wishes = self.wishes.clone();
        for &(a, b) in &wishes.ties {
            if a != b {
                self.put(a, b, |forum, at| {
                    if let Some(cell) = forum.ties.get_mut(at) {
                        *cell = true;
                    }
                });
            }
        }
        // The strongest reason is written last.
        for a in 0..self.len() {
            for b in a + 1..self.len() {
                if wishes.shared_language && self.speak_past(a, b) {
                    self.bar(a, b, Some(Reason::Language));
                }
                if wishes.avoid_ties && self.tied(a, b) {
                    self.bar(a, b, Some(Reason::Tie));
                }
            }
        }
        self.together = components(self.len(), &wishes.must);
        for group in self.together.clone() {
            each_two(&group, |a, b| self.bar(a, b, None));
        }
        for &(a, b) in &wishes.must_not {
            if a == b {
                return Err(Fault::WithItself(self.id(a)));
            }
            if let Some(group) = self
                .together
                .iter()
                .find(|g| g.contains(&a) && g.contains(&b))
            {
                return Err(Fault::Contradiction {
                    between: [self.id(a.min(b)), self.id(a.max(b))],
                    together: group.iter().map(|&c| self.id(c)).collect(),
                });
            }
            self.bar(a, b, Some(Reason::MustNot));
        }
        for group in &wishes.must {
            let mut sorted = group.clone();
            sorted.sort_unstable();
            let same = sorted.windows(2).find(|p| p.first() == p.last());
            let alone = (group.len() == 1).then_some(sorted.as_slice());
            if let Some(&city) = same.or(alone).and_then(|p| p.first()) {
                return Err(Fault::WithItself(self.id(city)));
            }
        }
        Ok(())
    }

    fn put(&mut self, a: usize, b: usize, mut write: impl FnMut(&mut Forum, usize)) {
        let count = self.len();
        write(self, a * count + b);
        write(self, b * count + a);
    }

    fn bar(&mut self, a: usize, b: usize, reason: Option<Reason>) {
        self.put(a, b, |forum, at| {
            if let Some(cell) = forum.bars.get_mut(at) {
                *cell = reason;
            }
        });
    }

    /// Whether both languages are known and none is shared.
    fn speak_past(&self, a: usize, b: usize) -> bool {
        let (ours, theirs) = (self.languages(a), self.languages(b));
        let shared = |l: &u16| self.counts(*l) && theirs.contains(l);
        !ours.is_empty() && !theirs.is_empty() && !ours.iter().any(shared)
    }

    /// Whether cities may meet in a language.
    fn counts(&self, language: u16) -> bool {
        self.wishes.languages.is_empty() || self.wishes.languages.contains(&language)
    }

    pub(crate) fn languages(&self, city: usize) -> &[u16] {
        let languages = self.cities.get(city).and_then(|c| c.languages.as_deref());
        languages.unwrap_or_default()
    }

    pub(crate) fn country(&self, city: usize) -> Option<&str> {
        self.cities.get(city)?.country.as_deref()
    }

    pub(crate) fn same_country(&self, a: usize, b: usize) -> bool {
        self.country(a).is_some() && self.country(a) == self.country(b)
    }

    /// Value of a pair in millionths; unknown counts 0.
    #[inline]
    pub(crate) fn worth(&self, a: usize, b: usize) -> i64 {
        self.known(a, b).map_or(0, i64::from)
    }

    #[inline]
    fn known(&self, a: usize, b: usize) -> Option<u32> {
        let value = self.values.get(a * self.len() + b).copied();
        value.filter(|&v| v != UNKNOWN)
    }

    pub(crate) fn tied(&self, a: usize, b: usize) -> bool {
        self.ties
            .get(a * self.len() + b)
            .copied()
            .unwrap_or_default()
    }

    /// What keeps two cities apart.
    #[inline]
    pub(crate) fn barred(&self, a: usize, b: usize) -> Option<Reason> {
        self.bars.get(a * self.len() + b).copied().flatten()
    }

    /// Cities that must meet, two or more each.
    pub(crate) fn together(&self) -> &[Vec<usize>] {
        &self.together
    }

    pub(crate) fn wishes(&self) -> &Wishes {
        &self.wishes
    }

    /// The caller's number.
    pub(crate) fn number(&self, city: usize) -> usize {
        self.numbers.get(city).copied().unwrap_or_default()
    }

    pub(crate) fn id(&self, city: usize) -> String {
        self.cities
            .get(city)
            .map_or_else(String::new, |c| c.id.clone())
    }

    /// A group as the answer gives it.
    pub(crate) fn group(&self, members: &[usize]) -> Group {
        let mut members = members.to_vec();
        members.sort_unstable();
        let (mut sum, mut known, mut pairs, mut tied) = (0, 0, 0, 0);
        each_two(&members, |a, b| {
            pairs += 1;
            tied += usize::from(self.tied(a, b));
            if self.known(a, b).is_some() {
                sum += self.worth(a, b);
                known += 1;
            }
        });
        Group {
            cities: members.iter().map(|&c| self.number(c)).collect(),
            value: (known > 0).then(|| sum as f64 / (known * WHOLE) as f64),
            unknown: pairs - known as usize,
            tied,
            same_country: self.repeats(&members),
            without_language: self.outsiders(&members),
        }
    }

    /// Cities beyond the first of each country.
    pub(crate) fn repeats(&self, members: &[usize]) -> usize {
        let earlier = |ix: usize| members.get(..ix).unwrap_or_default();
        members
            .iter()
            .enumerate()
            .filter(|&(ix, &a)| earlier(ix).iter().any(|&b| self.same_country(a, b)))
            .count()
    }

    /// Members of known languages who do not speak the one that most members speak.
    pub(crate) fn outsiders(&self, members: &[usize]) -> usize {
        let speaking = |language: u16| {
            let speaks = |&&c: &&usize| self.languages(c).contains(&language);
            members.iter().filter(speaks).count()
        };
        let languages = members.iter().flat_map(|&c| self.languages(c));
        let languages = languages.filter(|&&l| self.counts(l));
        let most = languages.map(|&l| speaking(l)).max().unwrap_or(0);
        let known = members.iter().filter(|&&c| !self.languages(c).is_empty());
        known.count().saturating_sub(most)
    }
}

/// Calls with every two of a list.
pub(crate) fn each_two(list: &[usize], mut call: impl FnMut(usize, usize)) {
    for (ix, &a) in list.iter().enumerate() {
        for &b in list.get(ix + 1..).unwrap_or_default() {
            call(a, b);
        }
    }
}

/// The wishes by position in the order of ids.
fn renumbered(wishes: &Wishes, numbers: &[usize]) -> Result<Wishes, Fault> {
    let mut places = vec![0; numbers.len()];
    for (place, &number) in numbers.iter().enumerate() {
        if let Some(cell) = places.get_mut(number) {
            *cell = place;
        }
    }
    let place = |&number: &usize| {
        let place = places.get(number).copied();
        place.ok_or(Fault::NotRegistered(number))
    };
    let pairs = |pairs: &[(usize, usize)]| -> Result<Vec<(usize, usize)>, Fault> {
        let mut list = Vec::with_capacity(pairs.len());
        for (a, b) in pairs {
            list.push((place(a)?, place(b)?));
        }
        Ok(list)
    };
    let mut must = Vec::with_capacity(wishes.must.len());
    for group in &wishes.must {
        must.push(group.iter().map(place).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(Wishes {
        must,
        must_not: pairs(&wishes.must_not)?,
        ties: pairs(&wishes.ties)?,
        languages: wishes.languages.clone(),
        ..*wishes
    })
}

/// Which of `count` cities hang together, two or more each, in order.
fn components(count: usize, must: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut label: Vec<usize> = (0..count).collect();
    for group in must {
        let labels: Vec<usize> = group
            .iter()
            .filter_map(|&c| label.get(c).copied())
            .collect();
        if let Some(&first) = labels.iter().min() {
            for cell in label.iter_mut().filter(|l| labels.contains(l)) {
                *cell = first;
            }
        }
    }
    let members = |of: usize| -> Vec<usize> {
        let same = label.iter().enumerate().filter(|(_, l)| **l == of);
        same.map(|(city, _)| city).collect()
    };
    (0..count)
        .map(members)
        .filter(|group| group.len() > 1)
        .collect()
}
