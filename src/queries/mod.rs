//! From data to what a view says: words and positions, ready to show. Reads only.

pub(crate) mod map;
pub(crate) mod partner;
pub(crate) mod practice;
pub(crate) mod value;
