//! `completions` and `man`: what shells and manuals know of the command. Writes files where asked to.

use super::{Failure, output};
use crate::cli::{self, Completions, Man};
use crate::hint::hint;
use clap::Command;
use clap_mangen::roff::{Roff, roman};
use std::io;

/// Prints completions for a shell.
///
/// # Errors
/// When they are no text; never, with the shells there are.
pub fn completions(args: &Completions) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let mut command = cli::command();
    let name = command.get_name().to_owned();
    clap_complete::generate(args.shell, &mut command, name, &mut bytes);
    text(bytes)
}

/// Prints one page of the manual, or writes all of them.
///
/// # Errors
/// When there is no such subcommand, or a file cannot be written.
pub fn man(args: &Man) -> Result<String, Failure> {
    // Building gives subcommands their full names.
    let mut main = cli::command().disable_help_subcommand(true);
    main.build();
    if let Some(out) = &args.out {
        output::folder(out)?;
        let mut pages = Vec::new();
        all_below(&main, &mut pages);
        for command in &pages {
            let path = out.join(format!("{}.1", page_name(command)));
            output::write(&path, &page(command, &main)?)?;
        }
        let count = crate::words::count(pages.len(), "page");
        return Ok(format!("{count} written to {}\n", out.display()));
    }
    let Some(wanted) = &args.command else {
        return page(&main, &main);
    };
    let names = || main.get_subcommands().map(Command::get_name);
    match main.find_subcommand(wanted) {
        Some(command) => page(command, &main),
        None => {
            let hint = hint(wanted, names()).map_or_else(String::new, |h| format!(" ({h})"));
            Err(Failure(format!("no command “{wanted}”{hint}")))
        }
    }
}

fn all_below<'c>(command: &'c Command, pages: &mut Vec<&'c Command>) {
    pages.push(command);
    for one in command.get_subcommands() {
        all_below(one, pages);
    }
}

fn page_name(command: &Command) -> &str {
    command.get_display_name().unwrap_or(command.get_name())
}

fn page(command: &Command, main: &Command) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    render(command, main, &mut bytes)
        .map_err(|e| Failure(format!("the page cannot be made: {e}")))?;
    text(bytes)
}

fn render(command: &Command, main: &Command, out: &mut Vec<u8>) -> io::Result<()> {
    let is_main = command.get_name() == main.get_name();
    let man = clap_mangen::Man::new(command.clone())
        .manual("City Peers")
        .source(format!("city-peers {}", env!("CARGO_PKG_VERSION")));
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    if command.has_subcommands() {
        man.render_subcommands_section(out)?;
    }
    let after = |command: &Command| command.get_after_help().map(ToString::to_string);
    let own = after(command).unwrap_or_default();
    let mut roff = Roff::default();
    sections(&mut roff, &own, |_| true);
    if !is_main {
        let all = after(main).unwrap_or_default();
        sections(&mut roff, &all, |title| title == EXIT);
        roff.control("SH", ["SEE ALSO"]);
        roff.text([roman("city-peers(1)")]);
    }
    roff.to_writer(out)
}

/// Heading of the exit codes, as help has it, and as manuals do.
const EXIT: &str = "Exit codes";
const STATUS: &str = "EXIT STATUS";

/// The text at the end of a help as sections of the manual: a line that ends with a colon begins one; indented lines stay
/// as they are.
fn sections(roff: &mut Roff, text: &str, wanted: impl Fn(&str) -> bool) {
    for block in text.split("\n\n") {
        let mut lines = block.lines().peekable();
        let title = lines.peek().and_then(|line| line.strip_suffix(':'));
        let title = title.filter(|_| block.lines().nth(1).is_some_and(|l| l.starts_with(' ')));
        let here = wanted(title.unwrap_or("Notes"));
        if let Some(title) = title {
            lines.next();
            if here {
                let heading = match title {
                    EXIT => STATUS.to_owned(),
                    title => title.to_uppercase(),
                };
                roff.control("SH", [heading.as_str()]);
            }
        } else if here {
            roff.control("SH", ["NOTES"]);
        }
        if !here {
            continue;
        }
        let mut fixed = false;
        for line in lines {
            if line.starts_with(' ') != fixed {
                fixed = !fixed;
                roff.control(if fixed { "nf" } else { "fi" }, []);
            }
            roff.text([roman(line)]);
        }
        if fixed {
            roff.control("fi", []);
        }
    }
}

fn text(bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|_| Failure("the text is not UTF-8".to_owned()))
}
