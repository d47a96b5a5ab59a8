//! `new`: what the templates begin with is right, and stays right line by line; and the comments that source files may hold.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{problems, put, run, small, write};
use std::fs;
use std::path::Path;

fn done(args: &[&str]) -> String {
    let (result, lines) = run(args);
    result.unwrap_or_else(|error| panic!("{args:?}: {error}\n{lines:?}"))
}

fn failed(args: &[&str]) -> String {
    run(args).0.unwrap_err()
}

/// Lines of a template that are examples, by number.
fn examples(text: &str) -> Vec<usize> {
    let is_example = |line: &str| {
        let Some(rest) = line.trim_start().strip_prefix("// ") else {
            return false;
        };
        rest.ends_with(',')
            && (rest.starts_with('{') || rest.starts_with('"') && !rest.starts_with("\" "))
    };
    let lines = text.lines().enumerate();
    lines
        .filter(|(_, line)| is_example(line))
        .map(|(ix, _)| ix)
        .collect()
}

fn uncommented(text: &str, which: &[usize]) -> String {
    let lines = text.lines().enumerate().map(|(ix, line)| {
        let line = if which.contains(&ix) {
            line.replacen("// ", "", 1)
        } else {
            line.to_owned()
        };
        line + "\n"
    });
    lines.collect()
}

/// Every example alone, and all of them, are without an error.
fn each_example_holds(folder: &Path, file: &str, fill: impl Fn(&str) -> String) -> usize {
    let template = fill(&fs::read_to_string(folder.join(file)).unwrap());
    let all = examples(&template);
    let mut tries: Vec<Vec<usize>> = all.iter().map(|ix| vec![*ix]).collect();
    tries.push(all.clone());
    tries.push(Vec::new());
    for which in tries {
        let text = uncommented(&template, &which);
        put(folder, file, text.as_bytes());
        let (_, lines) = problems(folder);
        let errors: Vec<&String> = lines.iter().filter(|l| l.starts_with("error")).collect();
        let shown: Vec<&str> = which
            .iter()
            .map(|ix| text.lines().nth(*ix).unwrap())
            .collect();
        assert!(errors.is_empty(), "{shown:#?}\n{errors:#?}");
    }
    all.len()
}

#[test]
fn a_new_folder_lacks_nothing_but_cities() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("Réseau des villes");
    let path = folder.to_str().unwrap();
    let text = done(&["new", "directory", path, "--languages", "fr,en"]);
    assert!(text.contains(&format!("validate \"{path}\"")), "{text}");
    let (_, lines) = problems(&folder);
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(
        lines[0].contains("there is no city yet") && lines[0].contains("city-peers new profile")
    );
    let toml = fs::read_to_string(folder.join("directory.toml")).unwrap();
    assert!(toml.contains("id = \"reseau-des-villes\"\n"), "{toml}");
    assert!(toml.contains("title = \"Réseau des villes\"\n"), "{toml}");
    let header = fs::read_to_string(folder.join("cities.csv")).unwrap();
    assert!(
        header.starts_with("id,name,names_other,country,lat,lon,time_zone,languages,population,")
    );
    // The header is one that cities can be written under.
    let commas = header.matches(',').count();
    put(
        &folder,
        "cities.csv",
        format!("{header}x,Ville{}\n", ",".repeat(commas - 1)).as_bytes(),
    );
    let (loaded, lines) = problems(&folder);
    assert!(lines.is_empty(), "{lines:?}");
    assert_eq!(loaded.unwrap().sources.profiles[0].name["fr"], "Ville");
}

#[test]
fn nothing_is_overwritten() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("net");
    let path = folder.to_str().unwrap();
    put(&folder, "README.md", b"ours");
    done(&["new", "directory", path]);
    assert_eq!(fs::read(folder.join("README.md")).unwrap(), b"ours");
    let before = common::files_of(&folder.join("schemas"));
    assert_eq!(before.len(), 3);
    put(&folder, "directory.toml", b"mine");
    let error = failed(&["new", "directory", path]);
    assert!(error.contains("has a directory.toml already"), "{error}");
    assert_eq!(fs::read(folder.join("directory.toml")).unwrap(), b"mine");
    // One file that is in the way keeps all others from being written.
    let other = temp.path().join("other");
    put(&other, "cities.csv", b"id,name\n");
    let error = failed(&["new", "directory", other.to_str().unwrap()]);
    assert!(error.contains("cities.csv"), "{error}");
    assert_eq!(fs::read_dir(&other).unwrap().count(), 1);

    let source = temp.path().join("source");
    write(&source, &small());
    let profile = [
        "new",
        "profile",
        "--dir",
        source.to_str().unwrap(),
        "--name",
        "Łódź",
        "--country",
        "pl",
    ];
    done(&profile);
    let file = source.join("profiles/pl-lodz.json");
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("\"name\": {\"en\": \"Łódź\"},") && text.contains("\"country\": \"PL\""));
    assert!(failed(&profile).contains("there already"));
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
}

