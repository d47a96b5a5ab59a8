//! The bundled directory: clean, complete, and of use. Skipped where the data is not there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use city_peers_engine::format::{decode_details, decode_names};
use common::{files_of, problems, run};
use std::path::Path;

#[test]
fn the_bundled_directory_builds_and_answers() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    if !data.join("cities.csv").is_file() {
        return;
    }
    let (loaded, lines) = problems(&data);
    assert!(lines.is_empty(), "{}", lines.join("\n"));
    let loaded = loaded.unwrap();
    assert_eq!(
        loaded.joined,
        loaded.sources.practices.len(),
        "every practice lies in a city"
    );
    let cities = loaded.sources.profiles.len();
    assert!(cities > 10_000, "{cities}");
    assert!(loaded.sources.practices.len() >= 163);
    drop(loaded);

    let temp = tempfile::tempdir().unwrap();
    let out = temp.path().join("out");
    let (data, folder) = (data.to_str().unwrap(), out.to_str().unwrap());
    let (result, lines) = run(&["build", data, "--out", folder, "--no-compressed"]);
    assert!(result.is_ok(), "{result:?} {lines:?}");
    let files = files_of(&out);
    let mut details = 0;
    for (name, bytes) in &files {
        if name.starts_with("detail-") {
            details += decode_details(bytes).unwrap().len();
        } else if name.starts_with("search-") {
            assert!(
                !decode_names(bytes, cities).unwrap().cities.is_empty(),
                "{name}"
            );
        }
    }
    assert_eq!(details, cities);
    let ask = [
        "suggest",
        out.to_str().unwrap(),
        "--city",
        "kr-seoul",
        "--topics",
        "flood-management",
        "--format",
        "json",
    ];
    let answer: serde_json::Value = serde_json::from_str(&run(&ask).0.unwrap()).unwrap();
    assert_eq!(answer["partners"].as_array().unwrap().len(), 10);
    let practices = answer["practices"].as_array().unwrap();
    assert!(practices.len() >= 3);
    for practice in practices {
        assert!(
            practice["city"].is_string() && practice["relevance"].as_f64().unwrap() > 0.0,
            "{practice}"
        );
    }
}
