//! The methods that are compared with one another: the one place to add another. Declares only.

use city_peers_engine::suggest::{Method, Query};

/// A method with the name that figures are given under.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named {
    /// Shown in tables, used in JSON.
    pub name: &'static str,
    /// What is done otherwise.
    pub method: Method,
}

impl Named {
    /// The same question, asked with this method.
    pub fn asking(&self, query: &Query) -> Query {
        Query {
            method: self.method,
            ..query.clone()
        }
    }
}

/// The methods whose agreement with pairs, exposure and reaction to missing data are put side by side; the engine's own
/// first.
pub fn compared() -> Vec<Named> {
    let named = |name, method| Named { name, method };
    vec![
        named("engine", Method::default()),
        named("plain Gower", with_shrink(0.0)),
    ]
}

/// The engine's method with another λ.
#[allow(clippy::needless_update)] // Stays right when a method has more to choose.
pub fn with_shrink(shrink: f64) -> Method {
    Method {
        shrink: Some(shrink),
        ..Method::default()
    }
}
