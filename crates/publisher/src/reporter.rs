//! Where progress and remarks go: an argument, so that nothing prints in the middle of work.

use std::io::Write;

/// Takes one line of progress or one remark.
pub trait Reporter {
    /// What is being done.
    fn progress(&mut self, line: &str);

    /// What was found, complete, although the command ends with an error: it belongs on standard output.
    fn found(&mut self, text: &str) {
        self.progress(text);
    }
}

/// Writes progress to standard error, and what was found to standard output.
pub struct ToStderr;

impl Reporter for ToStderr {
    fn progress(&mut self, line: &str) {
        // Progress that nobody can read is no reason to stop.
        let _ = writeln!(std::io::stderr(), "{line}");
    }

    fn found(&mut self, text: &str) {
        let _ = std::io::stdout().write_all(text.as_bytes());
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
