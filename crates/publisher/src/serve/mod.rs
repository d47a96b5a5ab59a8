//! The preview of a directory: a page with the widget, served to this machine only. Reads files, writes none.

mod answer;
mod files;
mod guard;
mod page;
pub mod widget;

mod watch;

pub use answer::{Event, Listening, Site, listen, run};
pub use page::Shown;
pub use watch::Watch;

/// Where the page looks for the directory.
pub const DIRECTORY_AT: &str = "directory";
/// Where the page looks for the widget.
pub const WIDGET_AT: &str = "city-peers";
