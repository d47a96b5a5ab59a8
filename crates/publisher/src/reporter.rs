//! Where progress and remarks go: an argument, so that nothing prints in the middle of work.

use std::io::Write;

/// Takes one line of progress or one remark.
pub trait Reporter {
    /// What is being done.
    fn progress(&mut self, line: &str);
}

/// Writes to standard error.
pub struct ToStderr;

impl Reporter for ToStderr {
    fn progress(&mut self, line: &str) {
        // Progress that nobody can read is no reason to stop.
        let _ = writeln!(std::io::stderr(), "{line}");
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
