//! The templates of a source folder: `directory.toml`, the header of `cities.csv`, and what to do next. Pure.

use crate::source::IDENTITY;
use city_peers_engine::model::Catalogue;
use toml::Value;

/// What `directory.toml` says.
#[derive(Clone, Debug)]
pub struct About {
    /// Id of the directory.
    pub id: String,
    /// Name that visitors read.
    pub title: String,
    /// Who answers for it.
    pub publisher: String,
    /// Licence of the data.
    pub licence: String,
    /// Languages, main one first.
    pub languages: Vec<String>,
    /// Date of today.
    pub updated: String,
    /// Whether the folder has a catalogue of its own.
    pub own_catalogue: bool,
}

/// The text of `directory.toml`.
pub fn directory_toml(about: &About) -> String {
    let text = |value: &str| Value::String(value.to_owned()).to_string();
    let languages: Vec<String> = about.languages.iter().map(|l| text(l)).collect();
    let catalogue = match about.own_catalogue {
        true => "# The indicators that are compared.\ncatalogue = \"catalogue.toml\"",
        false => {
            "# The indicators that are compared: the standard ones. To choose your own, name a file here; see\n\
             # city-peers new directory --help.\n\
             # catalogue = \"catalogue.toml\""
        }
    };
    format!(
        "# What this directory is. Lines that begin with # are comments.\n\n\
         # Stable id: lower-case letters, digits and single hyphens. Links keep it; do not change it later.\n\
         id = {}\n\n\
         # Name that visitors read.\n\
         title = {}\n\n\
         # Who answers for it.\n\
         publisher = {}\n\n\
         # Under which licence others may use the data, such as \"CC BY 4.0\".\n\
         licence = {}\n\n\
         # Languages of its texts (BCP 47), the main one first: names in cities.csv are in the main one.\n\
         languages = [{}]\n\n\
         {catalogue}\n\n\
         # Date of the last change. Its year decides over which years working hours are compared.\n\
         updated = {}\n\n\
         # Credits that the licences of your sources ask for, one text each.\n\
         credits = []\n",
        text(&about.id),
        text(&about.title),
        text(&about.publisher),
        text(&about.licence),
        languages.join(", "),
        text(&about.updated),
    )
}

/// The first row of `cities.csv`: what a city is, then one column for each indicator.
///
/// # Errors
/// Never in memory; the writer's own otherwise.
pub fn cities_header(catalogue: &Catalogue) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let indicators = catalogue.indicators.iter().map(|i| i.id.as_str());
    writer.write_record(IDENTITY.into_iter().chain(indicators))?;
    let bytes = writer.into_inner().map_err(|e| e.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The text of `README.md`; `folder` is how the commands name the folder.
pub fn readme(title: &str, folder: &str) -> String {
    format!(
        "# {title}: source folder\n\n\
         From these files `city-peers` checks and builds the directory that web pages load.\n\n\
         | file | what goes into it |\n\
         | --- | --- |\n\
         | `directory.toml` | what the directory is: title, publisher, licence, languages |\n\
         | `cities.csv` | one row for each city, one column for each indicator. A cell that is not known stays empty. Several codes in a cell: `a\\|b`; known to have none: `none` |\n\
         | `profiles/*.json` | what cities say of themselves: needs, offers, goals, contacts. Takes the place of the row with the same `id`, field by field |\n\
         | `practices/*.json` | what cities did, what it took, what came of it |\n\
         | `reports/*.json` | how a practice went for a city that took it over |\n\
         | `ties.csv` | cities that work together already: `a,b,kind,since,source` |\n\
         | `catalogue.toml`, `purposes.toml`, `vocabulary/*.json` | indicators, weights and lists of your own; without them the standard ones hold |\n\
         | `schemas/` | for your editor, which then explains fields and marks mistakes; not read by the command |\n\n\
         JSON files here may hold `//` and `/* */` comments and a comma after the last entry. Built files are plain JSON.\n\n\
         ## Next\n\n\
         ```sh\n\
         city-peers new profile --dir {folder} --name \"Name of the city\" --country KR\n\
         city-peers new practice --dir {folder} --title \"What was done\" --city \"Name of the city\" --country KR\n\
         city-peers validate {folder}\n\
         city-peers serve {folder} --watch\n\
         city-peers build {folder} --out public/directory\n\
         ```\n"
    )
}
