//! Need × offer: what two cities can learn from each other. Pure, on integers.

use crate::model::{Better, Catalogue, Evidence, Kind, Practice, Profile, Role, Vocabulary};
use crate::quantise::{self, Cell, STEPS};

/// Full need or offer, in the integer scale of [`Statement`]: sixtieths.
pub const FULL: u8 = 60;

/// Needs and offers of one city per topic, ascending by topic, in sixtieths (0 left out).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// What it looks for.
    pub needs: Vec<(u8, u8)>,
    /// What it can share.
    pub offers: Vec<(u8, u8)>,
    /// The city itself listed its offers: a topic that is not among them is not offered. Where offers
    /// only follow from practices, other topics are unknown.
    pub offers_stated: bool,
}

/// What two cities can learn from each other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exchange {
    /// How far their offers meet our needs, 0–1.
    pub learn: Option<f64>,
    /// How far our offers meet their needs, 0–1.
    pub teach: Option<f64>,
    /// Harmonic mean of both.
    pub mutual: Option<f64>,
}

/// What `us` and `them` can learn from each other; swapping them swaps learn and teach.
pub fn exchange(us: Option<&Statement>, them: Option<&Statement>) -> Exchange {
    let (Some(us), Some(them)) = (us, them) else {
        return Exchange::default();
    };
    let learn = met(us, them);
    let teach = met(them, us);
    let mutual = match (learn, teach) {
        (Some(l), Some(t)) if l + t > 0.0 => Some(2.0 * l * t / (l + t)),
        (Some(_), Some(_)) => Some(0.0),
        _ => None,
    };
    Exchange {
        learn,
        teach,
        mutual,
    }
}

/// `Σ need(t)·offer(t) / Σ need(t)`; unknown where one side states nothing that bears on it.
fn met(needy: &Statement, offering: &Statement) -> Option<f64> {
    if needy.needs.is_empty() || offering.offers.is_empty() {
        return None;
    }
    let (mut met, mut all, mut spoken) = (0u32, 0u32, offering.offers_stated);
    for &(topic, need) in &needy.needs {
        all += u32::from(need) * u32::from(FULL);
        if let Ok(at) = offering.offers.binary_search_by_key(&topic, |o| o.0) {
            let offer = offering.offers.get(at).map_or(0, |o| o.1);
            met += u32::from(need) * u32::from(offer);
            spoken = true;
        }
    }
    (spoken && all > 0).then(|| f64::from(met) / f64::from(all))
}

/// How much a practice says about what its city can share, in sixtieths.
fn offer_of(evidence: Evidence) -> u8 {
    match evidence {
        Evidence::Reported => FULL / 3,
        Evidence::Monitored => FULL / 3 * 2,
        Evidence::Evaluated => FULL,
    }
}

impl Statement {
    /// What a profile says, what its practices show, and what follows from goals with a low outcome.
    ///
    /// `cells` are the quantised values of the profile, one per indicator.
    pub fn of_profile<'p>(
        catalogue: &Catalogue,
        vocabulary: &Vocabulary,
        profile: &Profile,
        cells: &[Cell],
        practices: impl IntoIterator<Item = &'p Practice>,
    ) -> Option<Statement> {
        let mut needs = Strengths::default();
        for need in &profile.needs {
            needs.raise(vocabulary.topic(&need.topic), thirds(need.importance));
        }
        for goal in &profile.goals {
            if let Some(lack) = lack(catalogue, cells, goal.sdg) {
                let need = u16::from(thirds(goal.priority)) * u16::from(lack) / u16::from(STEPS);
                for (topic, term) in vocabulary.topics.iter().enumerate() {
                    if term.sdgs.first() == Some(&goal.sdg) {
                        needs.raise(u8::try_from(topic).ok(), need as u8);
                    }
                }
            }
        }
        let mut offers = Strengths::default();
        for offer in &profile.offers {
            offers.raise(vocabulary.topic(&offer.topic), thirds(offer.strength));
        }
        for practice in practices {
            for topic in &practice.topics {
                offers.raise(vocabulary.topic(topic), offer_of(practice.evidence));
            }
        }
        if needs.0.is_empty() && offers.0.is_empty() {
            return None;
        }
        Some(Statement {
            needs: needs.0,
            offers: offers.0,
            offers_stated: !profile.offers.is_empty(),
        })
    }

    /// The same statement with offers that the city is known to have besides, such as those of its practices.
    pub fn offering(mut self, offers: &[(u8, u8)]) -> Statement {
        let mut all = Strengths(self.offers);
        for &(topic, strength) in offers {
            all.raise(Some(topic), strength);
        }
        self.offers = all.0;
        self
    }

    /// The same statement with the needs of one question: the chosen topics, each with the importance the
    /// city gave it, or in full where it gave none. Without topics nothing changes.
    pub fn asking(mut self, topics: &[u8]) -> Statement {
        if topics.is_empty() {
            return self;
        }
        let mut needs = Strengths::default();
        for &topic in topics {
            let stated = self
                .needs
                .iter()
                .find(|n| n.0 == topic)
                .map_or(FULL, |n| n.1);
            needs.raise(Some(topic), stated);
        }
        self.needs = needs.0;
        self
    }
}

/// How far the outcomes of a goal are from good, 0–254, where that is more than half way.
fn lack(catalogue: &Catalogue, cells: &[Cell], sdg: u8) -> Option<u8> {
    let (mut sum, mut count) = (0u32, 0u32);
    for (indicator, &cell) in catalogue.indicators.iter().zip(cells) {
        let Role::Outcome { better, .. } = &indicator.role else {
            continue;
        };
        if indicator.goal() != Some(sdg) {
            continue;
        }
        if let (Kind::Number { .. }, Cell::Byte(step)) = (&indicator.kind, cell) {
            sum += u32::from(match better {
                Better::Higher => STEPS - step.min(STEPS),
                Better::Lower => step,
            });
            count += 1;
        }
    }
    let mean = sum.checked_div(count)?;
    (mean > u32::from(STEPS) / 2).then_some(mean as u8)
}

fn thirds(strength: u8) -> u8 {
    strength.min(3) * (FULL / 3)
}

/// Topic → strength, ascending by topic, the strongest kept.
#[derive(Default)]
struct Strengths(Vec<(u8, u8)>);

impl Strengths {
    fn raise(&mut self, topic: Option<u8>, strength: u8) {
        let Some(topic) = topic.filter(|_| strength > 0) else {
            return;
        };
        match self.0.binary_search_by_key(&topic, |s| s.0) {
            Ok(at) => {
                if let Some(entry) = self.0.get_mut(at) {
                    entry.1 = entry.1.max(strength);
                }
            }
            Err(at) => self.0.insert(at, (topic, strength)),
        }
    }
}

/// Quantises all values of a profile; unknown indicators and unfit values are left out.
pub fn profile_cells(catalogue: &Catalogue, profile: &Profile) -> Vec<Cell> {
    catalogue
        .indicators
        .iter()
        .map(|indicator| {
            profile
                .values
                .get(&indicator.id)
                .and_then(|value| quantise::cell(indicator, value).ok())
                .unwrap_or_default()
        })
        .collect()
}
