//! Damaged and hostile files: always an error in clear words, never a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use city_peers_engine::format::{
    FORMAT, FormatError, container, decode_core, decode_details, decode_names, decode_practices,
};
use city_peers_engine::model::FileKind;
use city_peers_engine::practices;
use city_peers_engine::suggest::{Query, Subject, suggest};
use city_peers_publisher::published::{decode_error, open};
use common::{Draw, build, files_of, put, run, small, write};
use std::collections::BTreeMap;
use std::path::Path;

const CITIES: usize = 7;

fn built(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    write(&folder.join("source"), &small());
    assert!(build(&folder.join("source"), &folder.join("out")).0.is_ok());
    files_of(&folder.join("out"))
}

/// One file of each kind.
fn kinds(files: &BTreeMap<String, Vec<u8>>) -> Vec<(FileKind, Vec<u8>)> {
    let starts = [
        ("core-", FileKind::Core),
        ("practices-", FileKind::Practices),
        ("detail-", FileKind::Detail),
        ("search-", FileKind::Search),
    ];
    let find = |start: &str| {
        files
            .iter()
            .find(|(n, _)| n.starts_with(start))
            .unwrap()
            .1
            .clone()
    };
    starts
        .into_iter()
        .map(|(start, kind)| (kind, find(start)))
        .collect()
}

fn decode(kind: FileKind, bytes: &[u8]) -> Result<(), FormatError> {
    match kind {
        FileKind::Core => {
            let directory = decode_core(bytes)?;
            // What decodes must also be safe to use.
            let query = Query {
                topics: vec![0, 200],
                top: 3,
                ..Query::default()
            };
            for city in directory.indices().take(3) {
                let subject = Subject::of_city(&directory, city);
                let found = suggest(&directory, &subject, &query);
                assert!(found.partners.len() <= 3);
            }
            Ok(())
        }
        FileKind::Practices => {
            let decoded = decode_practices(bytes, CITIES)?;
            let directory = SMALL.with(Clone::clone);
            for city in directory.indices() {
                let subject = Subject::of_city(&directory, city);
                let query = Query {
                    top: 5,
                    ..Query::default()
                };
                practices::suggest(&directory, &decoded, &subject, &query);
            }
            Ok(())
        }
        FileKind::Detail => decode_details(bytes).map(drop),
        FileKind::Search => decode_names(bytes, CITIES).map(drop),
    }
}

thread_local! {
    static SMALL: city_peers_engine::Directory = {
        let temp = tempfile::tempdir().unwrap();
        let files = built(temp.path());
        decode_core(&kinds(&files)[0].1).unwrap()
    };
}

fn refused(kind: FileKind, bytes: &[u8], what: &str) -> FormatError {
    let error = decode(kind, bytes).expect_err(what);
    let text = decode_error(&error);
    assert!(text.len() > 10 && !text.contains("Error"), "{text}");
    assert!(error.code().starts_with("directory-"));
    error
}

#[test]
fn cut_flipped_and_foreign_files_are_refused() {
    let temp = tempfile::tempdir().unwrap();
    for (kind, bytes) in kinds(&built(temp.path())) {
        decode(kind, &bytes).unwrap();
        for length in (0..40)
            .chain((40..bytes.len()).step_by(bytes.len() / 50 + 1))
            .chain([bytes.len() - 1])
        {
            refused(kind, &bytes[..length.min(bytes.len() - 1)], "cut");
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert!(matches!(
            refused(kind, &longer, "longer"),
            FormatError::Cut { .. }
        ));
        let mut draw = Draw(0xC17E);
        for nth in 0..300 {
            let at = if nth < 20 {
                nth
            } else {
                draw.below(bytes.len())
            };
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                refused(kind, &flipped, "flipped");
            }
        }
        let mut newer = bytes.clone();
        newer[8] = FORMAT as u8 + 1;
        assert_eq!(
            refused(kind, &newer, "newer"),
            FormatError::Newer { found: FORMAT + 1 }
        );
        assert_eq!(
            refused(kind, &[0x1f, 0x8b, 8, 0, 0, 0], "gzip"),
            FormatError::Compressed
        );
        assert_eq!(
            refused(kind, b"<!doctype html><title>404</title>", "html"),
            FormatError::NotOurs
        );
        refused(kind, b"", "empty");
        for (other, bytes) in kinds(&built(temp.path())) {
            if other != kind {
                assert_eq!(refused(kind, &bytes, "other kind"), FormatError::WrongKind);
            }
        }
    }
}

