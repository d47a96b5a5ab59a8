//! Reading what is broken: each file ends in a message with file, place and remedy; never in a panic, never without end.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{CATALOGUE, CITIES, DIRECTORY, problems, put, small, write};
use std::fs;
use std::path::Path;

fn folder() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    temp
}

/// The problems of the small directory with one file replaced.
fn with(file: &str, bytes: &[u8]) -> Vec<String> {
    let temp = folder();
    put(temp.path(), file, bytes);
    problems(temp.path()).1
}

fn names(lines: &[String], parts: &[&str]) {
    let found = lines
        .iter()
        .any(|line| parts.iter().all(|part| line.contains(part)));
    assert!(found, "no line with {parts:?} in\n{}", lines.join("\n"));
}

fn utf16(text: &str) -> Vec<u8> {
    let mark = [0xff, 0xfe].into_iter();
    mark.chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect()
}

#[test]
fn other_encodings_are_named() {
    let row = CITIES.replace("Nice", "Ni\u{e7}e");
    let latin: Vec<u8> = row
        .chars()
        .map(|c| u8::try_from(c as u32).unwrap_or(b'?'))
        .collect();
    names(
        &with("cities.csv", &latin),
        &[
            "error: cities.csv, row 3, column name",
            "UTF-8",
            "[not-utf8]",
        ],
    );
    for (name, text) in [
        ("cities.csv", CITIES),
        ("directory.toml", DIRECTORY),
        ("profiles/lyon.json", "{\"id\": \"fr-lyon\"}"),
    ] {
        names(
            &with(name, &utf16(text)),
            &[name, "is UTF-16 text", "save it as UTF-8", "[not-utf8]"],
        );
    }
    names(
        &with("profiles/lyon.json", b"{\n\"id\":\n\"\xff\"}"),
        &["profiles/lyon.json, line 3", "[not-utf8]"],
    );
    names(
        &with("profiles/lyon.json", b"{\n\"id\": \"a\0\"}"),
        &["profiles/lyon.json, line 2", "NUL"],
    );
    names(
        &with(
            "cities.csv",
            CITIES.replace("Tamale", "Ta\0male").as_bytes(),
        ),
        &["cities.csv, row 5", "NUL", "[nul-character]"],
    );
    // A mark of UTF-8 and line ends of Windows change nothing.
    let plain = with("cities.csv", CITIES.as_bytes());
    let marked = format!("\u{feff}{}", CITIES.replace('\n', "\r\n"));
    assert_eq!(with("cities.csv", marked.as_bytes()), plain);
    assert_eq!(
        with(
            "profiles/lyon.json",
            "\u{feff}{\"id\":\r\n\"fr-lyon\"}".as_bytes()
        ),
        plain
    );
}

#[test]
fn rows_are_counted_as_a_spreadsheet_does() {
    let text = "id,name,people\n\n\na,\"Two\nlines\",many\n\nb,B,much\n";
    let lines = with("cities.csv", text.as_bytes());
    names(&lines, &["cities.csv, row 4, column people", "“many”"]);
    names(&lines, &["cities.csv, row 6, column people", "“much”"]);
}

