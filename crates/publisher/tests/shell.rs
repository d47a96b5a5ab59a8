//! The command's own descriptions: every help is whole, every example in it works, manuals and completions are made of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use city_peers_publisher::cli;
use clap::Command as Described;
use common::{build, put, run, small, write};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn city_peers(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_city-peers"))
        .current_dir(folder)
        .args(args)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// All commands below one, itself first, each with the words that call it.
fn all<'c>(
    command: &'c Described,
    path: &[&'c str],
    found: &mut Vec<(Vec<&'c str>, &'c Described)>,
) {
    found.push((path.to_vec(), command));
    for one in command.get_subcommands().filter(|c| c.get_name() != "help") {
        let mut path = path.to_vec();
        path.push(one.get_name());
        all(one, &path, found);
    }
}

/// Lines of help that are commands, with what they call first.
fn examples(command: &Described) -> Vec<String> {
    let after = command.get_after_long_help().or(command.get_after_help());
    let after = after.map(ToString::to_string).unwrap_or_default();
    let lines = after.lines().filter(|l| l.starts_with("  city-peers "));
    // Three spaces begin a remark.
    lines
        .map(|l| l.trim().split("   ").next().unwrap().trim().to_owned())
        .collect()
}

#[test]
fn every_command_is_described() {
    let main = cli::command();
    let mut commands = Vec::new();
    all(&main, &[], &mut commands);
    assert!(commands.len() > 18);
    for (path, command) in &commands {
        let about = command
            .get_about()
            .unwrap_or_else(|| panic!("{path:?}"))
            .to_string();
        assert!(
            !about.ends_with('.') && !about.contains('\n'),
            "{path:?}: {about}"
        );
        assert!(
            about.chars().next().unwrap().is_uppercase(),
            "{path:?}: {about}"
        );
        let long = command.get_long_about().map(ToString::to_string);
        assert!(
            long.is_some_and(|l| l.starts_with(&about) && l.len() > about.len() + 40),
            "{path:?}: no longer text"
        );
        for argument in command.get_arguments() {
            let help = argument
                .get_help()
                .map(ToString::to_string)
                .unwrap_or_default();
            let name = argument.get_id();
            assert!(
                !help.is_empty() && !help.ends_with('.'),
                "{path:?} {name}: {help}"
            );
        }
        let mut args = path.clone();
        args.push("--help");
        let output = city_peers(Path::new("."), &args);
        assert_eq!(output.status.code(), Some(0), "{path:?}");
        let help = text(&output.stdout);
        assert!(
            help.contains("Usage: city-peers") && help.contains("--quiet"),
            "{path:?}: {help}"
        );
        assert!(
            help.lines().all(|line| line.chars().count() <= 120),
            "{path:?}: {help}"
        );
    }
    let main_help = text(&city_peers(Path::new("."), &["--help"]).stdout);
    for words in [
        "Exit codes:",
        "  0  ",
        "  1  ",
        "  2  ",
        "NO_COLOR",
        "CITY_PEERS_WIDGET",
    ] {
        assert!(main_help.contains(words), "{words}");
    }
    // No text is left over for a command that is gone.
    for (name, _) in cli::LONG_TEXTS {
        assert!(main.find_subcommand(name).is_some(), "{name}");
    }
}

#[test]
fn every_example_works() {
    let main = cli::command();
    let mut commands = Vec::new();
    all(&main, &[], &mut commands);
    let temp = tempfile::tempdir().unwrap();
    let all_there = temp.path().join("all");
    prepare(&all_there.join("work"));
    let mut ran = 0;
    for (number, (path, command)) in commands.into_iter().enumerate() {
        // Of its own: what one command writes is no other's.
        let own = temp.path().join(number.to_string());
        copy(&all_there, &own);
        let here = own.join("work");
        let lines = examples(command);
        assert!(lines.len() >= 2, "{path:?}: {lines:?}");
        for line in lines {
            example(&here, &line);
            ran += 1;
        }
    }
    assert!(ran > 25, "{ran}");
}

/// Runs one line of help as a shell would.
fn example(here: &Path, line: &str) {
    let (call, file) = match line.split_once(" > ") {
        Some((call, file)) => (call, Some(file)),
        None => (line, None),
    };
    let words = words(call);
    let mut args: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    if args.first() == Some(&"serve") {
        return served(here, &args);
    }
    args.retain(|arg| *arg != "--open");
    let output = city_peers(here, &args);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{line}\n{said}");
    if let Some(file) = file {
        assert!(!output.stdout.is_empty(), "{line}");
        fs::write(here.join(file), &output.stdout).unwrap();
    }
}

/// Waits for the address and ends it.
fn served(here: &Path, args: &[&str]) {
    let mut args: Vec<&str> = args.iter().copied().filter(|a| *a != "--open").collect();
    if !args.contains(&"--port") {
        args.extend(["--port", "0"]);
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_city-peers"))
        .current_dir(here)
        .env("TMPDIR", here)
        .env_remove("CITY_PEERS_WIDGET")
        .args(&args)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let mut said = Vec::new();
    for line in lines {
        said.push(line);
        if said.iter().any(|l| l.starts_with("http://127.0.0.1:")) {
            break;
        }
    }
    let _ = child.kill();
    let _ = child.wait();
    assert!(
        said.iter().any(|l| l.starts_with("http://127.0.0.1:")),
        "{args:?}: {said:?}"
    );
}

/// Words of a line, with what stands in quotation marks together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}

/// A folder with everything that examples name.
fn prepare(here: &Path) {
    let mut files = small();
    files.remove("practices/away.json");
    let cities = "\
kr-seoul,Seoul,KR,37.57,126.98,Asia/Seoul,ko|en,,9600000,605,Cfb,city,land-use-planning,98
jp-tokyo,Tokyo,JP,35.68,139.69,Asia/Tokyo,ja,,13900000,,Cfb,state,land-use-planning|property-tax,99
fr-paris,Paris,FR,48.86,2.35,Europe/Paris,fr,,2100000,105,Cfb,city,land-use-planning,100
zm-kitwe,Kitwe,ZM,-12.8,28.2,Africa/Lusaka,en,,660000,,,city,none,50
sn-pikine,Pikine,SN,14.75,-17.4,Africa/Dakar,fr,,1200000,,Am,town,none,55
th-bangkok,Bangkok,TH,13.75,100.5,Asia/Bangkok,th,,8300000,1569,Am,city,land-use-planning,90
";
    files.get_mut("cities.csv").unwrap().push_str(cities);
    let mut practice = common::practice("some-practice", "kr-seoul", "KR", "heat");
    practice["evidence"] = "evaluated".into();
    files.insert("practices/some.json".to_owned(), practice.to_string());
    let source = here.join("my-network");
    write(&source, &files);
    for out in ["public/directory", "target/directory", "old", "new"] {
        build(&source, &here.join(out)).0.unwrap();
    }
    let profile = |id: &str, name: &str| {
        format!(
            "{{\"id\": \"{id}\", \"name\": {{\"en\": \"{name}\"}}, \"country\": \"KR\", \"values\": {{\"people\": 3000000}}}}"
        )
    };
    let pairs = "a,b\nkr-seoul,jp-tokyo\nfr-lyon,fr-nice\nfr-lyon,fr-paris\ngh-accra,gh-tamale\nsg-singapore,my-ipoh\nzm-kitwe,sn-pikine\nth-bangkok,kr-seoul\njp-tokyo,th-bangkok\n";
    let table = "id,name,lat,lon,country,population\n1,Seoul,37.57,126.98,KR,9600000\n2,Tokyo,35.68,139.69,JP,13900000\n3,Lyon,45.76,4.84,FR,520000\n4,Nice,43.70,7.27,FR,340000\n5,Accra,5.56,-0.2,GH,2300000\n6,Tamale,9.4,-0.85,GH,370000\n";
    let table_pairs = "a,b\n1,2\n3,4\n5,6\n1,3\n";
    let registered = "kr-seoul\nTokyo  # by name\nfr-paris\nfr-lyon\ngh-accra\nsg-singapore\nmy-ipoh\nzm-kitwe\nsn-pikine\nth-bangkok\n";
    for (name, text) in [
        ("our-city.json", profile("kr-busan", "Busan")),
        ("their-city.json", profile("kr-daegu", "Daegu")),
        ("pairs.csv", pairs.to_owned()),
        ("their.csv", table.to_owned()),
        ("their-pairs.csv", table_pairs.to_owned()),
        ("../twins/cities.csv", table.to_owned()),
        ("../twins/pairs.csv", table_pairs.to_owned()),
        ("registered.txt", registered.to_owned()),
        (
            "registered.csv",
            format!("id\n{}", registered.replace("Tokyo  # by name", "jp-tokyo")),
        ),
        (
            "answers.json",
            "[{\"id\": \"kr-incheon\", \"name\": {\"en\": \"Incheon\"}, \"country\": \"KR\"}]".to_owned(),
        ),
        // The columns of GeoNames: id, names, place, kind, country, people, height, time zone.
        (
            "cities500.txt",
            "1835848\tSeoul\tSeoul\tSoul\t37.566\t126.9784\tP\tPPLC\tKR\t\t11\t\t\t\t10349312\t\t38\tAsia/Seoul\t2025-01-01\n\
             1843564\tIncheon\tIncheon\t\t37.45646\t126.70515\tP\tPPLA\tKR\t\t12\t\t\t\t2954955\t\t10\tAsia/Seoul\t2025-01-01\n"
                .to_owned(),
        ),
        (
            "wishes.csv",
            "a,b,wish\nkr-seoul,fr-paris,must\ngh-accra,fr-lyon,must-not\n".to_owned(),
        ),
    ] {
        put(here, name, text.as_bytes());
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [["City", "Country", "People"], ["Incheon", "KR", "2900000"]]
        .iter()
        .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet.write(row as u32, column as u16, *cell).unwrap();
        }
    }
    book.save(here.join("members.xlsx")).unwrap();
    for name in [
        "city-peers.js",
        "city-peers.css",
        "city_peers.js",
        "city_peers_bg.wasm",
    ] {
        put(&here.join("node_modules/city-peers"), name, b"");
    }
}

#[test]
fn completions_know_every_command() {
    let main = cli::command();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]).0.unwrap();
        for command in main.get_subcommands() {
            assert!(
                script.contains(command.get_name()),
                "{shell}: {}",
                command.get_name()
            );
        }
        assert!(script.contains("widget"), "{shell}");
    }
    // The one shell that is everywhere reads its own.
    let temp = tempfile::tempdir().unwrap();
    put(
        temp.path(),
        "c.bash",
        run(&["completions", "bash"]).0.unwrap().as_bytes(),
    );
    let script = "source ./c.bash; COMP_WORDS=(city-peers sug); COMP_CWORD=1; _city__peers city-peers sug city-peers; echo \"${COMPREPLY[*]}\"";
    if let Ok(output) = Command::new("bash")
        .args(["-c", script])
        .current_dir(temp.path())
        .output()
    {
        assert_eq!(
            text(&output.stdout).trim(),
            "suggest",
            "{}",
            text(&output.stderr)
        );
    }
    assert_eq!(
        city_peers(temp.path(), &["completions", "cmd"])
            .status
            .code(),
        Some(2)
    );
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let temp = tempfile::tempdir().unwrap();
    let out = temp.path().join("man1");
    run(&["man", "--out", out.to_str().unwrap()]).0.unwrap();
    let pages = common::files_of(&out);
    let main = cli::command();
    let mut commands = Vec::new();
    all(&main, &[], &mut commands);
    assert_eq!(pages.len(), commands.len());
    for (path, command) in &commands {
        let mut name = vec!["city-peers"];
        name.extend(path);
        let page = text(&pages[&format!("{}.1", name.join("-"))]);
        for section in [
            ".SH NAME",
            ".SH SYNOPSIS",
            ".SH DESCRIPTION",
            ".SH OPTIONS",
            ".SH \"EXIT STATUS\"",
        ] {
            assert!(page.contains(section), "{name:?}: {section}\n{page}");
        }
        for line in examples(command) {
            assert!(
                page.replace('\\', "").contains(&line),
                "{name:?}: {line}\n{page}"
            );
        }
    }
    assert_eq!(
        run(&["man", "serve"]).0.unwrap().as_bytes(),
        pages["city-peers-serve.1"]
    );
    assert_eq!(run(&["man"]).0.unwrap().as_bytes(), pages["city-peers.1"]);
    assert!(run(&["man", "serv"]).0.unwrap_err().contains("serve"));
    // groff warns of what it does not know.
    if let Ok(output) = Command::new("groff")
        .args([
            "-man",
            "-Tutf8",
            "-K",
            "utf8",
            "-ww",
            "-z",
            "city-peers.1",
            "city-peers-suggest.1",
            "city-peers-new-profile.1",
        ])
        .current_dir(&out)
        .output()
    {
        assert_eq!(text(&output.stderr), "", "groff");
    }
}

