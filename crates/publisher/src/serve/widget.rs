//! Finds the widget that the preview shows: the npm package `city-peers` as a folder. Reads file names.

use std::path::{Path, PathBuf};

/// Files without which it is no widget.
pub const FILES: [&str; 4] = [
    "city-peers.js",
    "city-peers.css",
    "city_peers.js",
    "city_peers_bg.wasm",
];
/// Names the folder, where the argument does not.
pub const VARIABLE: &str = "CITY_PEERS_WIDGET";
/// Where packages lie in a folder or those above it, the likelier first.
const PLACES: [&str; 2] = ["node_modules/city-peers", "target/package"];
/// Folder beside the command.
const BESIDE: &str = "city-peers-widget";

/// Where the search begins.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Folder named in the arguments.
    pub named: Option<PathBuf>,
    /// Folder named in the environment.
    pub variable: Option<PathBuf>,
    /// The current folder.
    pub here: PathBuf,
    /// The command itself.
    pub command: Option<PathBuf>,
}

/// The folder of the widget, without links in its path.
///
/// # Errors
/// Where it was looked for, and how to get it; or what a named folder lacks.
pub fn find(search: &Search) -> Result<PathBuf, String> {
    for (folder, by) in [(&search.named, "--widget"), (&search.variable, VARIABLE)] {
        if let Some(folder) = folder {
            return named(folder, by);
        }
    }
    let above = search.here.ancestors();
    let mut places: Vec<PathBuf> = above
        .flat_map(|folder| PLACES.map(|place| folder.join(place)))
        .collect();
    let command = search.command.as_ref().and_then(|c| c.parent());
    places.extend(command.map(|folder| folder.join(BESIDE)));
    let found = places.iter().find(|folder| lacking(folder).is_none());
    found
        .and_then(|folder| folder.canonicalize().ok())
        .ok_or_else(|| {
            format!(
                "the widget is not on this machine, or not where it is looked for: {} here and in the folders above, and \
                 {BESIDE} beside this command. Get it with: npm install city-peers (in the source tree: cargo xtask package), \
                 or name its folder with --widget",
                PLACES.join(" and ")
            )
        })
}

fn named(folder: &Path, by: &str) -> Result<PathBuf, String> {
    let real = folder.canonicalize().map_err(|e| {
        format!(
            "{} ({by}) cannot be read: {}",
            folder.display(),
            crate::words::cause(&e)
        )
    })?;
    match lacking(&real) {
        None => Ok(real),
        Some(file) => Err(format!(
            "{} ({by}) is not the widget: it has no {file}; the folder of the npm package city-peers is meant",
            folder.display()
        )),
    }
}

fn lacking(folder: &Path) -> Option<&'static str> {
    FILES.into_iter().find(|file| !folder.join(file).is_file())
}