#[test]
fn garbage_with_a_right_checksum_never_panics() {
    let temp = tempfile::tempdir().unwrap();
    let mut draw = Draw(0xBAD5EED);
    for (kind, bytes) in kinds(&built(temp.path())) {
        let payload = container::unwrap(kind, &bytes).unwrap().to_vec();
        let mut accepted = 0;
        for _ in 0..1500 {
            let mut mutated = payload.clone();
            for _ in 0..=draw.below(4) {
                let at = draw.below(mutated.len());
                if mutated.is_empty() {
                    break;
                }
                match draw.below(5) {
                    0 => mutated[at] = draw.below(256) as u8,
                    1 => mutated[at] = 0xff,
                    2 => mutated.insert(at, draw.below(256) as u8),
                    3 => drop(mutated.remove(at)),
                    _ => mutated.truncate(at.max(1)),
                }
            }
            accepted += usize::from(decode(kind, &container::wrap(kind, &mutated)).is_ok());
        }
        for length in [0, 1, 7, 100, 3000] {
            let noise: Vec<u8> = (0..length).map(|_| draw.below(256) as u8).collect();
            let _ = decode(kind, &container::wrap(kind, &noise));
            let _ = decode(kind, &container::wrap(kind, &vec![0xff; length]));
        }
        // Mutations inside a text or a number cannot be told from data.
        assert!(accepted < 1500, "{kind:?}");
    }
}

#[test]
fn damage_to_a_directory_on_disk_is_named() {
    let temp = tempfile::tempdir().unwrap();
    let files = built(temp.path());
    let folder = temp.path().join("out");
    let name = |start: &str| files.keys().find(|n| n.starts_with(start)).unwrap().clone();
    let says = |file: &str, bytes: Option<&[u8]>, parts: &[&str]| {
        match bytes {
            Some(bytes) => put(&folder, file, bytes),
            None => std::fs::remove_file(folder.join(file)).unwrap(),
        }
        let error = open(&folder).unwrap_err();
        for part in parts.iter().chain(&[file]) {
            assert!(error.contains(part), "{part}: {error}");
        }
        let (result, _) = run(&["suggest", folder.to_str().unwrap(), "--city", "fr-lyon"]);
        assert!(result.unwrap_err().contains(file));
        put(&folder, file, &files[file]);
        assert!(open(&folder).is_ok());
    };
    for start in ["core-", "practices-"] {
        let file = name(start);
        let bytes = &files[&file];
        says(
            &file,
            Some(&bytes[..bytes.len() / 2]),
            &["is cut", &bytes.len().to_string()],
        );
        says(&file, Some(b""), &["is cut: 0 bytes"]);
        let mut flipped = bytes.clone();
        flipped[bytes.len() / 2] ^= 4;
        says(&file, Some(&flipped), &["is damaged", "SHA-256"]);
        says(&file, None, &["cannot be read"]);
    }
    let entry = String::from_utf8(files["directory.json"].clone()).unwrap();
    let file = "directory.json";
    says(file, Some(b"<!doctype html>"), &["not JSON"]);
    says(file, Some(b""), &["not JSON"]);
    says(
        file,
        Some(&entry.as_bytes()[..entry.len() / 2]),
        &["not JSON"],
    );
    says(file, Some(b"{}"), &["no format version"]);
    says(
        file,
        Some(
            entry
                .replace(&format!("\"format\": {FORMAT}"), "\"format\": 99")
                .as_bytes(),
        ),
        &["version 99", "newer"],
    );
    says(
        file,
        Some(entry.replace("\"files\"", "\"fils\"").as_bytes()),
        &["damaged", "files"],
    );
    let outside = entry.replace("core-", "../core-");
    put(&folder, file, outside.as_bytes());
    assert!(open(&folder).unwrap_err().contains("not a plain file name"));
}