#[test]
fn quiet_colours_and_closed_pipes() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    write(&source, &small());
    let path = source.to_str().unwrap();
    let plain = text(&city_peers(temp.path(), &["build", path, "--out", "a"]).stderr);
    assert!(
        plain.contains("read and checked")
            && plain.contains("warning: ")
            && !plain.contains('\u{1b}')
    );
    let quiet = text(&city_peers(temp.path(), &["--quiet", "build", path, "--out", "b"]).stderr);
    assert!(
        !quiet.contains("read and checked") && quiet.contains("warning: "),
        "{quiet}"
    );
    let coloured = text(
        &city_peers(
            temp.path(),
            &["build", path, "--out", "c", "--color", "always"],
        )
        .stderr,
    );
    assert!(
        coloured.contains("\u{1b}[1;33mwarning\u{1b}[0m: "),
        "{coloured:?}"
    );
    let help = |color: &str| text(&city_peers(temp.path(), &["--help", "--color", color]).stdout);
    assert!(help("always").contains('\u{1b}') && !help("never").contains('\u{1b}'));
    let version = text(&city_peers(temp.path(), &["--version"]).stdout);
    assert!(
        version.starts_with("city-peers ") && version.contains("(directory format "),
        "{version}"
    );
    let alone = city_peers(temp.path(), &[]);
    assert_eq!(alone.status.code(), Some(2));
    assert!(text(&alone.stderr).contains("Usage: city-peers"));
    // A reader that goes away is no failure.
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = Command::new(env!("CARGO_BIN_EXE_city-peers"))
        .args(["schema", "profile"])
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(
        (output.status.code(), text(&output.stderr)),
        (Some(0), String::new())
    );
}
