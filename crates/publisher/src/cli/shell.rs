//! Arguments of `completions` and `man`. Declares only.

use clap::Args;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct Man {}
