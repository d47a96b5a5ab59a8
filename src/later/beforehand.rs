//! What a page that is rendered beforehand shows of the later views: worked out at once instead of in slices.

use super::{Memory, partners, practices};
use crate::state::{Answered, Shared, Snapshot};
use crate::words::Words;
use city_peers_engine::suggest::Ranker;

/// What the later views would remember once all work on an answer is done. Without a ranker nothing is said of how certain
/// it is.
pub(crate) fn memory(
    snapshot: &Snapshot,
    words: &Shared<Words>,
    answered: &Shared<Answered>,
    ranker: Option<&Ranker<'_>>,
) -> Memory {
    let practices = practices::at_once(words, snapshot, answered);
    Memory {
        partners: ranker.map_or_else(Default::default, |r| partners::at_once(r, answered)),
        practices,
        ..Memory::default()
    }
}
