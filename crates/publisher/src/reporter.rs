//! Where progress and remarks go: an argument, so that nothing prints in the middle of work.

use std::io::{IsTerminal, Write};

/// Takes one line of progress or one remark.
pub trait Reporter {
    /// What is being done.
    fn progress(&mut self, line: &str);

    /// How far it is: a short line that the next one replaces, where somebody watches. Empty: nothing is under way.
    fn step(&mut self, _line: &str) {}
}

/// Writes to standard error.
pub struct ToStderr;

/// Back to the start of the line, which is cleared.
const AGAIN: &str = "\r\x1b[K";

/// Whether lines can be written over.
fn is_watched() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("TERM").is_some_and(|t| t != "dumb")
}

impl Reporter for ToStderr {
    fn progress(&mut self, line: &str) {
        let again = if is_watched() { AGAIN } else { "" };
        // Progress that nobody can read is no reason to stop.
        let _ = writeln!(std::io::stderr(), "{again}{line}");
    }

    fn step(&mut self, line: &str) {
        if is_watched() {
            let mut stderr = std::io::stderr();
            let _ = write!(stderr, "{AGAIN}{line}");
            let _ = stderr.flush();
        }
    }
}

/// Keeps all lines, for tests.
#[derive(Debug, Default)]
pub struct Kept(pub Vec<String>);

impl Reporter for Kept {
    fn progress(&mut self, line: &str) {
        self.0.push(line.to_owned());
    }
}
