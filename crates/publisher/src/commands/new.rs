//! `new`: begins a source folder, a profile or a practice from a commented template. Reads a source folder, writes files.

use super::open::is_built;
use super::{Failure, report, schema};
use crate::catalogue;
use crate::check::codes::{is_city_id, is_language, is_slug};
use crate::cli::{New, NewDirectory, NewPractice, NewProfile, NewWhat};
use crate::problem::Problems;
use crate::reporter::Reporter;
use crate::standard;
use crate::templates::{self, About, PracticeStart, ProfileStart};
use folder::Folder;
use names::{as_title, checked, city_id, country, quoted, slug};
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

mod folder;
mod names;

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
    if is_built(dir) {
        return Err(Failure(format!(
            "{shown} holds a built directory, which is not edited: begin the source folder elsewhere"
        )));
    }
    let own = match &args.catalogue {
        None => None,
        Some(path) => Some(std::fs::read_to_string(path).map_err(|e| {
            Failure(format!(
                "{} cannot be read: {}",
                path.display(),
                crate::words::cause(&e)
            ))
        })?),
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
    let schema = folder::schema(dir, "profile");
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
    let schema = folder::schema(dir, "practice");
    let text = templates::practice(&folder.known(&today, schema.as_deref()), &start);
    let path = dir.join("practices").join(format!("{id}.json"));
    write_new(&path, &text)?;
    Ok(written(
        &path,
        dir,
        "open it and fill in what has no slashes before it",
    ))
}

fn written(path: &Path, dir: &Path, next: &str) -> String {
    format!(
        "{} is written: {next}, then: city-peers validate {}\n",
        path.display(),
        quoted(dir)
    )
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
    std::fs::create_dir_all(folder).map_err(|e| {
        Failure(format!(
            "{} cannot be made: {}",
            folder.display(),
            crate::words::cause(&e)
        ))
    })
}
