//! The `city-peers` command: parses arguments, runs, prints, sets the exit code.

use city_peers_publisher::cli::Cli;
use city_peers_publisher::commands;
use city_peers_publisher::reporter::ToStderr;
use clap::Parser;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Errors of usage end here with exit code 2.
    let cli = Cli::parse();
    let run = || -> anyhow::Result<()> {
        let text = commands::run(cli, &mut ToStderr::default())?;
        std::io::stdout().write_all(text.as_bytes())?;
        Ok(())
    };
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody may be listening; the exit code says it too.
            let _ = writeln!(std::io::stderr(), "city-peers: {error:#}");
            ExitCode::FAILURE
        }
    }
}
