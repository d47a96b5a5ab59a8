//! Writing a directory: copies for static servers, what stays, what is taken over, and whatever goes wrong on the way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{files_of, put, run, small, write};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const BIN: &str = env!("CARGO_BIN_EXE_city-peers");

fn with(source: &Path, out: &Path, options: &[&str]) -> (Result<String, String>, Vec<String>) {
    let (source, out) = (source.to_str().unwrap(), out.to_str().unwrap());
    run(&[&["build", source, "--out", out], options].concat())
}

/// A source folder and a place for its directory.
fn folders() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let (source, out) = (temp.path().join("source"), temp.path().join("site/out"));
    write(&source, &small());
    (temp, source, out)
}

/// The small directory with another number of people in Lyon.
fn lyon(source: &Path, people: usize) {
    let cities = common::CITIES.replace(",520000,", &format!(",{people},"));
    put(source, "cities.csv", cities.as_bytes());
}

/// Names beside the directory.
fn siblings(out: &Path) -> Vec<String> {
    let entries = fs::read_dir(out.parent().unwrap()).unwrap();
    let name = |e: fs::DirEntry| e.file_name().into_string().unwrap();
    let mut names: Vec<String> = entries.map(|e| name(e.unwrap())).collect();
    names.sort();
    names
}

fn opens(out: &Path) {
    let (answer, _) = run(&["suggest", out.to_str().unwrap(), "--city", "fr-lyon"]);
    assert!(answer.unwrap().contains("Nice"));
}

#[test]
fn copies_hold_their_files_and_depend_on_nothing_else() {
    let (temp, source, out) = folders();
    let (result, _) = with(&source, &out, &[]);
    let text = result.unwrap();
    let files = files_of(&out);
    let plain: Vec<&String> = files
        .keys()
        .filter(|n| !n.ends_with(".gz") && !n.ends_with(".br"))
        .collect();
    let (mut gzip, mut brotli) = (0, 0);
    for name in &plain {
        let mut unpacked = Vec::new();
        let copy = &files[&format!("{name}.gz")];
        // No time and no name in the header.
        assert_eq!(copy[3..8], [0; 5]);
        gzip += copy.len();
        let mut reader = flate2::read::GzDecoder::new(copy.as_slice());
        reader.read_to_end(&mut unpacked).unwrap();
        assert!(unpacked == files[*name], "{name}");
        unpacked.clear();
        let copy = &files[&format!("{name}.br")];
        brotli += copy.len();
        let mut reader = brotli::Decompressor::new(copy.as_slice(), 4096);
        reader.read_to_end(&mut unpacked).unwrap();
        assert!(unpacked == files[*name], "{name}");
    }
    // The printed sums are those of the files.
    let all = text.lines().find(|l| l.starts_with("all ")).unwrap();
    let size = city_peers_publisher::words::size;
    assert!(all.contains(&format!(" {} ", size(gzip))), "{text}");
    assert!(all.ends_with(&format!(" {}", size(brotli))), "{text}");
    // Another place, and a place that had other files: the same bytes.
    let second = temp.path().join("second");
    lyon(&source, 1_000_000);
    with(&source, &second, &["--no-compressed"]).0.unwrap();
    assert!(files_of(&second).keys().all(|n| !n.ends_with(".gz")));
    lyon(&source, 520_000);
    with(&source, &second, &[]).0.unwrap();
    assert!(files_of(&second) == files);
}

