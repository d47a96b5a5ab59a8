//! Folding of names for search and matching: NFKD, lower case, then the engine's rules. Pure.

use unicode_normalization::UnicodeNormalization;

/// The search key of a name; the same as the browser's `normalize("NFKD").toLowerCase()` and the engine's fold.
pub fn fold(name: &str) -> String {
    let decomposed: String = name.nfkd().collect();
    city_peers_engine::search::fold(&decomposed.to_lowercase())
}