#[test]
fn numbers_as_people_write_them() {
    for (written, hint) in [
        ("\"1,5\"", "write 1.5"),
        (
            "\"1,234\"",
            "write 1234 where the comma separates thousands, 1.234 where",
        ),
        ("\"0,125\"", "write 0.125"),
        ("\"1,234,567\"", "write 1234567"),
        ("1.234.567", "write 1234567"),
        ("\"1.234,5\"", "write 1234.5"),
        ("\"1,234.5\"", "write 1234.5"),
        ("1 234 567", "write 1234567"),
        ("1\u{a0}234", "write 1234"),
        ("1\u{202f}234", "write 1234"),
        ("1'234", "write 1234"),
        ("12%", "write 12"),
        ("n/a", "leave the cell empty"),
        ("-", "leave the cell empty"),
    ] {
        let lines = with(
            "cities.csv",
            CITIES.replacen("520000", written, 1).as_bytes(),
        );
        names(&lines, &["row 2, column people", hint, "[not-a-number]"]);
    }
    let lines = with(
        "cities.csv",
        CITIES.replacen("45.76", "\"45,76\"", 1).as_bytes(),
    );
    names(&lines, &["row 2, column lat", "write 45.76"]);
    let profile = br#"{"id": "fr-lyon", "values": {"people": "1,5", "area": "48"}}"#;
    let lines = with("profiles/lyon.json", profile);
    names(&lines, &["/values/people", "write 1.5"]);
    names(&lines, &["/values/area", "write 48 without quotes"]);
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let empty = tempfile::tempdir().unwrap();
    names(
        &problems(empty.path()).1,
        &["the folder is empty", "city-peers new"],
    );
    put(empty.path(), "file", b"x");
    names(
        &problems(&empty.path().join("file")).1,
        &["it is a file, not a folder"],
    );

    let temp = folder();
    fs::remove_file(temp.path().join("cities.csv")).unwrap();
    fs::create_dir(temp.path().join("cities.csv")).unwrap();
    fs::create_dir(temp.path().join("practices/x.json")).unwrap();
    put(temp.path(), "profiles/kr/seoul.json", b"{}");
    put(temp.path(), "profiles/BUSAN.JSON", b"{}");
    put(temp.path(), "practices.json", b"[]");
    put(temp.path(), "notes.csv", b"a,b\n");
    put(temp.path(), "cities.xlsx", b"PK");
    put(temp.path(), "README.md", b"x");
    let lines = problems(temp.path()).1;
    names(
        &lines,
        &[
            "error: cities.csv: is a folder where a file is wanted",
            "[unreadable]",
        ],
    );
    names(&lines, &["warning: practices/x.json: is a folder"]);
    names(
        &lines,
        &[
            "warning: profiles/kr: is a folder: its 1 file is not read",
            "move its files to profiles/",
        ],
    );
    names(
        &lines,
        &["warning: profiles/BUSAN.JSON: is not read", "small letters"],
    );
    names(
        &lines,
        &["warning: practices.json: is not read", "practices"],
    );
    names(&lines, &["warning: notes.csv: is not read", "`ignore`"]);
    names(&lines, &["warning: cities.xlsx: is not read", "[not-read]"]);
    assert!(!lines.iter().any(|l| l.contains("README")), "{lines:?}");
    let ignore = "ignore = [\"notes.csv\", \"practices.json\", \"cities.xlsx\"]\nupdated";
    put(
        temp.path(),
        "directory.toml",
        DIRECTORY.replacen("updated", ignore, 1).as_bytes(),
    );
    let lines = problems(temp.path()).1;
    assert!(!lines.iter().any(|l| l.contains("notes.csv")), "{lines:?}");

    let built = tempfile::tempdir().unwrap();
    put(built.path(), "directory.json", b"{}");
    names(
        &problems(built.path()).1,
        &["directory.toml: is missing", "this is a built directory"],
    );
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_and_pipes_do_not_stop_it() {
    let temp = folder();
    let at = |name: &str| temp.path().join(name);
    std::os::unix::fs::symlink(at("profiles/loop.json"), at("profiles/loop.json")).unwrap();
    std::os::unix::fs::symlink(at("nowhere"), at("practices/gone.json")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", at("reports.json")).unwrap();
    fs::create_dir(at("reports")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", at("reports/endless.json")).unwrap();
    put(temp.path(), "practices/locked.json", b"{}");
    let locked = std::os::unix::fs::PermissionsExt::from_mode(0o000);
    fs::set_permissions(at("practices/locked.json"), locked).unwrap();
    let lines = problems(temp.path()).1;
    // Whoever may read everything reads this too.
    if fs::read(at("practices/locked.json")).is_err() {
        names(
            &lines,
            &["error: practices/locked.json", "you may not read it"],
        );
    }
    names(&lines, &["error: profiles/loop.json", "circle"]);
    names(&lines, &["error: practices/gone.json", "no such file"]);
    names(&lines, &["error: reports/endless.json", "no ordinary file"]);
}

#[test]
fn too_much_is_refused_before_it_is_read() {
    let temp = folder();
    let file = fs::File::create(temp.path().join("profiles/huge.json")).unwrap();
    // A file with a hole takes no room on the disk.
    file.set_len(300_000_000).unwrap();
    let start = std::time::Instant::now();
    names(
        &problems(temp.path()).1,
        &[
            "profiles/huge.json: is too large: 300 MB, but at most 64 MB",
            "split it",
            "[too-large]",
        ],
    );
    assert!(start.elapsed().as_secs() < 5);
    // A quote that is not closed swallows what follows.
    let mut text = format!("{CITIES}x-one,\"One,FR\n");
    for ix in 0..200 {
        text.push_str(&format!("x-{ix},City {ix},FR,,,,,,,,,,,\n"));
    }
    names(
        &with("cities.csv", text.as_bytes()),
        &["row 8", "double quote", "[too-large]"],
    );
    let endless = format!("{CITIES}x-one,\"{}", "a".repeat(5_000_000));
    names(
        &with("cities.csv", endless.as_bytes()),
        &["row 8", "does not end", "[too-large]"],
    );
}

#[test]
fn broken_json_is_explained_without_jargon() {
    let deep = "[".repeat(100_000);
    names(
        &with("profiles/lyon.json", deep.as_bytes()),
        &["profiles/lyon.json, line 1", "is not JSON", "nested"],
    );
    for (text, parts) in [
        (
            "{\"id\": \"fr-lyon\",,}",
            &["line 1, column 18", "[not-json]"][..],
        ),
        (
            "{\"id\": \"fr-lyon\", \"lat\": 1, \"lat\": 2}",
            &["/lat", "stands twice", "[duplicate-field]"],
        ),
        (
            "{\"id\": \"fr-lyon\", \"needs\": {\"topic\": \"waste\"}}",
            &["/needs", "an object, but a list is wanted"],
        ),
        (
            "{\"id\": \"fr-lyon\", \"needs\": [\"waste\"]}",
            &["/needs/0", "the text “waste”, but an object is wanted"],
        ),
        (
            "{\"id\": \"fr-lyon\", \"needs\": [[]]}",
            &["/needs/0", "a list, but an object is wanted"],
        ),
        (
            "{\"id\": \"fr-lyon\", \"needs\": [{\"topic\": \"waste\", \"importance\": -1}]}",
            &[
                "/importance",
                "-1, but a whole number from 0 to 255 is wanted",
            ],
        ),
        (
            "{\"id\": \"fr-lyon\", \"name\": \"Lyon\"}",
            &["/name", "the text “Lyon”, but an object is wanted"],
        ),
        (
            "{\"id\": \"fr-lyon\", \"lat\": true}",
            &["/lat", "true, but a number is wanted"],
        ),
        (
            "{\"id\": \"fr-lyon\", \"origin\": {\"a\": 1, \"b\": 2}}",
            &["/origin", "one of the codes is wanted"],
        ),
        (
            "{\"id\": \"fr-lyon\", \"origin\": [\"x\"]}",
            &["/origin", "one of the codes is wanted"],
        ),
        (
            "{\"id\": \"fr-lyon\", \"needs\": [{\"topic\": \"flood\", \"importance\": 1}]}",
            &["/needs/0/topic", "did you mean “flood-management”?"],
        ),
        ("{\"id\": 7}", &["/id", "7, but text is wanted"]),
        ("{\"id\": \"..\"}", &["/id", "“..” is not an id"]),
        ("{\"id\": \".hidden\"}", &["/id", "is not an id"]),
    ] {
        let lines = with("profiles/lyon.json", text.as_bytes());
        names(&lines, parts);
        for jargon in [
            "struct", "map", "sequence", "u8", "f64", "enum", "variant", "EOF", "invalid",
        ] {
            let found = lines
                .iter()
                .find(|l| l.contains("lyon.json") && l.contains(jargon));
            assert!(found.is_none(), "{found:?}");
        }
    }
}

#[test]
fn no_city_one_city_and_ids_in_two_files() {
    let temp = tempfile::tempdir().unwrap();
    put(temp.path(), "directory.toml", DIRECTORY.as_bytes());
    put(temp.path(), "catalogue.toml", CATALOGUE.as_bytes());
    put(temp.path(), "profiles/a.json", b"[]");
    names(&problems(temp.path()).1, &["there is no city", "[no-city]"]);
    put(
        temp.path(),
        "profiles/a.json",
        br#"[{"id": "x-a", "name": {"en": "A"}}, {"id": "x-A", "name": {"en": "Aa"}}]"#,
    );
    put(
        temp.path(),
        "profiles/b.json",
        br#"{"id": "x-a", "name": {"en": "A"}}"#,
    );
    let (loaded, lines) = problems(temp.path());
    names(
        &lines,
        &[
            "error: profiles/b.json, /id",
            "“x-a” is in profiles/a.json already",
            "[duplicate-id]",
        ],
    );
    names(
        &lines,
        &[
            "warning: profiles/a.json, /",
            "differ only by capitals",
            "[ids-differ-by-case]",
        ],
    );
    assert_eq!(loaded.unwrap().sources.profiles.len(), 2);
    fs::remove_file(temp.path().join("profiles/b.json")).unwrap();
    put(
        temp.path(),
        "profiles/a.json",
        br#"{"id": "x-a", "name": {"en": "A"}}"#,
    );
    let (loaded, lines) = problems(temp.path());
    assert!(lines.is_empty(), "{lines:?}");
    assert_eq!(loaded.unwrap().sources.profiles.len(), 1);
}

#[test]
fn catalogues_without_sense_are_explained() {
    for (from, to, parts) in [
        (
            "Am = \"tropical\"",
            "Am = \"Af\"",
            &[
                "indicator “climate”, codes",
                "is a code itself",
                "[cyclic-parent]",
            ][..],
        ),
        (
            "Am = \"tropical\"",
            "Am = \"Am\"",
            &["“Am” is its own parent", "[cyclic-parent]"],
        ),
        (
            "label = \"City\" }",
            "labl = \"City\" }",
            &["indicator “tier”, levels", "unknown key “labl”", "“label”"],
        ),
        (
            "id = \"size\"\nlabel",
            "id = \"size\"\n[[facet]]\nid = \"means\"\nlabel",
            &["facet “means”", "has no indicator", "[empty-facet]"],
        ),
        (
            "version = 1",
            "versoin = 1",
            &["catalogue.toml, versoin", "“version”", "[unknown-field]"],
        ),
    ] {
        assert!(CATALOGUE.contains(from), "{from}");
        let lines = with("catalogue.toml", CATALOGUE.replacen(from, to, 1).as_bytes());
        names(&lines, parts);
    }
    // Many scales without ends are one warning.
    let mut free = String::new();
    for ix in 0..63 {
        free.push_str(&format!(
            "[[indicator]]\nid=\"i{ix}\"\nkind=\"number\"\nrole=\"context\"\n"
        ));
    }
    let temp = folder();
    fs::remove_dir_all(temp.path().join("profiles")).unwrap();
    put(temp.path(), "catalogue.toml", free.as_bytes());
    put(temp.path(), "cities.csv", b"id,name,i0\na,A,3\nb,B,4\n");
    let lines = problems(temp.path()).1;
    let scales: Vec<&String> = lines
        .iter()
        .filter(|l| l.contains("[scale-not-fixed]"))
        .collect();
    assert_eq!(scales.len(), 1, "{lines:?}");
    assert!(scales[0].contains("and 55 more"), "{scales:?}");
}

/// Damage at random places: whatever the bytes, there is an answer.
#[test]
fn damaged_files_always_have_an_answer() {
    let mut draw = common::Draw(0x9e37_79b9_7f4a_7c15);
    let files = small();
    let names: Vec<&String> = files.keys().collect();
    let temp = folder();
    for _ in 0..60 {
        let name = names[draw.below(names.len())];
        let mut bytes = files[name].clone().into_bytes();
        for _ in 0..=draw.below(3) {
            let at = draw.below(bytes.len());
            match draw.below(3) {
                0 => bytes[at] = draw.below(256) as u8,
                1 => bytes.truncate(at.max(1)),
                _ => bytes.insert(at, b"\"{[,:\n\0\xff"[draw.below(8)]),
            }
        }
        put(temp.path(), name, &bytes);
        let _ = answer(temp.path());
        put(temp.path(), name, files[name].as_bytes());
    }
}

/// All three listings of a folder.
fn answer(folder: &Path) -> Vec<String> {
    let path = folder.to_str().unwrap();
    ["text", "json", "sarif"]
        .into_iter()
        .map(|format| {
            let (result, lines) = common::run(&["validate", path, "--format", format]);
            let text = result.unwrap_or_else(|_| lines.join("\n"));
            assert!(!text.is_empty());
            text
        })
        .collect()
}
