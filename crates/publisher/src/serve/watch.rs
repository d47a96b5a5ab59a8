//! Notices when the files of a folder change. Reads names, sizes and times.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Deepest folder looked into; source folders have one level.
const DEPTH: usize = 4;

type Stamps = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

/// A folder that is looked at from time to time.
pub struct Watch {
    folder: PathBuf,
    settled: Stamps,
    last: Stamps,
}

impl Watch {
    /// Looks at a folder as it is now.
    pub fn new(folder: &Path) -> Self {
        let now = stamps(folder);
        Watch {
            folder: folder.to_owned(),
            settled: now.clone(),
            last: now,
        }
    }

    /// Whether files have changed since the last yes, and not since the last look: a program may still be writing.
    pub fn changed(&mut self) -> bool {
        let now = stamps(&self.folder);
        let still = now == self.last;
        self.last = now;
        let changed = still && self.last != self.settled;
        if changed {
            self.settled.clone_from(&self.last);
        }
        changed
    }
}

fn stamps(folder: &Path) -> Stamps {
    let mut all = Stamps::new();
    look(folder, DEPTH, &mut all);
    all
}

fn look(folder: &Path, depth: usize, all: &mut Stamps) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let (Ok(about), false) = (entry.metadata(), hidden) else {
            continue;
        };
        if about.is_dir() && depth > 0 {
            look(&entry.path(), depth - 1, all);
        } else if about.is_file() {
            all.insert(entry.path(), (about.len(), about.modified().ok()));
        }
    }
}
