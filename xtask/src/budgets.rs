//! Measures what pages load against `budgets.toml`. Reads built files; prints a table.

use crate::run::Project;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// One row of `budgets.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    /// What is measured, for the table.
    what: String,
    /// Files below the build folder; the last part may hold one `*`, for anything without a dot.
    files: Vec<String>,
    /// Of these files a page loads one: the largest counts.
    largest: Option<String>,
    /// Bytes after brotli, all files together.
    brotli: u64,
    /// Why it may be over budget for now.
    explained: Option<String>,
}

/// Measures every row and prints the table; fails if one is over its budget without an explanation.
pub fn check(project: &Project) -> Result<()> {
    let text =
        fs::read_to_string(project.root.join("budgets.toml")).context("reading budgets.toml")?;
    let budgets: BTreeMap<String, Budget> =
        toml::from_str(&text).context("reading budgets.toml")?;
    let mut over = Vec::new();
    let mut notes = Vec::new();
    println!(
        "{:<52} {:>10} {:>10}  state",
        "bytes after brotli", "measured", "budget"
    );
    for (name, budget) in &budgets {
        let mut files = Vec::new();
        for pattern in &budget.files {
            files.extend(sizes(&project.target, pattern)?);
        }
        if let Some(pattern) = &budget.largest {
            files.extend(
                sizes(&project.target, pattern)?
                    .into_iter()
                    .max_by_key(|f| f.1),
            );
        }
        let measured: u64 = files.iter().map(|(_, bytes)| bytes).sum();
        let state = match (measured <= budget.brotli, &budget.explained) {
            (true, _) => "ok",
            (false, Some(why)) => {
                notes.push(format!("{name}: {why}"));
                "over, explained"
            }
            (false, None) => {
                over.push(name.as_str());
                "OVER"
            }
        };
        println!(
            "{:<52} {measured:>10} {:>10}  {state}",
            budget.what, budget.brotli
        );
        if files.len() > 1 {
            for (file, bytes) in &files {
                let short = file.file_name().unwrap_or_default().to_string_lossy();
                println!("    {short:<48} {bytes:>10}");
            }
        }
    }
    for note in notes {
        println!("{note}");
    }
    if !over.is_empty() {
        bail!("over budget: {}", over.join(", "));
    }
    Ok(())
}

/// The files a pattern names, with their sizes after brotli.
fn sizes(target: &Path, pattern: &str) -> Result<Vec<(PathBuf, u64)>> {
    let sized = |file: PathBuf| {
        let bytes = compressed_bytes(&file)?;
        Ok((file, bytes))
    };
    matching(target, pattern)?.into_iter().map(sized).collect()
}

/// The files a pattern names, at least one, sorted.
fn matching(target: &Path, pattern: &str) -> Result<Vec<PathBuf>> {
    let path = target.join(pattern);
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        bail!("budgets.toml: {pattern} names no file");
    };
    let name = name.to_string_lossy();
    let Some((start, end)) = name.split_once('*') else {
        ensure!(path.is_file(), "target/{pattern} is not built");
        return Ok(vec![path]);
    };
    let mut found: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("target/{pattern} is not built"))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let middle = name
                .strip_prefix(start)
                .and_then(|rest| rest.strip_suffix(end));
            middle.is_some_and(|middle| !middle.contains('.'))
        })
        .collect();
    ensure!(!found.is_empty(), "target/{pattern} is not built");
    found.sort();
    Ok(found)
}

/// The size of a file after brotli at its highest level, as web servers store it.
fn compressed_bytes(file: &Path) -> Result<u64> {
    let bytes = fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut compressed, &parameters)
        .with_context(|| format!("compressing {}", file.display()))?;
    Ok(compressed.len() as u64)
}
