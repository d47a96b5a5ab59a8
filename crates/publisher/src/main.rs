//! The `city-peers` command: parses arguments, runs, prints, sets the exit code.

use city_peers_publisher::cli::{self, Cli, Colors};
use city_peers_publisher::commands;
use city_peers_publisher::reporter::ToStderr;
use clap::{ColorChoice, FromArgMatches};
use std::io::{ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    // Errors of usage, help and version end here, with exit code 2 or 0.
    let matches = cli::command().color(help_colors()).get_matches();
    let cli = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let mut reporter = ToStderr {
        quiet: cli.quiet,
        color: match cli.color {
            Colors::Always => true,
            Colors::Never => false,
            Colors::Auto => std::io::stderr().is_terminal() && !no_color(),
        },
        exit: 0,
    };
    match commands::run(cli, &mut reporter) {
        Ok(text) => print(&text, ExitCode::from(reporter.exit)),
        Err(error) => {
            let paint = if reporter.color {
                ("\u{1b}[1;31m", "\u{1b}[0m")
            } else {
                ("", "")
            };
            // Nobody may be listening; the exit code says it too.
            let _ = writeln!(
                std::io::stderr(),
                "{}city-peers:{} {error}",
                paint.0,
                paint.1
            );
            ExitCode::FAILURE
        }
    }
}

fn print(text: &str, done: ExitCode) -> ExitCode {
    let mut out = std::io::stdout();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Ok(()) => done,
        // Who reads only the first lines has what they wanted.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => done,
        Err(error) => {
            let _ = writeln!(
                std::io::stderr(),
                "city-peers: the result cannot be printed: {error}"
            );
            ExitCode::FAILURE
        }
    }
}

/// The colours of help, which is printed before the arguments are read.
fn help_colors() -> ColorChoice {
    let args: Vec<String> = std::env::args_os()
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    let after = args.iter().skip_while(|arg| *arg != "--color").nth(1);
    let same = args.iter().find_map(|arg| arg.strip_prefix("--color="));
    match same.or(after.map(String::as_str)) {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

/// See no-color.org.
fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}
