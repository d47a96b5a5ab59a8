//! Assembles the npm package in `target/package`: engine built and optimised, files of www/ beside it.

use crate::fresh;
use crate::npm;
use crate::run::{Project, run};
use crate::split;
use crate::tools;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::WalkDir;

/// What the compiler may emit for wasm32 today and every browser of our baseline has.
/// The same list stands in index.html for Trunk.
const WASM_FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-simd",
];
/// What makes the module small after brotli, which is what counts (measured together: 8 kB of 150).
///
/// Flat code is put together anew in fewer shapes. Nothing of ours lies below address 1024: there the stack ends.
/// Functions with one caller stay functions unless they are tiny: in bodies of 20 kB and more, numbers of locals are
/// long and never repeat. Sharing subexpressions through locals makes code shorter but less repetitive.
const SMALL: &[&str] = &[
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Os",
    "--one-caller-inline-max-function-size",
    "20",
    "--skip-pass=local-cse",
];
const ENGINE: &str = "city_peers_bg.wasm";
/// What is fetched after the first suggestion; `src/tasks.rs` says the same.
const LATER: &str = "city_peers_later.wasm";
const LOADER: &str = "city-peers.js";
/// Of www/, only for Trunk's page, or for whoever reads the sources.
const NOT_PUBLISHED: &[&str] = &["trunk", "demo", "demo.css", "examples"];

/// What wasm-bindgen makes beside the engine.
const GLUE: &str = "city_peers.js";
/// Scripts and styles that are minified.
const MINIFIED: &[&str] = &[
    GLUE,
    "city-peers.js",
    "city-peers.css",
    "city-peers.more.css",
];

/// What the engine is made of.
fn engine_inputs(project: &Project) -> Vec<PathBuf> {
    [
        "src",
        "crates/engine",
        "xtask/src/package.rs",
        "xtask/src/split",
        "Cargo.toml",
        "Cargo.lock",
        ".cargo/config.toml",
        "rust-toolchain.toml",
    ]
    .map(|name| project.root.join(name))
    .into()
}

/// What else the package is made of.
fn other_inputs(project: &Project) -> Vec<PathBuf> {
    let published = WalkDir::new(project.root.join("www"))
        .min_depth(1)
        .max_depth(1)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| !is_unpublished(entry))
        .map(walkdir::DirEntry::into_path);
    let beside = ["xtask/npm", "xtask/src/npm.rs"].map(|name| project.root.join(name));
    published.chain(beside).collect()
}

/// Whether an entry of www/ stays out of the package.
fn is_unpublished(entry: &walkdir::DirEntry) -> bool {
    entry.depth() == 1 && NOT_PUBLISHED.iter().any(|name| entry.file_name() == *name)
}

/// Builds the package in seconds, for trying things out: neither optimised nor divided.
pub fn build_quick(project: &Project) -> Result<()> {
    tools::for_package(project)?;
    let out = project.target.join("package");
    run(project
        .command("wasm-pack")
        .args(["--log-level", "warn", "build", "--mode", "no-install"])
        .args([
            "--target",
            "web",
            "--dev",
            "--no-pack",
            "--no-gitignore",
            "--no-opt",
            "--out-dir",
        ])
        .arg(&out))?;
    // The next whole build must not take this for its own.
    let stamp = project.target.join("stamps/package");
    if stamp.exists() {
        fs::remove_file(&stamp).context("removing the package's stamp")?;
    }
    copy_www(project, &out)?;
    npm::add_entries(project, &out)?;
    npm::finish(project, &out)
}

/// Builds the package if anything it is made of changed: the engine in a minute or two, all else in seconds.
pub fn build(project: &Project) -> Result<()> {
    let out = project.target.join("package");
    let stamp = project.target.join("stamps/package");
    let mut inputs = engine_inputs(project);
    inputs.extend(other_inputs(project));
    if out.join(ENGINE).is_file() && fresh::is_fresh(&stamp, &inputs) {
        return Ok(());
    }
    tools::for_package(project)?;
    let started = SystemTime::now();
    let engine = build_engine(project)?;
    if out.exists() {
        fs::remove_dir_all(&out).context("emptying target/package")?;
    }
    fs::create_dir_all(&out).context("making target/package")?;
    for name in [ENGINE, LATER, GLUE] {
        fs::copy(engine.join(name), out.join(name)).with_context(|| format!("copying {name}"))?;
    }
    copy_www(project, &out)?;
    npm::add_entries(project, &out)?;
    minify(project, &out)?;
    npm::finish(project, &out)?;
    fresh::stamp(&stamp, started)
}

/// Builds the engine, optimised and divided, into a folder of its own if anything it is made of changed.
fn build_engine(project: &Project) -> Result<PathBuf> {
    let out = project.target.join("engine");
    let stamp = project.target.join("stamps/engine");
    if out.join(LATER).is_file() && fresh::is_fresh(&stamp, &engine_inputs(project)) {
        return Ok(out);
    }
    println!("Building the engine of the npm package (a minute or two).");
    let started = SystemTime::now();
    if out.exists() {
        fs::remove_dir_all(&out).context("emptying target/engine")?;
    }
    run(project
        .command("wasm-pack")
        .args(["--log-level", "warn", "build", "--mode", "no-install"])
        .args(["--target", "web", "--profile", "widget"])
        .args(["--no-pack", "--no-gitignore", "--no-opt", "--out-dir"])
        .arg(&out))?;
    let (engine, later) = (out.join(ENGINE), out.join(LATER));
    // Doors between the parts have to stay functions of their own, and names are what they are known by.
    let keep = ["-g".to_owned(), format!("--no-inline={}*", split::DOORS)];
    split::strip_linking(&engine)?;
    optimise(project, &engine, &keep)?;
    let linked = project
        .target
        .join("wasm32-unknown-unknown/widget/city_peers.wasm");
    let imports = split::split_file(&engine, &linked, &later)?;
    // What was shared with the second part and is not any more makes the first a little smaller once more.
    optimise(project, &engine, &[])?;
    rename(&out.join(GLUE), &imports)?;
    fresh::stamp(&stamp, started)?;
    Ok(out)
}

