//! Measures `city-peers build`: seconds, memory and sizes with thousands of cities, how they grow, what a second build saves,
//! and what general compressors make of the same cities as plain text. Writes its section of docs/benchmarks.md.

use crate::python;
use crate::run::{Project, run};
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const DOCUMENT: &str = "docs/benchmarks.md";
const HEADING: &str = "## Building";
/// Seconds and MB that a build may take (design, §8).
const TARGETS: [(usize, f64, f64); 2] = [(13_000, 3.0, 1000.0), (171_000, 40.0, 1000.0)];

/// A source folder to build.
struct Case {
    what: &'static str,
    source: PathBuf,
    /// Runs, of which the median counts.
    runs: usize,
}

/// What one build took.
struct Run {
    seconds: f64,
    /// Peak of resident memory, MB of 1,000,000 bytes; `None` where the system does not say.
    memory: Option<f64>,
    cities: usize,
    /// Bytes without and with the copies' best.
    raw: u64,
    brotli: u64,
}

/// Makes the sources, builds each, and prints the section; `quick` leaves the largest out and the document as it is.
pub fn measure(project: &Project, quick: bool) -> Result<()> {
    run(project.command("cargo").args([
        "build",
        "--release",
        "--quiet",
        "--package",
        "city-peers-publisher",
    ]))?;
    let folder = project.target.join("bench/places");
    fs::create_dir_all(&folder).context("making target/bench/places")?;
    let python = python::environment(
        project,
        "places-venv",
        &project.root.join("benches/places.txt"),
    )?;
    let make = |what: &str, name: &str, count: Option<usize>| -> Result<PathBuf> {
        let out = folder.join(name);
        let mut command = project.command(&python);
        command.arg("benches/places.py").arg(what).arg(&out);
        command
            .args(count.map(|c| c.to_string()))
            .stdout(Stdio::null());
        run(&mut command).with_context(|| format!("making {name}"))?;
        Ok(out)
    };
    println!("Making the places.");
    let mut cases = vec![
        Case {
            what: "the bundled directory",
            source: project.root.join("data"),
            runs: 5,
        },
        Case {
            what: "GeoNames, the largest 12,000",
            source: make("geonames", "geonames-12k", Some(12_000))?,
            runs: 5,
        },
    ];
    if !quick {
        cases.push(Case {
            what: "GeoNames, all of 1,000 people or more",
            source: make("geonames", "geonames-all", None)?,
            runs: 3,
        });
        cases.push(Case {
            what: "the bundled cities again and again, all columns",
            source: make("repeated", "repeated-170k", Some(170_000))?,
            runs: 1,
        });
        cases.push(Case {
            what: "the same, 200,000",
            source: make("repeated", "repeated-200k", Some(200_000))?,
            runs: 1,
        });
    }
    let mut runs = Vec::new();
    for case in &cases {
        println!("Building {}.", case.what);
        runs.push(median(project, case, &folder.join("out"))?);
    }
    let second = second(project, &folder)?;
    let peers = peers(project, &make("json", "cities.json", None)?, quick)?;
    let section = section(&cases, &runs, &second, &peers);
    println!("{section}");
    if quick {
        return Ok(());
    }
    let path = project.root.join(DOCUMENT);
    let text = fs::read_to_string(&path).context("reading docs/benchmarks.md")?;
    fs::write(&path, with_section(&text, &section)).context("writing docs/benchmarks.md")
}

/// The median of several builds into a folder that does not exist.
fn median(project: &Project, case: &Case, out: &Path) -> Result<Run> {
    let mut runs = Vec::new();
    for _ in 0..case.runs {
        let _ = fs::remove_dir_all(out);
        runs.push(build(project, &case.source, out)?);
    }
    runs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    let at = runs.len() / 2;
    Ok(runs.swap_remove(at))
}

/// Builds once, watching the memory.
fn build(project: &Project, source: &Path, out: &Path) -> Result<Run> {
    let start = Instant::now();
    let mut child = Command::new(project.target.join("release/city-peers"))
        .arg("build")
        .arg(source)
        .arg("--out")
        .arg(out)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("starting city-peers")?;
    let mut memory = None;
    let status = loop {
        // The mark only rises: the last one read is the peak, but for what the last hundredth of a second adds.
        memory = peak(child.id()).or(memory);
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    let seconds = start.elapsed().as_secs_f64();
    if !status.success() {
        bail!("the build of {} failed ({status})", source.display());
    }
    let (mut raw, mut brotli) = (0, 0);
    for entry in fs::read_dir(out)? {
        let entry = entry?;
        let size = entry.metadata()?.len();
        match entry.path().extension().and_then(|e| e.to_str()) {
            Some("br") => brotli += size,
            Some("gz") => {}
            _ => raw += size,
        }
    }
    let manifest = fs::read_to_string(out.join("directory.json"))?;
    let cities = manifest.split("\"cities\": ").nth(1).unwrap_or_default();
    let cities: String = cities.chars().take_while(char::is_ascii_digit).collect();
    Ok(Run {
        seconds,
        memory,
        cities: cities.parse().context("reading the number of cities")?,
        raw,
        brotli,
    })
}

/// The highest resident memory of a process so far (VmHWM), MB.
fn peak(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kib * 1.024 / 1000.0)
}

