//! Arguments of `completions` and `man`. Declares only.

use clap::Args;
use clap_complete::Shell;
use std::path::PathBuf;

/// Shown below `city-peers completions --help`.
pub const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  city-peers completions bash > city-peers.bash
  city-peers completions zsh > _city-peers
  city-peers completions fish > city-peers.fish

Where shells look for them: bash in ~/.local/share/bash-completion/completions/city-peers, zsh in a folder of $fpath, \
fish in ~/.config/fish/completions/. PowerShell and elvish read them in their profile.";

/// Shown below `city-peers man --help`.
pub const MAN_EXAMPLES: &str = "\
Examples:
  city-peers man > city-peers.1
  city-peers man suggest > city-peers-suggest.1
  city-peers man --out man1/

To read a page: man -l city-peers.1";

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// Shell to complete for
    pub shell: Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub struct Man {
    /// Subcommand whose page to print [default: the main page]
    #[arg(conflicts_with = "out")]
    pub command: Option<String>,
    /// Folder to write all pages into
    #[arg(long, short, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
}
