//! `new`: begins a source folder, a profile or a practice from a commented template. Reads a source folder, writes files.

use super::{Failure, report, schema};
use crate::catalogue;
use crate::check::codes::{is_city_id, is_language, is_slug};
use crate::cli::{New, NewDirectory, NewPractice, NewProfile, NewWhat};
use crate::countries;
use crate::fold::fold;
use crate::problem::Problems;
use crate::reporter::Reporter;
use crate::source::{Source, load, standard_vocabulary};
use crate::standard;
use crate::templates::{self, About, Known, PracticeStart, ProfileStart};
use city_peers_engine::model::{Catalogue, Vocabulary};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Begins what was asked for.
///
/// # Errors
/// When an argument makes no sense, a file is there already, or cannot be written.
pub fn run(args: &New, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    match &args.what {
        NewWhat::Directory(args) => directory(args, reporter),
        NewWhat::Profile(args) => profile(args, reporter),
        NewWhat::Practice(args) => practice(args, reporter),
    }
}

fn directory(args: &NewDirectory, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let dir = &args.dir;
    let shown = dir.display().to_string();
    let own = match &args.catalogue {
        None => None,
        Some(path) => Some(
            std::fs::read_to_string(path)
                .map_err(|e| Failure(format!("{} cannot be read: {}", path.display(), e.kind())))?,
        ),
    };
    let mut problems = Problems::default();
    let name = args.catalogue.as_ref().map(|p| p.display().to_string());
    let name = name.unwrap_or_else(|| "standard catalogue.toml".to_owned());
    let text = own.as_deref().unwrap_or(standard::CATALOGUE);
    let catalogue = catalogue::read(text, &mut problems.of(&name));
    report(&problems, reporter)?;
    let catalogue = catalogue.ok_or_else(|| Failure(format!("{name} holds no catalogue")))?;

    let folder = dir
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    let folder = folder.unwrap_or_else(|| "directory".to_owned());
    let title = args.title.clone().unwrap_or_else(|| as_title(&folder));
    let about = About {
        id: match &args.id {
            Some(id) => checked(
                id,
                is_slug,
                "an id (lower-case letters, digits and single hyphens)",
            )?,
            None => slug(&folder).unwrap_or_else(|| "directory".to_owned()),
        },
        publisher: args.publisher.clone().unwrap_or_else(|| title.clone()),
        licence: args
            .licence
            .clone()
            .unwrap_or_else(|| "not stated".to_owned()),
        languages: args
            .languages
            .iter()
            .map(|l| {
                checked(
                    l.trim(),
                    is_language,
                    "a language code (such as en, ko or pt-BR)",
                )
            })
            .collect::<Result<_, _>>()?,
        updated: today(),
        own_catalogue: own.is_some(),
        title,
    };
    let header = templates::cities_header(&catalogue)
        .map_err(|e| Failure(format!("the header of cities.csv cannot be made: {e}")))?;
    let mut files = vec![
        (
            "directory.toml".to_owned(),
            templates::directory_toml(&about),
        ),
        ("cities.csv".to_owned(), header),
    ];
    files.extend(own.map(|text| ("catalogue.toml".to_owned(), text)));
    // All or nothing: a folder that is in use is not mixed with a new one.
    if let Some((there, _)) = files.iter().find(|(name, _)| dir.join(name).exists()) {
        return Err(Failure(format!(
            "{shown} has a {there} already; nothing was written"
        )));
    }
    for kind in schema::WRITTEN {
        files.push((format!("schemas/{kind}.json"), schema::text(kind)?));
    }
    files.push((
        "README.md".to_owned(),
        templates::readme(&about.title, &quoted(dir)),
    ));
    for (name, text) in &files {
        let path = dir.join(name);
        if path.exists() {
            reporter.remark(&format!(
                "note: {} is there already and stays as it is",
                path.display()
            ));
        } else {
            write_new(&path, text)?;
        }
    }
    for folder in ["profiles", "practices"] {
        make(&dir.join(folder))?;
    }
    let licence = match args.licence {
        Some(_) => String::new(),
        None => "; the licence is “not stated” until you say it".to_owned(),
    };
    let quoted = quoted(dir);
    Ok(format!(
        "{shown} is begun.\n\
         1. Read {shown}/directory.toml{licence}.\n\
         2. Write cities into {shown}/cities.csv, or begin a profile:\n   \
            city-peers new profile --dir {quoted} --name \"Name of the city\" --country KR\n\
         3. Check it: city-peers validate {quoted}\n"
    ))
}