#[test]
fn every_line_of_a_profile_can_be_taken_out_of_its_comment() {
    let temp = tempfile::tempdir().unwrap();
    // A catalogue of its own.
    let own = temp.path().join("own");
    write(&own, &small());
    let path = own.to_str().unwrap();
    done(&[
        "new",
        "profile",
        "--dir",
        path,
        "--name",
        "Newest",
        "--country",
        "FR",
    ]);
    let count = each_example_holds(&own, "profiles/fr-newest.json", str::to_owned);
    assert!(count >= 6 + 15, "{count}");
    // The standard one.
    let standard = temp.path().join("standard");
    let path = standard.to_str().unwrap();
    done(&["new", "directory", path]);
    done(&["new", "profile", "--dir", path, "--name", "Somewhere"]);
    let text = fs::read_to_string(standard.join("profiles/somewhere.json")).unwrap();
    assert!(text.contains("\"$schema\": \"../schemas/profile.json\""));
    let count = each_example_holds(&standard, "profiles/somewhere.json", str::to_owned);
    assert!(count > 50, "{count}");
    // What was left in comments is unknown.
    put(&standard, "profiles/somewhere.json", text.as_bytes());
    let profile = problems(&standard).0.unwrap().sources.profiles.remove(0);
    assert!(profile.values.is_empty() && profile.needs.is_empty() && profile.lat.is_none());
    assert_eq!(profile.country, "");
    // Nobody has submitted a template.
    assert_eq!(profile.origin, city_peers_engine::model::Origin::OpenData);
}

#[test]
fn every_line_of_a_practice_can_be_taken_out_of_its_comment() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    write(&source, &small());
    let path = source.to_str().unwrap();
    let args = [
        "new",
        "practice",
        "--dir",
        path,
        "--title",
        "Rain gardens",
        "--city",
        "fr-lyon",
        "--country",
        "FR",
    ];
    done(&args);
    // What is needed is asked for, all of it at once.
    let (_, lines) = problems(&source);
    for field in ["/problem", "/summary", "/topics", "/sources"] {
        let place = format!("practices/rain-gardens.json, {field}: ");
        assert!(
            lines.iter().any(|l| l.contains(&place)),
            "{field}: {lines:?}"
        );
    }
    let needed = |text: &str| {
        let examples: Vec<usize> = examples(text)
            .into_iter()
            .filter(|ix| {
                let before = text.lines().take(*ix).filter(|l| l.ends_with('[')).last();
                let line = text.lines().nth(*ix).unwrap().trim_start();
                before.is_some() && (line.starts_with("// {") || !line.contains("\": "))
            })
            .collect();
        assert_eq!(examples.len(), 2, "a topic and a source");
        uncommented(text, &examples)
            .replace("\"problem\": \"\"", "\"problem\": \"It rained.\"")
            .replace("\"summary\": \"\"", "\"summary\": \"It was kept.\"")
    };
    let count = each_example_holds(&source, "practices/rain-gardens.json", needed);
    assert!(count >= 25, "{count}");
}

#[test]
fn templates_know_every_field() {
    for (kind, args) in [
        ("profile", &["new", "profile"][..]),
        ("practice", &["new", "practice"]),
    ] {
        let template = done(args);
        let schema = fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{kind}.json")),
        );
        let schema: serde_json::Value = serde_json::from_str(&schema.unwrap()).unwrap();
        let fields = schema["properties"].as_object().unwrap().keys();
        for field in fields.filter(|f| *f != "$schema") {
            assert!(
                template.contains(&format!("\"{field}\": ")),
                "{kind}: {field}"
            );
        }
    }
    let practice = done(&["new", "practice"]);
    for field in [
        "climate",
        "terrain",
        "powers",
        "infrastructure",
        "capacities",
        "min_population",
    ] {
        assert!(practice.contains(&format!("// \"{field}\": ")), "{field}");
    }
}

