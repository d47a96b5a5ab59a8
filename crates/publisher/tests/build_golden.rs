//! Directories that were published stay readable: one of every format version lies in `golden/`, with what it must answer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use city_peers_engine::format::{
    FORMAT, OLDEST, decode_core, decode_details, decode_names, decode_practices, encode_core,
    encode_details, encode_names, encode_practices,
};
use common::{files_of, run};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of a format version.
fn golden(format: u16) -> PathBuf {
    let name = format!("tests/golden/format-{format}");
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What the widget and the command read of a directory: partners, practices, a full profile, a name in another language.
fn answer(directory: &Path) -> Value {
    let path = directory.to_str().unwrap();
    let ask = [
        "suggest",
        path,
        "--city",
        "fr-lyon",
        "--topics",
        "flood-management",
        "--format",
        "json",
    ];
    let said: Value = serde_json::from_str(&run(&ask).0.unwrap()).unwrap();
    let list = |name: &str| said[name].as_array().unwrap().clone();
    let partners = list("partners").into_iter().map(|partner| {
        let likeness = partner["likeness"]
            .as_f64()
            .map(|l| (l * 1000.0).round() / 1000.0);
        json!({"id": partner["id"], "name": partner["name"], "likeness": likeness})
    });
    let practices = list("practices").into_iter().map(|p| p["id"].clone());
    let files = files_of(directory);
    let bytes = |start: &str| files.iter().find(|(n, _)| n.starts_with(start)).unwrap().1;
    let profiles = decode_details(bytes("detail-0-")).unwrap();
    let lyon = profiles.iter().find(|p| p.id == "fr-lyon").unwrap();
    let names = decode_names(bytes("search-zh-"), profiles.len()).unwrap();
    json!({
        "partners": partners.collect::<Vec<_>>(),
        "practices": practices.collect::<Vec<_>>(),
        "profile": lyon,
        "names_zh": names.names.iter().collect::<Vec<_>>(),
    })
}

#[test]
fn directories_of_every_format_that_is_read_give_their_answers() {
    for format in OLDEST..=FORMAT {
        let folder = golden(format);
        let directory = folder.join("directory");
        assert!(
            directory.join("directory.json").is_file(),
            "there is no golden directory of format {format}, which the engine says it writes or reads.\n\
             Publishers' directories of format {} are on the web and stay there: before FORMAT is raised in \
             crates/engine/src/format/container.rs,\n\
             1. keep a reader for format {} (decode_* take both, and tests/golden/format-{} still passes here), or raise \
             OLDEST too where no directory of it was ever published;\n\
             2. make the golden directory of the new one:\n   \
             cp -r crates/publisher/tests/golden/format-{}/source crates/publisher/tests/golden/format-{format}/source\n   \
             city-peers build crates/publisher/tests/golden/format-{format}/source \
             --out crates/publisher/tests/golden/format-{format}/directory --no-compressed\n\
             3. add its answer.json: this test prints it.",
            format - 1,
            format - 1,
            format - 1,
            format - 1,
        );
        let entry = fs::read_to_string(directory.join("directory.json")).unwrap();
        let entry: Value = serde_json::from_str(&entry).unwrap();
        assert_eq!(entry["format"], format);
        let expected = fs::read_to_string(folder.join("answer.json")).unwrap_or_default();
        let expected: Value = serde_json::from_str(&expected).unwrap_or_default();
        let found = answer(&directory);
        assert!(
            found == expected,
            "format {format} is read otherwise than it was written. Where the method of suggesting changed on purpose, and \
             not the reading, this is the new answer.json:\n{found:#}"
        );
    }
}

#[test]
fn the_bytes_of_the_present_format_are_what_they_were() {
    let files = files_of(&golden(FORMAT).join("directory"));
    let core = files
        .iter()
        .find(|(n, _)| n.starts_with("core-"))
        .unwrap()
        .1;
    let directory = decode_core(core).unwrap();
    let cities = directory.len();
    for (name, bytes) in files.iter().filter(|(n, _)| n.ends_with(".bin")) {
        let again = match name.split('-').next().unwrap() {
            "core" => encode_core(&directory),
            "practices" => encode_practices(&decode_practices(bytes, cities).unwrap()),
            "detail" => encode_details(&decode_details(bytes).unwrap()),
            _ => encode_names(&decode_names(bytes, cities).unwrap()),
        };
        assert!(
            again == *bytes,
            "{name}: format {FORMAT} is written in another way than in tests/golden/format-{FORMAT}: widgets that are on \
             web pages today could not read it. Raise FORMAT in crates/engine/src/format/container.rs"
        );
    }
}