#[test]
fn what_did_not_change_is_taken_over_and_nothing_stale_is() {
    let (temp, source, out) = folders();
    with(&source, &out, &[]).0.unwrap();
    let first = files_of(&out);
    let before = fs::metadata(&out).unwrap().modified().unwrap();
    let (result, lines) = with(&source, &out, &[]);
    assert!(result.unwrap().contains("Nothing has changed"), "{lines:?}");
    assert!(lines.iter().any(|l| l.starts_with("0 files written")));
    assert_eq!(before, fs::metadata(&out).unwrap().modified().unwrap());

    lyon(&source, 530_000);
    let (_, lines) = with(&source, &out, &[]);
    assert!(
        lines.iter().any(|l| l.contains("as in the build before")),
        "{lines:?}"
    );
    let fresh = temp.path().join("fresh");
    with(&source, &fresh, &[]).0.unwrap();
    let expected = files_of(&fresh);
    assert!(files_of(&out) == expected);
    assert!(expected != first);

    // Damage in the earlier directory is mended, not handed on: files, copies, and copies of other files.
    for turn in 0..3 {
        for name in expected.keys().filter(|n| *n != "directory.json") {
            let end = &name[name.len() - 3..];
            let others = expected.iter().filter(|(n, _)| n.ends_with(end));
            let other = others
                .map(|(_, bytes)| bytes)
                .find(|b| **b != expected[name]);
            let wrong = [b"".as_slice(), b"x", other.unwrap()][turn];
            // A new file, for the old one may be one with that of another directory.
            fs::remove_file(out.join(name)).unwrap();
            fs::write(out.join(name), wrong).unwrap();
        }
        with(&source, &out, &[]).0.unwrap();
        assert!(files_of(&out) == expected, "{turn}");
    }
    // Copies of another version may be made in another way.
    let entry = fs::read_to_string(out.join("directory.json")).unwrap();
    let other = entry.replace("\"engine\": \"", "\"engine\": \"9");
    fs::remove_file(out.join("directory.json")).unwrap();
    fs::write(out.join("directory.json"), other).unwrap();
    let (_, lines) = with(&source, &out, &[]);
    assert!(
        !lines.iter().any(|l| l.contains("as in the build before")),
        "{lines:?}"
    );
    assert!(files_of(&out) == expected);
}

