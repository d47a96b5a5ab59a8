//! Arguments of `render`. Declares only.

use super::query::{From, Only, Question};
use clap::{ArgGroup, Args, ValueEnum};
use std::path::PathBuf;

/// Shown below `city-peers render --help`.
pub const EXAMPLES: &str = "\
Examples:
  city-peers render public/directory --city kr-seoul --topics flood-management --lang ko
  city-peers render public/directory --city Seoul --heading-level 3 --out seoul-fragment.html
  city-peers render public/directory --city Seoul --format page --map --out pages/seoul.html
  city-peers render public/directory --all-cities --lang fr --format page --out pages/fr
  city-peers render public/directory --cities registered.txt --top 5 --out fragments
  city-peers render my-network/ --profile our-city.json --format page --out our-city.html
  city-peers render --format style --out city-peers-page.css

registered.txt has one city a line, by id or name; a CSV file has a column id or name. Pages of several cities are named \
by the ids of the cities and link to each other. Every class name begins with cp-, every rule of the style holds inside of \
class city-peers alone: nothing of it touches the rest of a page.";

/// Arguments of `render`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("asks").args(["city", "profile", "cities", "all_cities"]))]
pub struct Render {
    /// Built directory or source folder [default: target/directory, where it exists]
    #[arg(conflicts_with = "directory")]
    pub dir: Option<PathBuf>,
    /// Id or name of the city that asks
    #[arg(long)]
    pub city: Option<String>,
    /// JSON file with the profile of the city that asks
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
    /// File with cities, by id or name: one file each, into the folder of --out
    #[arg(long, value_name = "FILE")]
    pub cities: Option<PathBuf>,
    /// Every city of the directory: one file each, into the folder of --out
    #[arg(long)]
    pub all_cities: bool,
    /// What to write
    #[arg(long, default_value = "fragment")]
    pub format: RenderFormat,
    /// File to write; of several cities the folder [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Level of the first heading, 1 to 4; the others follow [default: 2, of a page 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=4))]
    pub heading_level: Option<u8>,
    /// What every id in the HTML begins with: letters, digits, - and _ [default: cp- and the id of the city]
    #[arg(long, value_name = "PREFIX", value_parser = prefix)]
    pub id_prefix: Option<String>,
    /// With a map of all cities: 30 kB and more in each file
    #[arg(long)]
    pub map: bool,
    /// Address of the style that a page links [default: city-peers-page.css, which is written beside the page]
    #[arg(long, value_name = "ADDRESS")]
    pub style: Option<String>,
    /// The question
    #[command(flatten)]
    pub question: Question,
    /// Which cities may be suggested
    #[command(flatten)]
    pub only: Only,
    /// Which directory is asked, and in which language
    #[command(flatten)]
    pub from: From,
}

/// What `render` writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RenderFormat {
    /// One element to put into a page
    Fragment,
    /// A page of its own
    Page,
    /// The style of pages, and of fragments that are to look like the widget
    Style,
}

/// What may begin an id.
fn prefix(text: &str) -> Result<String, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    match text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(plain) {
        true => Ok(text.to_owned()),
        false => Err(
            "begin with a letter, then only letters, digits, - and _, such as cp-seoul".to_owned(),
        ),
    }
}
