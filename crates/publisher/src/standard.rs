//! The standard catalogue, purposes, vocabulary and boxes of countries that ship with the command, embedded. Pure.

/// `catalogue.toml`.
pub const CATALOGUE: &str = include_str!("../../../data/catalogue.toml");
/// `purposes.toml`.
pub const PURPOSES: &str = include_str!("../../../data/purposes.toml");
/// `country-boxes.csv`: where the places of each country lie.
pub const COUNTRY_BOXES: &str = include_str!("../../../data/country-boxes.csv");
/// The lists of the vocabulary by name, sorted.
pub const VOCABULARY: [(&str, &str); 11] = [
    (
        "capacities",
        include_str!("../../../data/vocabulary/capacities.json"),
    ),
    (
        "climate",
        include_str!("../../../data/vocabulary/climate.json"),
    ),
    (
        "finance_sources",
        include_str!("../../../data/vocabulary/finance_sources.json"),
    ),
    (
        "forum_themes",
        include_str!("../../../data/vocabulary/forum_themes.json"),
    ),
    (
        "frameworks",
        include_str!("../../../data/vocabulary/frameworks.json"),
    ),
    (
        "hazards",
        include_str!("../../../data/vocabulary/hazards.json"),
    ),
    (
        "infrastructure",
        include_str!("../../../data/vocabulary/infrastructure.json"),
    ),
    (
        "powers",
        include_str!("../../../data/vocabulary/powers.json"),
    ),
    (
        "principles",
        include_str!("../../../data/vocabulary/principles.json"),
    ),
    (
        "terrain",
        include_str!("../../../data/vocabulary/terrain.json"),
    ),
    (
        "topics",
        include_str!("../../../data/vocabulary/topics.json"),
    ),
];
