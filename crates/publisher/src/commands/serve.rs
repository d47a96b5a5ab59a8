//! `serve`: shows a directory in the widget, on this machine only. Reads files; a source folder is built into a temporary one.

use super::{Failure, asked, open, subject};
use crate::check::codes::is_language;
use crate::cli::Serve;
use crate::published::{self, Claim, ENTRY, Opened, Options};
use crate::reporter::Reporter;
use crate::serve::{self, Event, Listening, Shown, Site, Watch, widget};
use crate::source::directory_toml::FILE as SOURCE;
use clap::ValueEnum;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Serves until the user ends it.
///
/// # Errors
/// When the directory is missing or damaged, the widget is not there, or the port is taken.
pub fn run(args: &Serve, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let folder = open::or_default(args.dir.as_ref())?;
    let widget = find_widget(args)?;
    // Kept until the end: dropping it removes the folder.
    let mut temporary = None;
    let mut watch = None;
    let directory = if open::is_built(&folder) {
        folder.clone()
    } else {
        check_source(&folder)?;
        let made = tempfile::Builder::new()
            .prefix("city-peers-")
            .tempdir()
            .map_err(|e| {
                Failure(format!(
                    "a temporary folder cannot be made: {}",
                    crate::words::cause(&e)
                ))
            })?;
        let out = made.path().join(serve::DIRECTORY_AT);
        reporter.progress(&format!(
            "{} is a source folder: it is built into a temporary folder first",
            folder.display()
        ));
        temporary = Some(made);
        // As it is before it is read: what changes meanwhile is read again.
        watch = args.watch.then(|| Watch::new(&folder));
        build(&folder, &out, reporter)?;
        out
    };
    let opened = published::open(&directory)
        .map_err(|what| Failure(format!("{}: {what}", folder.display())))?;
    let shown = shown(args, &opened)?;
    drop(opened);
    let listening = listen(args.port)?;
    let address = format!("http://{}/", listening.address);
    let site = Site {
        directory: directory.clone(),
        widget,
        shown,
        reload: args.watch,
    };
    let from = site.widget.display().to_string();
    let tell = |event| match event {
        Event::Ready => announce(args, &folder, &address, &from, reporter),
        Event::Tick if watch.as_mut().is_some_and(Watch::changed) => {
            match build(&folder, &directory, reporter) {
                Ok(()) => reporter.remark("built again"),
                Err(error) => reporter.remark(&format!("{error}; the page stays as it was")),
            }
        }
        Event::Tick => {}
    };
    serve::run(site, listening, tell)
        .map_err(|e| Failure(format!("{address} cannot be served any more: {e}")))?;
    drop(temporary);
    Ok(String::new())
}

/// Says where to look, and looks there where asked to.
fn announce(args: &Serve, folder: &Path, address: &str, widget: &str, reporter: &mut dyn Reporter) {
    let shown = folder.display();
    reporter.remark(&format!("{address}  shows {shown} (Ctrl-C ends it)"));
    reporter.progress(&format!("the widget is that of {widget}"));
    if args.open && !open_browser(address) {
        reporter.remark("note: no browser could be opened; open the address yourself");
    }
}

/// Whether something is a source folder, from afar.
fn check_source(source: &Path) -> Result<(), Failure> {
    let what = match source.metadata() {
        Ok(about) if !about.is_dir() => {
            "is a file: name the folder of a directory, built or source".to_owned()
        }
        Ok(_) if !open::is_source(source) => {
            format!("is neither a built directory (no {ENTRY}) nor a source folder (no {SOURCE})")
        }
        Ok(_) => return Ok(()),
        Err(error) => format!("cannot be read: {}", crate::words::cause(&error)),
    };
    Err(Failure(format!("{} {what}", source.display())))
}

/// Checks a source folder and writes the directory.
fn build(source: &Path, out: &Path, reporter: &mut dyn Reporter) -> Result<(), Failure> {
    let assembled = open::put_together(source, reporter)?;
    let encoded = published::encode(
        &assembled.directory,
        &assembled.practices,
        assembled.profiles,
        assembled.names,
    )
    .map_err(|error| Failure(format!("the directory cannot be encoded: {error}")))?;
    // Seen on this machine only: nothing is gained by compressing.
    let options = Options::default();
    Claim::of(out)
        .and_then(|claim| published::write(&encoded, &claim, options, &mut |_, _| {}))
        .map(|_| ())
        .map_err(|error| Failure(format!("the directory cannot be written: {error}")))
}

fn find_widget(args: &Serve) -> Result<PathBuf, Failure> {
    let here = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    let variable = std::env::var_os(widget::VARIABLE).filter(|v| !v.is_empty());
    widget::find(&widget::Search {
        named: args.widget.clone(),
        variable: variable.map(PathBuf::from),
        here,
        command: std::env::current_exe().ok(),
    })
    .map_err(Failure)
}

/// What the element shows first, checked against the directory.
fn shown(args: &Serve, opened: &Opened) -> Result<Shown, Failure> {
    let directory = &opened.directory;
    let city = args.city.as_ref().map(|wanted| {
        let city = subject::city(directory, wanted)?;
        Ok(directory.id(city).to_owned())
    });
    let topics = asked::topics(directory, &args.topics)?;
    let code = |topic: u8| directory.vocabulary.topics.get(usize::from(topic));
    if let Some(lang) = args.lang.as_ref().filter(|l| !is_language(l)) {
        let message = format!("“{lang}” is not a language code (such as fr or pt-BR)");
        return Err(Failure(message));
    }
    Ok(Shown {
        city: city.transpose()?,
        topics: topics
            .into_iter()
            .filter_map(|topic| code(topic).map(|term| term.code.clone()))
            .collect(),
        purpose: args
            .purpose
            .and_then(|p| p.to_possible_value())
            .map(|p| p.get_name().to_owned()),
        lang: args.lang.clone().or_else(|| main_language(opened)),
    })
}

/// The main language of the directory, where it is not that of the page itself.
fn main_language(opened: &Opened) -> Option<String> {
    let main = opened.directory.meta.languages.first();
    main.filter(|l| *l != "en" && is_language(l)).cloned()
}

fn listen(port: u16) -> Result<Listening, Failure> {
    serve::listen(port).map_err(|error| {
        let other = port.checked_add(1).unwrap_or(8000);
        Failure(match error.kind() {
            io::ErrorKind::AddrInUse => format!(
                "port {port} is taken by another program; choose another with --port {other}, or any free one with --port 0"
            ),
            io::ErrorKind::PermissionDenied => {
                format!("port {port} is for administrators only; choose one from 1024 on, such as --port 8000")
            }
            kind => format!("port {port} cannot be opened: {kind}"),
        })
    })
}

/// Hands the address to the browser that the user has chosen; whether there was one to hand it to.
fn open_browser(address: &str) -> bool {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    };
    let quiet = command.arg(address).stdin(Stdio::null());
    quiet
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .is_ok()
}
