//! What makes the built files a package for npm: entries for bundlers, types, manifest, checksums. Writes in the
//! package's folder; runs esbuild and Node.

use crate::run::{Project, run};
use crate::tools;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// Sources of this package alone, in www/; in the package they lie beside the others.
pub const FOLDER: &str = "npm";
/// Put behind the loader's text; no file of its own.
const TAIL: &str = "element.tail.js";
/// The loader as a module that defines nothing by itself and asks the entry where files are.
const ELEMENT: &str = "element.js";
/// Of wasm-bindgen's, what describes the inside.
const INNER: &[&str] = &["city_peers.d.ts", "city_peers_bg.wasm.d.ts"];

/// Adds the entries to a package that has the files of www/.
pub fn add_entries(project: &Project, out: &Path) -> Result<()> {
    let sources = project.root.join("www").join(FOLDER);
    for entry in WalkDir::new(&sources).min_depth(1).sort_by_file_name() {
        let entry = entry.context("reading www/npm")?;
        if entry.file_name() != TAIL {
            fs::copy(entry.path(), out.join(entry.file_name()))
                .with_context(|| format!("copying {}", entry.path().display()))?;
        }
    }
    for name in INNER {
        let file = out.join(name);
        if file.is_file() {
            fs::remove_file(&file).with_context(|| format!("removing {}", file.display()))?;
        }
    }
    let read = |path: &Path| {
        fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
    };
    let loader = read(&project.root.join("www/city-peers.js"))?;
    let element = out.join(ELEMENT);
    fs::write(&element, loader + &read(&sources.join(TAIL))?).context("writing element.js")?;
    // Bundlers would put the address of the file on this machine in place of `import.meta.url`.
    run(project
        .command(project.root.join("tests/node_modules/.bin/esbuild"))
        .args(["--minify-syntax", "--minify-whitespace"])
        .args(["--drop-labels=DEFINE", "--define:import.meta.url=\"\""])
        .args(["--log-level=warning", "--allow-overwrite"])
        .args(["--legal-comments=none", "--target=esnext"])
        .arg(format!("--outfile={}", element.display()))
        .arg(&element))
}

/// Copies styles and texts to names that no bundler takes for a style sheet or for data of its own: `files.js` leads there.
fn copy_for_bundlers(out: &Path) -> Result<()> {
    let files = fs::read_to_string(out.join("files.js")).context("reading files.js")?;
    let names = files
        .split('"')
        .filter_map(|word| word.strip_prefix("./")?.strip_suffix(PLAIN));
    for name in names {
        fs::copy(out.join(name), out.join(format!("{name}{PLAIN}")))
            .with_context(|| format!("copying {name}"))?;
    }
    Ok(())
}

/// Added to the names of these copies.
const PLAIN: &str = ".txt";

/// Writes what says something of the finished files: version, manifest, checksums.
pub fn finish(project: &Project, out: &Path) -> Result<()> {
    copy_for_bundlers(out)?;
    let scripts = project.root.join("xtask/npm");
    tools::npm_ci(project, &scripts, &scripts.join("node_modules"))?;
    run(project
        .command("node")
        .arg(scripts.join("finish.mjs"))
        .arg(out)
        // The version of the whole workspace.
        .arg(env!("CARGO_PKG_VERSION")))
}

/// Installs what tests/embedding builds the examples with into target/embedding, whenever its lock file changed.
pub fn workshop(project: &Project) -> Result<()> {
    let (from, to) = (
        project.root.join("tests/embedding"),
        project.target.join("embedding"),
    );
    fs::create_dir_all(&to).context("making target/embedding")?;
    for name in [".npmrc", "package.json", "package-lock.json"] {
        let (from, to) = (from.join(name), to.join(name));
        let wanted = fs::read(&from).with_context(|| format!("reading {}", from.display()))?;
        // A copy that is the same keeps its age, so that nothing is installed again.
        if fs::read(&to).ok().as_ref() != Some(&wanted) {
            fs::write(&to, wanted).with_context(|| format!("writing {}", to.display()))?;
        }
    }
    tools::npm_ci(project, &to, &to.join("node_modules"))
}
