//! Where progress and remarks go: an argument, so that nothing prints in the middle of work.

use std::io::Write;

/// Takes one line of progress or one remark.
pub trait Reporter {
    /// What is being done.
    fn progress(&mut self, line: &str);

    /// What the user has to see even where no progress is wanted: problems, and where to look.
    fn remark(&mut self, line: &str) {
        self.progress(line);
    }
}

/// Writes to standard error.
#[derive(Clone, Copy, Debug, Default)]
pub struct ToStderr {
    /// Remarks only.
    pub quiet: bool,
    /// The first word of a problem in the colour of how bad it is.
    pub color: bool,
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
        // Progress that nobody can read is no reason to stop.
        let _ = writeln!(std::io::stderr(), "{line}");
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
