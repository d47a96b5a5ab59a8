//! The Sustainable Development Goals in short. Pure.

/// The seventeen goals in short.
const GOALS: [&str; 17] = [
    "No poverty",
    "Zero hunger",
    "Good health and well-being",
    "Quality education",
    "Gender equality",
    "Clean water and sanitation",
    "Affordable and clean energy",
    "Decent work and economic growth",
    "Industry, innovation and infrastructure",
    "Reduced inequalities",
    "Sustainable cities and communities",
    "Responsible consumption and production",
    "Climate action",
    "Life below water",
    "Life on land",
    "Peace, justice and strong institutions",
    "Partnerships for the goals",
];

/// A goal in short.
pub fn goal(sdg: u8) -> &'static str {
    let at = usize::from(sdg).checked_sub(1);
    at.and_then(|at| GOALS.get(at)).copied().unwrap_or_default()
}