/// Runs wasm-opt over a module in place, and makes sure that it did something.
pub fn optimise(project: &Project, module: &Path, more: &[String]) -> Result<()> {
    let before = size(module)?;
    let optimised = module.with_extension("wasm.opt");
    run(project
        .command(tools::wasm_opt(project)?)
        .args(more)
        .args(SMALL)
        .args(WASM_FEATURES)
        .arg(module)
        .arg("--output")
        .arg(&optimised))?;
    let after = size(&optimised)?;
    ensure!(
        after < before,
        "wasm-opt made {} no smaller ({before} bytes before, {after} after): has it run already?",
        module.display()
    );
    fs::rename(&optimised, module).context("replacing the module with the optimised one")?;
    println!("wasm-opt: {before} → {after} bytes");
    Ok(())
}

/// Gives what glue and engine share the names that the engine now has for it.
fn rename(glue: &Path, names: &split::Names) -> Result<()> {
    let mut text = fs::read_to_string(glue).context("reading the glue")?;
    for (before, after) in &names.exports {
        let (from, to) = (format!("wasm.{before}"), format!("wasm.{after}"));
        ensure!(text.contains(&from), "the glue does not call {before}");
        text = text.replace(&from, &to);
    }
    for (before, after) in &names.imports {
        let (from, to) = (format!(" {before}: "), format!(" \"{after}\": "));
        ensure!(
            text.matches(&from).count() == 1,
            "the glue does not hand over {before} just once"
        );
        text = text.replacen(&from, &to, 1);
    }
    let text = silent(&text)?;
    fs::write(glue, text).context("writing the glue")
}

/// The glue without what it says to the console: a server that calls wasm something else is no matter of the visitor's,
/// and every one of them would wait for the sentence. What it does stays: it falls back to compiling all at once.
fn silent(glue: &str) -> Result<String> {
    let mut lines = 0;
    let kept = glue.lines().filter(|line| {
        let line = line.trim();
        let speaks = line.starts_with("console.warn(") && line.ends_with([')', ';']);
        lines += usize::from(speaks);
        !speaks
    });
    let kept: String = kept.map(|line| format!("{line}\n")).collect();
    ensure!(lines > 0, "the glue has nothing to say any more");
    Ok(kept)
}

/// Minifies scripts and styles in place.
fn minify(project: &Project, out: &Path) -> Result<()> {
    for name in MINIFIED {
        let file = out.join(name);
        run(project
            .command(project.root.join("tests/node_modules/.bin/esbuild"))
            .args(["--minify", "--log-level=warning", "--allow-overwrite"])
            .args(["--legal-comments=none", "--target=esnext"])
            .arg(format!("--outfile={}", file.display()))
            .arg(&file))?;
    }
    for entry in WalkDir::new(out.join("locales")) {
        let entry = entry.context("reading the texts")?;
        if entry.file_type().is_file() {
            let text = fs::read_to_string(entry.path()).context("reading texts")?;
            // One text a line: no string holds a line break.
            let joined: String = text.lines().map(str::trim_start).collect();
            fs::write(entry.path(), joined).context("writing texts")?;
        }
    }
    Ok(())
}

fn size(file: &Path) -> Result<u64> {
    Ok(fs::metadata(file)
        .with_context(|| format!("{} is missing", file.display()))?
        .len())
}

/// The loader as pages load it: every visitor would wait for the lines that hold nothing but a comment.
fn without_comments(text: &str) -> String {
    let lines = text.lines().enumerate().filter(|(at, line)| {
        let line = line.trim_start();
        // The first says what the file is.
        *at == 0 || !(line.starts_with("//") || line.starts_with("/**") && line.ends_with("*/"))
    });
    lines.map(|(_, line)| format!("{line}\n")).collect()
}

/// Copies what is published of www/, and the licences.
fn copy_www(project: &Project, out: &Path) -> Result<()> {
    let www = project.root.join("www");
    let published = WalkDir::new(&www)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| {
            let is_elsewhere = entry.depth() == 1 && entry.file_name() == npm::FOLDER;
            !is_unpublished(entry) && !is_elsewhere
        });
    for entry in published {
        let entry = entry.context("reading www/")?;
        let to = out.join(entry.path().strip_prefix(&www)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&to)?;
        } else if entry.file_name() == LOADER {
            let text = fs::read_to_string(entry.path()).context("reading the loader")?;
            fs::write(&to, without_comments(&text)).context("writing the loader")?;
        } else {
            fs::copy(entry.path(), &to)
                .with_context(|| format!("copying {}", entry.path().display()))?;
        }
    }
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        let from = project.root.join(name);
        if from.is_file() {
            fs::copy(&from, out.join(name)).with_context(|| format!("copying {name}"))?;
        }
    }
    Ok(())
}
