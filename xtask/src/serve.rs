//! The example page: built once by Trunk, or served and rebuilt on change.

use crate::run::{self, Project};
use crate::{directory, tools};
use anyhow::Result;
use clap::Args;

/// How to serve.
#[derive(Args)]
pub struct Options {
    /// Port to listen on
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address to listen on; 0.0.0.0 lets other machines in
    #[arg(long, default_value = "127.0.0.1")]
    address: String,
    /// Also open the page in a browser
    #[arg(long)]
    open: bool,
}

/// Serves the page until stopped.
fn trunk_serve(project: &Project, options: &Options) -> Result<()> {
    let mut command = project.command("trunk");
    command
        .args(["serve", "--port", &options.port.to_string()])
        .args(["--address", &options.address]);
    if options.open {
        command.arg("--open");
    }
    run::run(&mut command)
}

/// Sets up everything and serves the page until stopped.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    tools::trunk(project)?;
    directory::build(project)?;
    println!();
    println!(
        "    The page:  http://{}:{}/   (in a minute, when Trunk says so; Ctrl-C ends it)",
        options.address, options.port
    );
    println!();
    trunk_serve(project, options)
}

/// Builds the page into `target/dist`.
pub fn build(project: &Project) -> Result<()> {
    tools::trunk(project)?;
    directory::build(project)?;
    run::run(project.command("trunk").arg("build"))
}
