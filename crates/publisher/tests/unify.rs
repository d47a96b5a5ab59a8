//! What several commands share: files they write, and folders they read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{run, small, write};
use std::fs;

#[test]
fn a_file_is_replaced_whole_and_a_link_stays_one() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("source");
    write(&folder, &small());
    let folder = folder.to_str().unwrap();
    let out = temp.path().join("new/report.json");
    fs::create_dir(out.parent().unwrap()).unwrap();
    fs::write(&out, "an earlier report").unwrap();
    let ask = |out: &std::path::Path| {
        run(&[
            "report",
            folder,
            "--format",
            "json",
            "--out",
            out.to_str().unwrap(),
        ])
        .0
    };
    ask(&out).unwrap();
    let text = fs::read_to_string(&out).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    let names: Vec<_> = fs::read_dir(out.parent().unwrap()).unwrap().collect();
    assert_eq!(names.len(), 1, "nothing is left beside it: {names:?}");
    #[cfg(unix)]
    {
        let link = temp.path().join("link.json");
        std::os::unix::fs::symlink(&out, &link).unwrap();
        fs::write(&out, "an earlier report").unwrap();
        ask(&link).unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&out).unwrap(), text);
        // What is no file is written to, not replaced.
        ask(std::path::Path::new("/dev/null")).unwrap();
        assert!(!std::path::Path::new("/dev/null").is_file());
    }
}

#[test]
fn all_commands_name_what_they_cannot_open() {
    let temp = tempfile::tempdir().unwrap();
    let none = temp.path().join("none");
    let none = none.to_str().unwrap();
    let empty = temp.path().to_str().unwrap();
    for (folder, said) in [
        (none, "is not a folder"),
        (empty, "is neither a built directory (no directory.json)"),
    ] {
        for command in [
            vec!["suggest", folder, "--city", "x"],
            vec!["report", folder],
            vec!["diff", folder, folder],
            vec!["pair", folder, "--cities", "list.csv"],
            vec!["evaluate", folder, "--exposure"],
        ] {
            let error = run(&command).0.unwrap_err();
            assert!(
                error.contains(folder) && error.contains(said),
                "{command:?}: {error}"
            );
            assert_eq!(error.matches(folder).count(), 1, "{error}");
        }
    }
}
