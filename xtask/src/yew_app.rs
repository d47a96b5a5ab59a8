//! The example application of the Yew component, built by Trunk into target/yew-app. tests/embedding/yew.test.mjs drives it.

use crate::run::{self, Project};
use crate::{directory, tools};
use anyhow::Result;

/// Builds it as a developer does, in Cargo's build folder of this project: minutes the first time, then seconds.
pub fn build(project: &Project) -> Result<()> {
    tools::trunk(project)?;
    directory::build(project)?;
    println!("Building the example application of the Yew component (minutes the first time).");
    run::run(
        project
            .command("trunk")
            .args(["build", "--dist"])
            .arg(project.target.join("yew-app"))
            .current_dir(project.root.join("www/examples/yew-app"))
            .env("CARGO_TARGET_DIR", &project.target),
    )
}
