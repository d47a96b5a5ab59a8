//! Which practices the visitor's filters leave. Pure: knows numbers and folded text, no words, no document.

/// What a practice can be filtered by; the numbers of each group are explained where they are made (`traits.rs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    Topic,
    Goal,
    Verdict,
    Evidence,
    Figures,
    Finance,
    Cost,
    Climate,
    Size,
    Partner,
    Region,
    Country,
    Theme,
    Principle,
    Framework,
}

/// One thing that can be true of a practice.
pub(super) type Trait = (Group, u16);

/// What is known of one practice that filters ask about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits {
    /// All that is true of it.
    pub values: Vec<Trait>,
    /// What text search looks into, folded.
    pub text: String,
}

impl Traits {
    /// Whether something is true of it.
    pub(super) fn has(&self, wanted: Trait) -> bool {
        self.values.contains(&wanted)
    }
}

/// The filters that are on: any one of a group, all groups, all words of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    /// In the order of choice.
    pub values: Vec<Trait>,
    /// The text as it was typed.
    pub typed: String,
    /// Its words, folded.
    pub words: Vec<String>,
}

/// A filter to look past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Past {
    Nothing,
    Group(Group),
    Value(Trait),
    Text,
}

impl Chosen {
    /// Whether no filter is on.
    pub(super) fn is_empty(&self) -> bool {
        self.values.is_empty() && self.words.is_empty()
    }

    /// How many are on.
    pub(super) fn len(&self) -> usize {
        self.values.len() + usize::from(!self.words.is_empty())
    }

    /// Whether one is on.
    pub(super) fn has(&self, filter: Trait) -> bool {
        self.values.contains(&filter)
    }

    /// Switches one on or off.
    pub(super) fn set(&mut self, filter: Trait, on: bool) {
        self.values.retain(|known| *known != filter);
        if on {
            self.values.push(filter);
        }
    }

    /// Takes a text to search for; `folded` is the same as texts are searched.
    pub(super) fn search(&mut self, typed: &str, folded: &str) {
        self.typed = typed.to_owned();
        self.words = folded.split_whitespace().map(str::to_owned).collect();
    }

    /// Whether a practice stays, looking past a filter.
    pub(super) fn leaves(&self, traits: &Traits, past: Past) -> bool {
        let counts = |filter: &Trait| match past {
            Past::Group(group) => filter.0 != group,
            Past::Value(value) => *filter != value,
            _ => true,
        };
        for filter in self.values.iter().filter(|f| counts(f)) {
            let mut group = self.values.iter().filter(|f| f.0 == filter.0 && counts(f));
            if !group.any(|f| traits.has(*f)) {
                return false;
            }
        }
        past == Past::Text || self.words.iter().all(|word| traits.text.contains(word))
    }

    /// How many stay, looking past a filter.
    pub(super) fn count<'a>(&self, rows: impl Iterator<Item = &'a Traits>, past: Past) -> usize {
        rows.filter(|traits| self.leaves(traits, past)).count()
    }

    /// How many there would be with this option of its group, whatever else of the group is on.
    pub(super) fn with<'a>(&self, rows: impl Iterator<Item = &'a Traits>, option: Trait) -> usize {
        let past = Past::Group(option.0);
        rows.filter(|traits| traits.has(option) && self.leaves(traits, past))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::{Chosen, Group, Past, Trait, Traits};

    const FLOODS: Trait = (Group::Topic, 1);
    const HEAT: Trait = (Group::Topic, 2);
    const STUDIED: Trait = (Group::Evidence, 2);

    fn practice(values: &[Trait], text: &str) -> Traits {
        Traits {
            values: values.to_vec(),
            text: text.to_owned(),
        }
    }

    fn some() -> Vec<Traits> {
        vec![
            practice(&[FLOODS, STUDIED], "cloudburst plan copenhagen"),
            practice(&[HEAT], "green roofs basel"),
            practice(&[FLOODS, HEAT], "river park medellin"),
            practice(&[STUDIED], "bus lanes bogota"),
        ]
    }

    fn left(chosen: &Chosen) -> Vec<usize> {
        let rows = some();
        let stay = |(_, traits): &(usize, &Traits)| chosen.leaves(traits, Past::Nothing);
        rows.iter()
            .enumerate()
            .filter(stay)
            .map(|(at, _)| at)
            .collect()
    }

    #[test]
    fn no_filter_leaves_all() {
        let chosen = Chosen::default();
        assert!(chosen.is_empty());
        assert_eq!(left(&chosen), [0, 1, 2, 3]);
    }

    #[test]
    fn any_of_a_group_and_all_groups() {
        let mut chosen = Chosen::default();
        chosen.set(FLOODS, true);
        assert_eq!(left(&chosen), [0, 2]);
        chosen.set(HEAT, true);
        assert_eq!(left(&chosen), [0, 1, 2]);
        chosen.set(STUDIED, true);
        assert_eq!(left(&chosen), [0]);
        chosen.set(STUDIED, true);
        assert_eq!(chosen.len(), 3, "twice is once");
        chosen.set(FLOODS, false);
        chosen.set(HEAT, false);
        assert_eq!(left(&chosen), [0, 3]);
    }

    #[test]
    fn all_words_of_a_text_in_any_order() {
        let mut chosen = Chosen::default();
        chosen.search("Park  River", "park  river");
        assert_eq!(left(&chosen), [2]);
        chosen.search("", "");
        assert!(chosen.is_empty());
    }

    #[test]
    fn counts_of_options_do_not_depend_on_their_own_group() {
        let (rows, mut chosen) = (some(), Chosen::default());
        chosen.set(STUDIED, true);
        chosen.set(HEAT, true);
        assert_eq!(chosen.with(rows.iter(), FLOODS), 1);
        assert_eq!(chosen.with(rows.iter(), HEAT), 0);
        assert_eq!(chosen.with(rows.iter(), STUDIED), 0);
    }

    #[test]
    fn says_what_each_filter_would_bring_back() {
        let (rows, mut chosen) = (some(), Chosen::default());
        chosen.set(STUDIED, true);
        chosen.set(HEAT, true);
        chosen.search("basel", "basel");
        assert_eq!(chosen.count(rows.iter(), Past::Nothing), 0);
        assert_eq!(chosen.count(rows.iter(), Past::Value(STUDIED)), 1);
        assert_eq!(chosen.count(rows.iter(), Past::Value(HEAT)), 0);
        assert_eq!(chosen.count(rows.iter(), Past::Text), 0);
    }

    #[test]
    fn past_one_of_two_options_the_other_still_counts() {
        let (rows, mut chosen) = (some(), Chosen::default());
        chosen.set(FLOODS, true);
        chosen.set(HEAT, true);
        assert_eq!(chosen.count(rows.iter(), Past::Value(FLOODS)), 2);
        assert_eq!(chosen.count(rows.iter(), Past::Group(Group::Topic)), 4);
    }
}
