//! What no command may write over, and what it must not try to hold in memory.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{build, files_of, put, run, small, write};
use rust_xlsxwriter::Workbook;
use std::fs;
use std::process::Command;

struct Place {
    temp: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        let temp = tempfile::tempdir().unwrap();
        let place = Place { temp };
        write(&place.temp.path().join("source"), &small());
        let (source, built) = (place.path("source"), place.path("built"));
        build(source.as_ref(), built.as_ref()).0.unwrap();
        place
    }

    fn path(&self, name: &str) -> String {
        self.temp.path().join(name).to_str().unwrap().to_owned()
    }

    /// Runs the command; `@` before a name is the folder of this test.
    fn refused(&self, words: &str, because: &str) {
        let owned: Vec<String> = words
            .split(' ')
            .map(|word| match word.strip_prefix('@') {
                Some(name) => self.path(name),
                None => word.to_owned(),
            })
            .collect();
        let args: Vec<&str> = owned.iter().map(String::as_str).collect();
        let (result, said) = run(&args);
        let message = format!("{}\n{}", said.join("\n"), result.unwrap_err());
        assert!(message.contains(because), "{words}: {message}");
    }
}

#[test]
fn answers_are_not_written_over_a_directory() {
    let place = Place::new();
    let before = files_of(place.path("built").as_ref());
    for out in [
        "source/cities.csv",
        "source/directory.toml",
        "source/profiles/lyon.json",
        "built/directory.json",
    ] {
        let text = fs::read(place.path(out)).unwrap();
        place.refused(
            &format!("report @source --format json --out @{out}"),
            "is part of a directory",
        );
        assert_eq!(fs::read(place.path(out)).unwrap(), text, "{out}");
    }
    place.refused("schema --out @built", "is a directory of cities");
    place.refused("schema --out @source", "is a directory of cities");
    place.refused("new directory @built", "holds a built directory");
    assert_eq!(files_of(place.path("built").as_ref()), before);
    // Beside them is room.
    let out = place.path("source/report.txt");
    for _ in 0..2 {
        run(&["report", &place.path("source"), "--out", &out])
            .0
            .unwrap();
    }
    assert!(fs::metadata(out).unwrap().len() > 100);
}

#[test]
fn cities_are_imported_into_source_folders_only() {
    let place = Place::new();
    put(
        place.temp.path(),
        "more.csv",
        b"id,name,country\nfr-metz,Metz,FR\n",
    );
    fs::create_dir(place.path("plain")).unwrap();
    place.refused("import @more.csv --into @built", "is a built directory");
    place.refused("import @more.csv --into @plain", "city-peers new directory");
    assert!(fs::read_dir(place.path("plain")).unwrap().next().is_none());
}

#[test]
fn imports_at_once_lose_nothing() {
    let place = Place::new();
    let mut running = Vec::new();
    for ix in 0..6 {
        let name = format!("c{ix}.csv");
        let row = format!("id,name,country\nfr-new-{ix},New {ix},FR\n");
        put(place.temp.path(), &name, row.as_bytes());
        let mut command = Command::new(env!("CARGO_BIN_EXE_city-peers"));
        command
            .args([
                "import",
                &place.path(&name),
                "--into",
                &place.path("source"),
            ])
            .args(["--as", "table"]);
        running.push(std::thread::spawn(move || command.output()));
    }
    let done: Vec<bool> = running
        .into_iter()
        .map(|one| one.join().unwrap().unwrap().status.success())
        .collect();
    let table = fs::read_to_string(place.path("source/cities.csv")).unwrap();
    for (ix, done) in done.into_iter().enumerate() {
        // Who is told that another is at work has written nothing.
        assert_eq!(
            table.contains(&format!("fr-new-{ix},")),
            done,
            "{ix}\n{table}"
        );
    }
}

#[test]
fn a_stray_cell_far_away_is_named_instead_of_read() {
    let place = Place::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in ["id", "name", "country"].into_iter().enumerate() {
        sheet.write(0, column as u16, text).unwrap();
    }
    sheet.write(1, 0, "fr-metz").unwrap();
    sheet.write(1_048_575, 16_383, 5).unwrap();
    book.save(place.path("far.xlsx")).unwrap();
    place.refused("import @far.xlsx --into @source", "XFD1048576");
}
