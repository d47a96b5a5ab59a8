//! Where progress and remarks go: an argument, so that nothing prints in the middle of work.

use std::io::{IsTerminal, Write};

/// Takes one line of progress or one remark.
pub trait Reporter {
    /// What is being done.
    fn progress(&mut self, line: &str);

    /// What the user has to see even where no progress is wanted: problems, and where to look.
    fn remark(&mut self, line: &str) {
        self.progress(line);
    }

    /// What was found, complete, although the command ends with an error: it belongs on standard output.
    fn found(&mut self, text: &str) {
        self.progress(text);
    }

    /// How far it is: a short line that the next one replaces. Empty: nothing is under way. Says whether somebody watches;
    /// where nobody does, the line is lost.
    fn step(&mut self, _line: &str) -> bool {
        false
    }

    /// What the process ends with though the command did its work, where that is not 0.
    fn exit_with(&mut self, _code: u8) {}
}

/// Back to the start of the line, which is cleared.
const AGAIN: &str = "\r\x1b[K";

/// Whether lines can be written over.
fn is_watched() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("TERM").is_some_and(|t| t != "dumb")
}

/// Writes progress to standard error, and what was found to standard output.
#[derive(Clone, Copy, Debug, Default)]
pub struct ToStderr {
    /// Remarks only.
    pub quiet: bool,
    /// The first word of a problem in the colour of how bad it is.
    pub color: bool,
    /// The exit code of a command that did its work.
    pub exit: u8,
}

impl Reporter for ToStderr {
    fn progress(&mut self, line: &str) {
        let problem = ["error: ", "warning: "].iter().any(|p| line.starts_with(p));
        if !self.quiet || problem {
            self.remark(line);
        }
    }

    fn remark(&mut self, line: &str) {
        let line = if self.color { painted(line) } else { None }.unwrap_or_else(|| line.to_owned());
        let again = if is_watched() { AGAIN } else { "" };
        // Progress that nobody can read is no reason to stop.
        let _ = writeln!(std::io::stderr(), "{again}{line}");
    }

    fn found(&mut self, text: &str) {
        let _ = std::io::stdout().write_all(text.as_bytes());
    }

    fn step(&mut self, line: &str) -> bool {
        let watched = !self.quiet && is_watched();
        if watched {
            let mut stderr = std::io::stderr();
            let _ = write!(stderr, "{AGAIN}{line}");
            let _ = stderr.flush();
        }
        watched
    }

    fn exit_with(&mut self, code: u8) {
        self.exit = code;
    }
}

/// The line with its first word in bold red, yellow or cyan; `None` where it says nothing of the kind.
fn painted(line: &str) -> Option<String> {
    let (word, rest) = line.split_once(": ")?;
    let colour = match word {
        "error" => 31,
        "warning" => 33,
        "note" => 36,
        _ => return None,
    };
    Some(format!("\u{1b}[1;{colour}m{word}\u{1b}[0m: {rest}"))
}

/// Keeps all lines, for tests.
#[derive(Debug, Default)]
pub struct Kept(pub Vec<String>);

impl Reporter for Kept {
    fn progress(&mut self, line: &str) {
        self.0.push(line.to_owned());
    }
}