fn profile(args: &NewProfile, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let country = country(args.country.as_deref())?;
    let folder = Folder::of(args.dir.as_deref(), reporter)?;
    let id = match (&args.id, &args.name) {
        (Some(id), _) => Some(checked(
            id,
            |id| is_city_id(id) && !id.starts_with('.'),
            "an id (letters, digits and hyphens, such as kr-seoul)",
        )?),
        (None, Some(name)) => city_id(country.as_deref(), name),
        (None, None) => None,
    };
    let row = id.as_ref().and_then(|id| folder.city(id));
    let start = ProfileStart {
        id: id.as_deref(),
        name: args.name.as_deref(),
        country: country.as_deref(),
        row: row.as_deref(),
    };
    let today = today();
    let Some(dir) = &args.dir else {
        return Ok(templates::profile(&folder.known(&today, None), &start));
    };
    let Some(id) = &id else {
        return Err(Failure(match args.name {
            None => {
                "name the city: --name and --country, or the --id of a row of cities.csv".to_owned()
            }
            Some(_) => {
                "no id can be made of this name; give one with --id, such as kr-seoul".to_owned()
            }
        }));
    };
    if row.is_none() && args.name.is_none() {
        return Err(Failure(format!(
            "cities.csv has no city “{id}”: give its --name as well"
        )));
    }
    let schema = folder_schema(dir, "profile");
    let text = templates::profile(&folder.known(&today, schema.as_deref()), &start);
    let path = dir
        .join("profiles")
        .join(format!("{}.json", id.replace(':', "-")));
    write_new(&path, &text)?;
    Ok(written(&path, dir, "open it and say what is known"))
}

fn practice(args: &NewPractice, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let country = country(args.country.as_deref())?;
    let folder = Folder::of(args.dir.as_deref(), reporter)?;
    let id = match (&args.id, &args.title) {
        (Some(id), _) => Some(checked(
            id,
            is_slug,
            "an id (lower-case letters, digits and single hyphens)",
        )?),
        (None, title) => title.as_deref().and_then(slug),
    };
    let start = PracticeStart {
        id: id.as_deref(),
        title: args.title.as_deref(),
        city: args.city.as_deref(),
        country: country.as_deref(),
    };
    let today = today();
    let Some(dir) = &args.dir else {
        return Ok(templates::practice(&folder.known(&today, None), &start));
    };
    let Some(id) = &id else {
        return Err(Failure(match args.title {
            None => "name the practice: --title, or --id".to_owned(),
            Some(_) => "no id can be made of this title; give one with --id, such as rain-gardens"
                .to_owned(),
        }));
    };
    let schema = folder_schema(dir, "practice");
    let text = templates::practice(&folder.known(&today, schema.as_deref()), &start);
    let path = dir.join("practices").join(format!("{id}.json"));
    write_new(&path, &text)?;
    Ok(written(
        &path,
        dir,
        "open it and fill in what has no slashes before it",
    ))
}

/// What templates are made of: a source folder's own, or the standard.
struct Folder {
    catalogue: Catalogue,
    vocabulary: Vocabulary,
    language: String,
    cities: Vec<(String, String)>,
}