#[test]
fn codes_and_labels_come_from_the_folder() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    let mut files = small();
    let topics =
        r#"[{"code": "own-topic", "label": "Own */ topic\nwith a break", "definition": "x"}]"#;
    files.insert("vocabulary/topics.json".to_owned(), topics.to_owned());
    files.retain(|name, _| !name.starts_with("profiles/") && !name.starts_with("practices/"));
    write(&source, &files);
    let path = source.to_str().unwrap();
    done(&["new", "profile", "--dir", path, "--id", "fr-lyon"]);
    let text = fs::read_to_string(source.join("profiles/fr-lyon.json")).unwrap();
    assert!(
        text.contains("The profile of Lyon, which is in cities.csv already"),
        "{text}"
    );
    assert!(
        text.contains("// \"needs\": [{\"topic\": \"own-topic\""),
        "{text}"
    );
    assert!(text.contains("// \"people\": "), "{text}");
    assert!(!text.contains("flood-management"));
    // The directory's own date is older than today, which a new profile carries.
    let (_, mut lines) = problems(&source);
    lines.retain(|line| !line.contains("[future-date]"));
    assert!(lines.is_empty(), "{lines:?}");
}

#[test]
fn wrong_arguments_say_what_to_do() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    write(&source, &small());
    let path = source.to_str().unwrap();
    for (args, words) in [
        (&["new", "profile", "--dir", path][..], "name the city"),
        (
            &["new", "profile", "--dir", path, "--id", "fr-unknown"],
            "give its --name",
        ),
        (
            &["new", "profile", "--dir", path, "--name", "東京"],
            "give one with --id",
        ),
        (&["new", "profile", "--id", "a/../b"], "is not an id"),
        (&["new", "profile", "--id", ".."], "is not an id"),
        (
            &["new", "profile", "--country", "Korea"],
            "is not a country code",
        ),
        (&["new", "practice", "--dir", path], "name the practice"),
        (
            &[
                "new",
                "practice",
                "--dir",
                "/nowhere/at/all",
                "--title",
                "x",
            ],
            "new directory",
        ),
        (&["new", "directory", path], "already"),
        (
            &["new", "directory", "/tmp", "--languages", "English"],
            "is not a language code",
        ),
        (
            &["new", "directory", "/tmp/x", "--catalogue", "/nowhere.toml"],
            "cannot be read",
        ),
    ] {
        let error = failed(args);
        assert!(error.contains(words), "{args:?}: {error}");
    }
}

#[test]
fn source_files_may_hold_comments() {
    let temp = tempfile::tempdir().unwrap();
    let source = temp.path().join("source");
    write(&source, &small());
    let profile = |text: &str| {
        put(&source, "profiles/lyon.json", text.as_bytes());
        let (loaded, lines) = problems(&source);
        let lines: Vec<String> = lines.into_iter().filter(|l| l.contains("lyon")).collect();
        (
            loaded
                .unwrap()
                .sources
                .profiles
                .into_iter()
                .find(|p| p.id == "fr-lyon")
                .unwrap(),
            lines,
        )
    };
    // Comments, a key for editors, a last comma; and no comment where a text only looks like one.
    let (lyon, lines) = profile(
        "// One line\n{\"$schema\": \"../x.json\", /* many\n lines */ \"id\": \"fr-lyon\",\n\"concept\": {\"fr\": \"https://a.example /* b */ \\\" // c\"},\n\
         \"values\": {\"area\": 51,},\n\"networks\": [\"a\", /* b */ ], // end\n}",
    );
    assert!(lines.is_empty(), "{lines:?}");
    assert_eq!(lyon.concept["fr"], "https://a.example /* b */ \" // c");
    assert_eq!(lyon.networks, ["a"]);
    // Places are those of the file.
    let (_, lines) = profile("{ // é\n/* 1\n2\n3 */ \"id\": \"fr-lyon\",\n  \"name\" \"x\"\n}");
    assert!(
        lines[0].contains("line 5, column 10: is not JSON"),
        "{lines:?}"
    );
    let (_, lines) = profile("{\"id\": \"fr-lyon\",\n/* never closed\n\"name\": {} }");
    assert!(
        lines[0].contains("the comment of line 2 is not closed"),
        "{lines:?}"
    );
    // What nobody can have meant stays an error.
    for wrong in [
        "{\"id\": \"fr-lyon\",,}",
        "{,}",
        "[,]",
        "{\"id\": /}",
        "{\"id\": \"fr-lyon",
        "{\"id\": \"fr-lyon\" # x\n}",
        "/",
        "",
    ] {
        let (_, lines) = profile(wrong);
        assert!(
            lines.iter().any(|l| l.contains("is not JSON")),
            "{wrong}: {lines:?}"
        );
    }
    // Below the top, the key is as unknown as any.
    let (_, lines) = profile(
        "{\"id\": \"fr-lyon\", \"contacts\": [{\"$schema\": \"x\", \"office\": \"O\", \"kind\": \"other\"}]}",
    );
    assert!(lines[0].contains("unknown field “$schema”"), "{lines:?}");
}