/// Seconds of the bundled directory built anew, after one profile changed, and with nothing changed.
fn second(project: &Project, folder: &Path) -> Result<[f64; 3]> {
    let (source, out) = (folder.join("changing"), folder.join("changed"));
    let _ = fs::remove_dir_all(&source);
    run(project.command("cp").arg("-r").arg("data").arg(&source))?;
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for turn in 0..5 {
        let _ = fs::remove_dir_all(&out);
        let profile = |importance: usize| -> Result<()> {
            let text = format!(
                r#"{{"id": "kr-seoul", "needs": [{{"topic": "heat", "importance": {importance}}}]}}"#
            );
            fs::create_dir_all(source.join("profiles"))?;
            Ok(fs::write(source.join("profiles/seoul.json"), text)?)
        };
        profile(1 + turn % 2)?;
        times[0].push(build(project, &source, &out)?.seconds);
        profile(3)?;
        times[1].push(build(project, &source, &out)?.seconds);
        times[2].push(build(project, &source, &out)?.seconds);
    }
    Ok(times.map(|mut list| {
        list.sort_by(f64::total_cmp);
        list[list.len() / 2]
    }))
}

/// The bundled cities as plain text: what, bytes, with `gzip -9`, with `brotli -q 11`.
fn peers(
    project: &Project,
    json: &Path,
    quick: bool,
) -> Result<Vec<(&'static str, u64, u64, u64)>> {
    let mut rows = Vec::new();
    for (what, path) in [
        ("cities.csv", project.root.join("data/cities.csv")),
        ("the same as JSON", json.to_path_buf()),
    ] {
        let bytes = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        let gzip = Command::new("gzip")
            .args(["-9", "-n", "-c"])
            .arg(&path)
            .output();
        let gzip = gzip.context("running gzip")?.stdout.len() as u64;
        let parameters = brotli::enc::BrotliEncoderParams {
            quality: if quick { 9 } else { 11 },
            lgwin: 24,
            size_hint: bytes.len(),
            ..Default::default()
        };
        let mut packed = Vec::new();
        brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &parameters)?;
        rows.push((what, bytes.len() as u64, gzip, packed.len() as u64));
    }
    // The same cities as this command writes them: the core and the names in other languages, without sources.
    let mut sums = [0u64; 3];
    for entry in fs::read_dir(project.target.join("bench/places/changed"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with("core-") || name.starts_with("search-") {
            let at = [".bin", ".bin.gz", ".bin.br"]
                .iter()
                .position(|e| name.ends_with(e));
            if let Some(sum) = at.and_then(|at| sums.get_mut(at)) {
                *sum += entry.metadata()?.len();
            }
        }
    }
    rows.push(("core and search files", sums[0], sums[1], sums[2]));
    Ok(rows)
}

fn section(
    cases: &[Case],
    runs: &[Run],
    second: &[f64; 3],
    peers: &[(&str, u64, u64, u64)],
) -> String {
    let mut text = format!(
        "{HEADING}\n\n\
         `city-peers build` from text to files on the disk, with gzip and brotli copies of all of them; median of up to five runs. Memory\n\
         is the highest the system saw (VmHWM). The 170,000 repeat the bundled cities with all columns and names; GeoNames has\n\
         places, population, languages and time zones.\n\n\
         | what | cities | seconds | peak MB | bytes per city | with brotli | target | met |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |\n"
    );
    for (case, run) in cases.iter().zip(runs) {
        let target = TARGETS.iter().find(|(most, _, _)| run.cities <= *most);
        let (target, met) = target.map_or(("–".to_owned(), "–"), |&(_, seconds, memory)| {
            let met = run.seconds <= seconds && run.memory.is_none_or(|m| m <= memory);
            let met = if met { "yes" } else { "**no**" };
            (format!("≤ {seconds} s, ≤ {memory} MB"), met)
        });
        let per_city = |bytes: u64| bytes / run.cities.max(1) as u64;
        let _ = writeln!(
            text,
            "| {} | {} | {:.1} | {} | {} | {} | {target} | {met} |",
            case.what,
            run.cities,
            run.seconds,
            run.memory
                .map_or_else(|| "–".to_owned(), |m| format!("{m:.0}")),
            per_city(run.raw),
            per_city(run.brotli),
        );
    }
    if let [_, small, large, ..] = runs {
        let times = |a: f64, b: f64| format!("{:.1}", b / a);
        let _ = writeln!(
            text,
            "\nFrom {} to {} places, {} times as many, a build takes {} times as long and {} times the memory.",
            small.cities,
            large.cities,
            times(small.cities as f64, large.cities as f64),
            times(small.seconds, large.seconds),
            times(
                small.memory.unwrap_or(f64::NAN),
                large.memory.unwrap_or(f64::NAN)
            ),
        );
    }
    let [full, one, none] = second;
    let _ = writeln!(
        text,
        "\nThe bundled directory built anew takes {full:.2} s, after one profile changed {one:.2} s (core, one detail file and\n\
         directory.json are written, the rest is linked), with nothing changed {none:.2} s.\n\n\
         | the bundled cities | bytes | gzip | brotli |\n| --- | --- | --- | --- |"
    );
    for (what, raw, gzip, brotli) in peers {
        let _ = writeln!(text, "| {what} | {raw} | {gzip} | {brotli} |");
    }
    text.push_str("\nText is compressed with `gzip -9` and brotli 11, the files as the build does (brotli 11 for the core, 9 for search files).\n");
    text
}

/// The document with its section of the build replaced, or added at the end.
fn with_section(text: &str, section: &str) -> String {
    let (before, rest) = match text.split_once(HEADING) {
        Some((before, rest)) => (before, rest),
        None => (text, ""),
    };
    let after = rest.find("\n## ").map_or("", |at| &rest[at + 1..]);
    let mut joined = format!("{}\n\n{}", before.trim_end(), section.trim_end());
    joined.push('\n');
    if !after.is_empty() {
        joined.push('\n');
        joined.push_str(after);
    }
    joined
}
