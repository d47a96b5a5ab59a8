//! Assembles the npm package in `target/package`: engine built and optimised, files of www/ beside it.

use crate::fresh;
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
/// What makes the module small after brotli, which is what counts (measured together: 7 kB of 145).
///
/// Functions with one caller stay functions unless they are tiny: in bodies of 20 kB and more, numbers of locals are
/// long and never repeat. Sharing subexpressions through locals makes code shorter but less repetitive.
const SMALL: &[&str] = &[
    "-Os",
    "--one-caller-inline-max-function-size",
    "20",
    "--skip-pass=local-cse",
];
const ENGINE: &str = "city_peers_bg.wasm";
/// What is fetched after the first suggestion; `src/tasks.rs` says the same.
const LATER: &str = "city_peers_later.wasm";
const LOADER: &str = "city-peers.js";
/// Of www/, only for Trunk's page.
const NOT_PUBLISHED: &[&str] = &["trunk", "demo", "demo.css"];

/// What wasm-bindgen makes beside the engine.
const GLUE: &str = "city_peers.js";
/// Scripts and styles that are minified.
const MINIFIED: &[&str] = &[
    GLUE,
    "city-peers.js",
    "city-peers.css",
    "city-peers.more.css",
];

/// What the package is made of.
pub fn inputs(project: &Project) -> Vec<PathBuf> {
    [
        "src",
        "crates/engine",
        "www",
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
    copy_www(project, &out)
}

/// Builds the package if anything it is made of changed.
pub fn build(project: &Project) -> Result<()> {
    let out = project.target.join("package");
    let stamp = project.target.join("stamps/package");
    if out.join(ENGINE).is_file() && fresh::is_fresh(&stamp, &inputs(project)) {
        return Ok(());
    }
    tools::for_package(project)?;
    println!("Building the npm package into target/package (a minute or two).");
    let started = SystemTime::now();
    if out.exists() {
        fs::remove_dir_all(&out).context("emptying target/package")?;
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
    copy_www(project, &out)?;
    minify(project, &out)?;
    fresh::stamp(&stamp, started)
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

/// Gives the functions that the glue hands to the engine the names the engine now asks for.
fn rename(glue: &Path, imports: &[(String, String)]) -> Result<()> {
    let mut text = fs::read_to_string(glue).context("reading the glue")?;
    for (before, after) in imports {
        let (from, to) = (format!(" {before}: "), format!(" \"{after}\": "));
        ensure!(
            text.matches(&from).count() == 1,
            "the glue does not hand over {before} just once"
        );
        text = text.replacen(&from, &to, 1);
    }
    fs::write(glue, text).context("writing the glue")
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
            entry.depth() != 1 || !NOT_PUBLISHED.iter().any(|name| entry.file_name() == *name)
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