#[test]
fn the_publishers_own_files_stay() {
    let (_temp, source, out) = folders();
    with(&source, &out, &[]).0.unwrap();
    put(&out, ".htaccess", b"AddEncoding br .br");
    put(&out, "index.html", b"<html>");
    put(&out, "assets/deep/logo.svg", b"<svg/>");
    #[cfg(unix)]
    std::os::unix::fs::symlink("index.html", out.join("start.html")).unwrap();
    lyon(&source, 600_000);
    let text = with(&source, &out, &[]).0.unwrap();
    assert!(
        text.contains("Left as they are: .htaccess, assets, index.html"),
        "{text}"
    );
    assert_eq!(
        fs::read(out.join(".htaccess")).unwrap(),
        b"AddEncoding br .br"
    );
    assert_eq!(
        fs::read(out.join("assets/deep/logo.svg")).unwrap(),
        b"<svg/>"
    );
    #[cfg(unix)]
    assert!(
        fs::symlink_metadata(out.join("start.html"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(siblings(&out), ["out"]);
    opens(&out);
}

#[test]
fn the_generation_before_stays_where_asked_for_and_no_longer() {
    let (_temp, source, out) = folders();
    let cores = || -> Vec<String> {
        let names = files_of(&out).into_keys();
        names
            .filter(|n| n.starts_with("core-") && n.ends_with(".bin"))
            .collect()
    };
    with(&source, &out, &[]).0.unwrap();
    let one = files_of(&out);
    lyon(&source, 600_000);
    let (result, _) = with(&source, &out, &["--keep-previous"]);
    assert!(result.unwrap().contains("of the build before"));
    assert_eq!(cores().len(), 2);
    let now = files_of(&out);
    for (name, bytes) in one.iter().filter(|(n, _)| !n.starts_with("directory.json")) {
        assert!(now[name] == *bytes, "{name}");
    }
    // The same again is no new generation.
    with(&source, &out, &["--keep-previous"]).0.unwrap();
    assert!(files_of(&out) == now);
    lyon(&source, 700_000);
    with(&source, &out, &["--keep-previous"]).0.unwrap();
    assert_eq!(cores().len(), 2);
    assert!(cores().iter().all(|c| !one.contains_key(c)));
    with(&source, &out, &[]).0.unwrap();
    assert_eq!(cores().len(), 1);
    opens(&out);
}

#[test]
fn a_core_above_its_budget_is_a_warning_that_says_what_weighs() {
    let (_temp, source, out) = folders();
    let (result, lines) = with(&source, &out, &["--budget", "300"]);
    assert!(result.is_ok());
    let warning = lines.iter().find(|l| l.starts_with("warning: the core"));
    let warning = warning.unwrap_or_else(|| panic!("{lines:?}"));
    for part in [
        "above the budget of 300 B",
        "1.6 Mbit/s",
        "names ",
        "texts and all else ",
    ] {
        assert!(warning.contains(part), "{warning}");
    }
    let (_, lines) = with(&source, &out, &[]);
    assert!(!lines.iter().any(|l| l.starts_with("warning: the core")));
}

#[test]
fn targets_that_cannot_be_written_are_named_and_nothing_is_lost() {
    let (temp, source, out) = folders();
    with(&source, &out, &[]).0.unwrap();
    let before = files_of(&out);
    lyon(&source, 600_000);
    #[cfg(target_os = "linux")]
    for nowhere in ["/proc/out", "/sys/out"] {
        let (result, _) = with(&source, Path::new(nowhere), &[]);
        let message = result.unwrap_err();
        assert!(message.contains("cannot be written"), "{message}");
        assert!(
            message.contains(nowhere) && !message.contains("os error"),
            "{message}"
        );
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |mode| fs::set_permissions(&out, PermissionsExt::from_mode(mode)).unwrap();
        mode(0o555);
        let message = with(&source, &out, &[]).0.unwrap_err();
        assert!(
            message.contains("read-only") && message.contains("as it was"),
            "{message}"
        );
        assert!(files_of(&out) == before);
        mode(0o750);
        with(&source, &out, &[]).0.unwrap();
        let now = fs::metadata(&out).unwrap().permissions();
        assert_eq!(now.mode() & 0o777, 0o750);
        let link = temp.path().join("link");
        std::os::unix::fs::symlink("nowhere", &link).unwrap();
        let message = with(&source, &link, &[]).0.unwrap_err();
        assert!(message.contains("leads nowhere"), "{message}");
    }
    let (result, _) = with(&source, Path::new("/"), &[]);
    assert!(result.is_err());
    put(temp.path(), "file", b"mine");
    let inside = temp.path().join("file/out");
    let message = with(&source, &inside, &[]).0.unwrap_err();
    assert!(message.contains("cannot be written"), "{message}");
}

#[test]
fn no_city_is_an_error_and_one_is_enough() {
    let (_temp, source, out) = folders();
    with(&source, &out, &[]).0.unwrap();
    let before = files_of(&out);
    for folder in ["profiles", "practices"] {
        fs::remove_dir_all(source.join(folder)).unwrap();
    }
    fs::remove_file(source.join("ties.csv")).unwrap();
    let lines: Vec<&str> = common::CITIES.lines().collect();
    put(&source, "cities.csv", format!("{}\n", lines[0]).as_bytes());
    let (result, said) = with(&source, &out, &[]);
    assert!(result.is_err());
    assert!(
        said.iter().any(|l| l.contains("there is no city")),
        "{said:?}"
    );
    assert!(files_of(&out) == before);
    put(
        &source,
        "cities.csv",
        format!("{}\n{}\n", lines[0], lines[1]).as_bytes(),
    );
    assert!(
        with(&source, &out, &[])
            .0
            .unwrap()
            .contains("1 city in 1 country")
    );
    let (answer, _) = run(&["suggest", out.to_str().unwrap(), "--city", "fr-lyon"]);
    assert!(answer.unwrap().contains("No city to suggest"));
}

#[test]
fn what_killed_builds_left_is_cleared_and_a_moved_directory_put_back() {
    let (_temp, source, out) = folders();
    with(&source, &out, &[]).0.unwrap();
    let before = files_of(&out);
    let site = out.parent().unwrap();
    // As a system without exchange leaves it between two renames.
    fs::rename(&out, site.join(".out.4711.old")).unwrap();
    put(site, ".out.4711.new/core-0.bin", b"half");
    put(site, ".out.lock", b"4711");
    // Somebody else's, however alike.
    put(site, ".out.backup.new/mine", b"mine");
    put(site, ".outer.1.new/mine", b"mine");
    let text = with(&source, &out, &[]).0.unwrap();
    assert!(text.contains("Nothing has changed"), "{text}");
    assert!(files_of(&out) == before);
    assert_eq!(siblings(&out), [".out.backup.new", ".outer.1.new", "out"]);
}

fn start(source: &Path, out: &Path) -> Command {
    let mut command = Command::new(BIN);
    command.arg("build").arg(source).arg("--out").arg(out);
    command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped());
    command
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_earlier_directory() {
    let (_temp, source, out) = folders();
    with(&source, &out, &[]).0.unwrap();
    let before = files_of(&out);
    lyon(&source, 600_000);
    for blocks in [0, 1, 4] {
        // No file may grow beyond so many blocks of 512 or 1,024 bytes.
        let script =
            format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build \"$1\" --out \"$2\"");
        let Output { status, stderr, .. } = Command::new("sh")
            .args(["-c", &script, BIN])
            .args([&source, &out])
            .output()
            .unwrap();
        let message = String::from_utf8_lossy(&stderr);
        assert_eq!(status.code(), Some(1), "{message}");
        assert!(
            message.contains("cannot be written: file too large"),
            "{message}"
        );
        assert!(
            message.contains("the earlier directory is as it was"),
            "{message}"
        );
        assert!(files_of(&out) == before);
        assert_eq!(siblings(&out), ["out"]);
    }
}

#[cfg(unix)]
#[test]
fn a_build_killed_at_any_moment_leaves_one_directory_or_the_other() {
    let (temp, source, out) = folders();
    let mut known: BTreeMap<usize, _> = BTreeMap::new();
    for people in [520_000, 600_000] {
        lyon(&source, people);
        let fresh = temp.path().join(people.to_string());
        with(&source, &fresh, &[]).0.unwrap();
        known.insert(people, files_of(&fresh));
    }
    lyon(&source, 520_000);
    let whole = std::time::Instant::now();
    with(&source, &out, &[]).0.unwrap();
    assert!(start(&source, &out).status().unwrap().success());
    let whole = whole.elapsed();
    let (mut kept, mut replaced) = (0, 0);
    for turn in 0..24u32 {
        lyon(&source, if turn % 2 == 0 { 600_000 } else { 520_000 });
        let before = files_of(&out);
        let mut child = start(&source, &out).spawn().unwrap();
        std::thread::sleep(whole * (turn % 12) / 12);
        child.kill().unwrap();
        child.wait().unwrap();
        let now = files_of(&out);
        assert!(
            known.values().any(|files| *files == now),
            "{:?}",
            now.keys()
        );
        if now == before {
            kept += 1;
        } else {
            replaced += 1;
        }
    }
    assert!(kept > 0 && replaced + kept == 24, "{kept} {replaced}");
    opens(&out);
    with(&source, &out, &[]).0.unwrap();
    assert_eq!(siblings(&out), ["out"]);
}

#[cfg(unix)]
#[test]
fn two_builds_at_once_are_one_or_an_error() {
    let (temp, source, out) = folders();
    let other = temp.path().join("other");
    write(&other, &small());
    lyon(&other, 600_000);
    let mut known = Vec::new();
    for (at, from) in [&source, &other].into_iter().enumerate() {
        let fresh = temp.path().join(at.to_string());
        with(from, &fresh, &[]).0.unwrap();
        known.push(files_of(&fresh));
    }
    for _ in 0..4 {
        let mut children = Vec::new();
        for from in [&source, &other, &source, &other] {
            children.push(start(from, &out).spawn().unwrap());
        }
        let mut built = 0;
        for child in children {
            let Output { status, stderr, .. } = child.wait_with_output().unwrap();
            let message = String::from_utf8_lossy(&stderr);
            built += usize::from(status.success());
            assert!(
                status.success() || message.contains("another city-peers is writing it"),
                "{message}"
            );
        }
        assert!(built > 0);
        assert!(known.contains(&files_of(&out)));
        assert_eq!(siblings(&out), ["out"]);
    }
}