impl Folder {
    fn of(dir: Option<&Path>, reporter: &mut dyn Reporter) -> Result<Folder, Failure> {
        let mut problems = Problems::default();
        let Some(dir) = dir else {
            let name = "standard catalogue.toml";
            let catalogue = catalogue::read(standard::CATALOGUE, &mut problems.of(name));
            return Ok(Folder {
                catalogue: catalogue.unwrap_or_default(),
                vocabulary: standard_vocabulary(&mut problems),
                language: "en".to_owned(),
                cities: Vec::new(),
            });
        };
        if !dir.join("directory.toml").is_file() {
            return Err(Failure(format!(
                "{0} is no source folder: it has no directory.toml (begin one: city-peers new directory {0})",
                dir.display()
            )));
        }
        // What is wrong with other files is no reason not to begin a new one.
        let Some(loaded) = load(&Source::new(dir), &mut problems) else {
            report(&problems, reporter)?;
            return Err(Failure("nothing could be read".to_owned()));
        };
        let sources = loaded.sources;
        let language = sources.meta.languages.first();
        let language = language.map_or_else(|| "en".to_owned(), Clone::clone);
        let name = |names: &std::collections::BTreeMap<String, String>| {
            let name = names.get(&language).or_else(|| names.values().next());
            name.cloned().unwrap_or_default()
        };
        let cities = sources.profiles.iter();
        let cities = cities.map(|p| (p.id.clone(), name(&p.name))).collect();
        Ok(Folder {
            catalogue: sources.catalogue,
            vocabulary: sources.vocabulary,
            language,
            cities,
        })
    }

    /// Name of a city that the folder has.
    fn city(&self, id: &str) -> Option<String> {
        let found = self.cities.iter().find(|(known, _)| known == id);
        found.map(|(_, name)| name.clone())
    }

    fn known<'k>(&'k self, today: &'k str, schema: Option<&'k str>) -> Known<'k> {
        Known {
            catalogue: &self.catalogue,
            vocabulary: &self.vocabulary,
            language: &self.language,
            today,
            schema,
        }
    }
}

/// Address of a schema as files in a sub-folder see it, where the folder has it.
fn folder_schema(dir: &Path, kind: &str) -> Option<String> {
    let name = format!("schemas/{kind}.json");
    dir.join(&name).is_file().then(|| format!("../{name}"))
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/\\._-+:~".contains(c);
    match !text.is_empty() && text.chars().all(plain) {
        true => text,
        false => format!("\"{text}\""),
    }
}

fn written(path: &Path, dir: &Path, next: &str) -> String {
    format!(
        "{} is written: {next}, then: city-peers validate {}\n",
        path.display(),
        quoted(dir)
    )
}

fn checked(text: &str, fits: impl Fn(&str) -> bool, what: &str) -> Result<String, Failure> {
    match fits(text) {
        true => Ok(text.to_owned()),
        false => Err(Failure(format!("“{text}” is not {what}"))),
    }
}

/// A country code, also where it was written small.
fn country(code: Option<&str>) -> Result<Option<String>, Failure> {
    let Some(code) = code else { return Ok(None) };
    let upper = code.trim().to_uppercase();
    match countries::is_country(&upper) {
        true => Ok(Some(upper)),
        false => Err(Failure(format!(
            "“{code}” is not a country code (two letters of ISO 3166-1, such as KR)"
        ))),
    }
}

/// `kr-seoul` for Seoul in KR.
fn city_id(country: Option<&str>, name: &str) -> Option<String> {
    let name = slug(name)?;
    Some(match country {
        Some(country) => format!("{}-{name}", country.to_lowercase()),
        None => name,
    })
}

/// Letters and digits of a text with hyphens between; `None` where it has none that ids may hold.
fn slug(text: &str) -> Option<String> {
    let folded = fold(text);
    let parts = folded.split(|c: char| !c.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|p| !p.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join("-"))
}

/// `Our network` for `our-network`.
fn as_title(folder: &str) -> String {
    let words = folder.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

/// Writes a file that does not exist yet, and the folders that lead to it.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        make(folder)?;
    }
    let made = OpenOptions::new().write(true).create_new(true).open(path);
    let written = made.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|e| {
        Failure(match e.kind() {
            ErrorKind::AlreadyExists => {
                format!("{} is there already; nothing was written", path.display())
            }
            kind => format!("{} cannot be written: {kind}", path.display()),
        })
    })
}

fn make(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|e| Failure(format!("{} cannot be made: {}", folder.display(), e.kind())))
}
