//! Finds the programs the other commands need, or installs them: from crates.io, npm and Debian's packages only.
//! What is installed for the project goes below `target/tools` and `tests/node_modules`.

use crate::fresh;
use crate::run::{Project, run};
use anyhow::{Context, Result, bail};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Newer ones ask for a newer compiler than stable has.
const TRUNK: &str = "0.21.14";
const WASM_PACK: &str = "0.15.1";
/// As in tests/package.json.
const BINARYEN: &str = "132";
const WASM: &str = "wasm32-unknown-unknown";

const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
];

const FIREFOXES: &[&str] = &["firefox-esr", "firefox"];

/// What building the package needs: the wasm target, wasm-bindgen, wasm-pack, wasm-opt.
pub fn for_package(project: &Project) -> Result<()> {
    wasm_target(project)?;
    wasm_bindgen(project)?;
    cargo_tool(project, "wasm-pack", "wasm-pack", WASM_PACK)?;
    npm(project)?;
    wasm_opt(project).map(drop)
}

/// What building and serving the page needs.
pub fn trunk(project: &Project) -> Result<()> {
    wasm_target(project)?;
    wasm_bindgen(project)?;
    cargo_tool(project, "trunk", "trunk", TRUNK)?;
    npm(project)?;
    wasm_opt(project).map(drop)
}

/// The compiler's standard library for wasm.
pub fn wasm_target(project: &Project) -> Result<()> {
    let libdir = project.output("rustc", &["--print", "target-libdir", "--target", WASM]);
    if libdir.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    println!("Adding the compiler's {WASM} target (a minute).");
    run(project.command("rustup").args(["target", "add", WASM]))
        .with_context(|| format!("Add the target by hand: rustup target add {WASM}"))
}

/// The wasm-bindgen command of exactly the locked library's version.
fn wasm_bindgen(project: &Project) -> Result<()> {
    let version = locked(project, "wasm-bindgen")?;
    cargo_tool(project, "wasm-bindgen", "wasm-bindgen-cli", &version)
}

/// The version of a crate in `Cargo.lock`.
fn locked(project: &Project, name: &str) -> Result<String> {
    #[derive(serde::Deserialize)]
    struct Lock {
        package: Vec<Package>,
    }
    #[derive(serde::Deserialize)]
    struct Package {
        name: String,
        version: String,
    }
    let text = fs::read_to_string(project.root.join("Cargo.lock")).context("reading Cargo.lock")?;
    let lock: Lock = toml::from_str(&text).context("reading Cargo.lock")?;
    lock.package
        .into_iter()
        .find(|package| package.name == name)
        .map(|package| package.version)
        .with_context(|| format!("Cargo.lock names no {name}"))
}

/// A program from crates.io in exactly this version: found on `PATH` or below `target/tools`, else compiled.
fn cargo_tool(project: &Project, program: &str, package: &str, version: &str) -> Result<()> {
    let found = project.output(program, &["--version"]);
    if found
        .as_deref()
        .is_some_and(|text| text.split_whitespace().any(|word| word == version))
    {
        return Ok(());
    }
    match found {
        Some(text) => println!("{text} is here, {version} is needed."),
        None => println!("{program} is not here."),
    }
    println!("Compiling {package} {version} into target/tools (2 to 6 minutes, once).");
    let install = |locked: bool| {
        let mut command = project.command("cargo");
        command
            .args([
                "install",
                "--quiet",
                package,
                "--version",
                version,
                "--force",
            ])
            .arg("--root")
            .arg(project.tools());
        if locked {
            command.arg("--locked");
        }
        run(&mut command)
    };
    // The newest release may lock crates that the registry does not serve yet.
    install(true)
        .or_else(|_| {
            println!("Again without its own lock file.");
            install(false)
        })
        .with_context(|| {
            format!("Install it by hand: cargo install {package} --version {version} --root target/tools")
        })
}

/// The npm packages of tests/package.json, whenever their lock file changed.
pub fn npm(project: &Project) -> Result<()> {
    npm_ci(
        project,
        &project.root.join("tests"),
        &project.root.join("tests/node_modules"),
    )
}

/// `npm ci` in `folder`, unless `modules` is as young as the lock file.
pub fn npm_ci(project: &Project, folder: &Path, modules: &Path) -> Result<()> {
    let inputs = [
        folder.join("package.json"),
        folder.join("package-lock.json"),
    ];
    let stamp = modules.join(".xtask-stamp");
    if fresh::is_fresh(&stamp, &inputs) {
        return Ok(());
    }
    if project.output("npm", &["--version"]).is_none() {
        bail!(
            "npm is not here. Install Node.js 20 or later with npm (Debian: apt-get install nodejs npm)."
        );
    }
    let name = folder.strip_prefix(&project.root).unwrap_or(folder);
    println!(
        "Installing the npm packages of {} (seconds).",
        name.display()
    );
    let started = SystemTime::now();
    run(project
        .command("npm")
        .args(["ci", "--no-fund", "--no-audit", "--loglevel=error"])
        .current_dir(folder))
    .with_context(|| format!("Install them by hand: npm ci in {}", name.display()))?;
    fresh::stamp(&stamp, started)
}

/// Binaryen's `wasm-opt`: npm's, since Debian's is too old and Trunk would download one.
pub fn wasm_opt(project: &Project) -> Result<PathBuf> {
    let path = project.root.join("tests/node_modules/.bin/wasm-opt");
    let version = project.output(&path.to_string_lossy(), &["--version"]);
    let wanted = format!("version_{BINARYEN}");
    if !version
        .as_deref()
        .is_some_and(|text| text.contains(&wanted))
    {
        bail!(
            "tests/node_modules/.bin/wasm-opt is not Binaryen {BINARYEN} ({}). Remove tests/node_modules and try again.",
            version.as_deref().unwrap_or("it does not run")
        );
    }
    Ok(path)
}

/// A Chromium for the browser tests: `CHROME`, one on `PATH`, else Debian's.
pub fn browser(project: &Project) -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROME") {
        return Ok(path.into());
    }
    let found = || BROWSERS.iter().find_map(|name| project.which(name));
    if let Some(path) = found() {
        return Ok(path);
    }
    debian(project, &["chromium"])?;
    found().context("chromium was installed and is still not on PATH; set CHROME to its path")
}

/// A Firefox for tests/firefox: `FIREFOX`, one on `PATH`, else Debian's.
pub fn firefox(project: &Project) -> Result<PathBuf> {
    if let Some(path) = env::var_os("FIREFOX") {
        return Ok(path.into());
    }
    let found = || FIREFOXES.iter().find_map(|name| project.which(name));
    if let Some(path) = found() {
        return Ok(path);
    }
    debian(project, &["firefox-esr"])?;
    found().context("firefox-esr was installed and is still not on PATH; set FIREFOX to its path")
}

/// Installs Debian packages, where this is Debian and we may; else says what to do.
pub fn debian(project: &Project, packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    let by_hand =
        format!("Install by hand: {names} (Debian's names; as root: apt-get install {names})");
    let is_root = project.output("id", &["-u"]).as_deref() == Some("0");
    if project.which("apt-get").is_none() || !is_root {
        bail!("{by_hand}");
    }
    println!("Installing Debian's {names} (a minute or two).");
    let apt = |arguments: &[&str]| {
        run(project
            .command("apt-get")
            .args(["-qq", "-o", "Dpkg::Use-Pty=0"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(std::process::Stdio::null()))
    };
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(packages);
    apt(&install)
        .or_else(|_| {
            println!("Again after fetching the current list of packages.");
            apt(&["update"])?;
            apt(&install)
        })
        .context(by_hand)
}
