//! Arguments of `serve`. Declares only.

use super::PurposeArg;
use clap::Args;
use std::path::PathBuf;

/// Shown below `city-peers serve --help`.
pub const EXAMPLES: &str = "\
Examples:
  city-peers serve public/directory
  city-peers serve my-network/ --watch --city kr-seoul --topics flood-management --lang fr
  city-peers serve public/directory --port 0 --widget node_modules/city-peers --open

Environment:
  CITY_PEERS_WIDGET  folder of the widget, where --widget is not given

The widget is looked for in --widget, CITY_PEERS_WIDGET, node_modules/city-peers and target/package here and in the \
folders above, and city-peers-widget beside this command. Ctrl-C ends the preview.";

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Built directory, or a source folder, which is built into a temporary folder first
    /// [default: target/directory, where it exists]
    pub dir: Option<PathBuf>,
    /// Port to listen on, on this machine only (0: any free one)
    #[arg(long, default_value_t = 8000)]
    pub port: u16,
    /// Folder of the widget: the npm package city-peers
    #[arg(long, value_name = "FOLDER")]
    pub widget: Option<PathBuf>,
    /// Also open the page in a browser
    #[arg(long)]
    pub open: bool,
    /// Build a source folder again when a file in it changes, and load the page again when the directory changes
    #[arg(long)]
    pub watch: bool,
    /// Id or name of the city that asks
    #[arg(long, help_heading = "What the page shows first")]
    pub city: Option<String>,
    /// Topic codes, separated by commas
    #[arg(
        long,
        value_delimiter = ',',
        help_heading = "What the page shows first"
    )]
    pub topics: Vec<String>,
    /// What partners are wanted for
    #[arg(long, help_heading = "What the page shows first")]
    pub purpose: Option<PurposeArg>,
    /// Language of the widget, such as fr or pt-BR [default: the main one of the directory]
    #[arg(
        long,
        value_name = "LANGUAGE",
        help_heading = "What the page shows first"
    )]
    pub lang: Option<String>,
}
