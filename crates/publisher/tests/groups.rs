//! Pairs and cohorts of a list of cities: everybody placed, wishes kept, clear errors.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{put, run, small, write};
use serde_json::Value;
use std::path::Path;

const ALL: &str = "fr-lyon\nfr-nice # on the coast\n\ngh-accra\nTamale\nsg-singapore\nmy-ipoh\n";

fn ask(
    folder: &Path,
    command: &str,
    list: &str,
    more: &[&str],
) -> (Result<String, String>, String) {
    write(folder, &small());
    put(folder, "list.txt", list.as_bytes());
    let path = folder.join("list.txt");
    let mut args = vec![
        command,
        folder.to_str().unwrap(),
        "--cities",
        path.to_str().unwrap(),
    ];
    args.extend(more);
    let (result, lines) = run(&args);
    (result, lines.join("\n"))
}

fn answer(command: &str, list: &str, more: &[&str]) -> Value {
    let temp = tempfile::tempdir().unwrap();
    let mut more = more.to_vec();
    more.extend(["--format", "json"]);
    let (result, lines) = ask(temp.path(), command, list, &more);
    serde_json::from_str(&result.unwrap_or_else(|e| panic!("{e}: {lines}"))).unwrap()
}

fn failure(command: &str, list: &str, more: &[&str]) -> String {
    let temp = tempfile::tempdir().unwrap();
    let (result, lines) = ask(temp.path(), command, list, more);
    format!("{lines}\n{}", result.unwrap_err())
}

fn groups(answer: &Value) -> Vec<Vec<&str>> {
    let groups = answer["groups"].as_array().unwrap().iter();
    let cities = |g: &'_ Value| g["cities"].as_array().unwrap().len();
    assert!(groups.clone().all(|g| cities(g) > 1));
    groups
        .map(|g| {
            g["cities"]
                .as_array()
                .unwrap()
                .iter()
                .map(|c| c.as_str().unwrap())
                .collect()
        })
        .collect()
}

#[test]
fn all_are_paired_and_wishes_are_kept() {
    let plain = answer("pair", ALL, &[]);
    let pairs = groups(&plain);
    assert_eq!(pairs.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 2]);
    assert!(
        plain["groups"]
            .as_array()
            .unwrap()
            .iter()
            .all(|g| g["same_country"] == 0)
    );
    assert_eq!(plain["left_out"], serde_json::json!([]));

    let wishes = [
        "--must",
        "fr-lyon,Nice",
        "--must-not",
        "sg-singapore,gh-accra",
    ];
    let must = answer("pair", ALL, &wishes);
    assert_eq!(
        groups(&must),
        [
            ["fr-lyon", "fr-nice"],
            ["gh-accra", "my-ipoh"],
            ["gh-tamale", "sg-singapore"]
        ]
    );
    assert!(must["cost"].as_f64().unwrap() > 0.0);

    // Singapore and Ipoh have a tie: the only two on the list cannot meet.
    let apart = answer("pair", "sg-singapore\nmy-ipoh\n", &["--avoid-ties"]);
    assert_eq!(apart["left_out"][0]["city"], "my-ipoh");
    assert_eq!(
        apart["left_out"][0]["reasons"],
        serde_json::json!([{"code": "tie", "cities": 1}])
    );
    let tied = answer("pair", "sg-singapore\nmy-ipoh\n", &[]);
    assert_eq!(tied["groups"][0]["tied"], 1);
}

#[test]
fn a_value_is_the_mean_of_both_scores() {
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    let score = |city: &str, other: &str| {
        let args = [
            "suggest",
            temp.path().to_str().unwrap(),
            "--purpose",
            "learn",
            "--format",
            "json",
            "--city",
            city,
        ];
        let text = run(&args).0.unwrap();
        let answer: Value = serde_json::from_str(&text).unwrap();
        let partners = answer["partners"].as_array().unwrap();
        partners.iter().find(|p| p["id"] == other).unwrap()["score"]
            .as_f64()
            .unwrap()
    };
    let mean = (score("fr-lyon", "gh-accra") + score("gh-accra", "fr-lyon")) / 2.0;
    let pair = answer("pair", "gh-accra\nfr-lyon", &["--purpose", "learn"]);
    assert!((pair["groups"][0]["value"].as_f64().unwrap() - mean).abs() < 1e-6);
    assert!(score("fr-lyon", "gh-accra") != score("gh-accra", "fr-lyon"));
}

#[test]
fn the_order_of_the_list_does_not_matter() {
    let turned: Vec<&str> = ALL.lines().rev().collect();
    for command in ["pair", "cohorts"] {
        assert_eq!(
            answer(command, ALL, &[]),
            answer(command, &turned.join("\n"), &[])
        );
    }
}

#[test]
fn cohorts_hold_everybody() {
    let one = answer("cohorts", ALL, &[]);
    assert_eq!(groups(&one).len(), 1);
    assert_eq!(one["small"], 0);
    let two = answer("cohorts", ALL, &["--min", "3", "--max", "3"]);
    assert_eq!(
        groups(&two).iter().map(Vec::len).collect::<Vec<_>>(),
        [3, 3]
    );
    assert!(
        two["groups"]
            .as_array()
            .unwrap()
            .iter()
            .all(|g| g["same_country"] == 0)
    );
    assert!(two["reached"].as_f64().unwrap() <= 1.0);
    assert!(two["total"].as_f64() <= two["bound"].as_f64());
}

#[test]
fn a_table_has_words() {
    let temp = tempfile::tempdir().unwrap();
    let list = "fr-lyon\ngh-accra\nmy-ipoh\nsg-singapore\n";
    let text = ask(
        temp.path(),
        "pair",
        list,
        &[
            "--must-not",
            "my-ipoh,fr-lyon",
            "--must",
            "sg-singapore,my-ipoh",
        ],
    )
    .0
    .unwrap();
    assert!(
        text.contains("4 cities of") && text.contains("2 groups"),
        "{text}"
    );
    assert!(
        text.contains("Lyon, France (fr-lyon)") && text.contains("1 pair with a tie already"),
        "{text}"
    );
    assert!(text.contains("the wishes cost"), "{text}");
    let text = ask(temp.path(), "pair", "fr-lyon\n", &[]).0.unwrap();
    assert!(
        text.contains("Left out\n  Lyon, France (fr-lyon): nobody else is on the list"),
        "{text}"
    );
    let text = ask(temp.path(), "cohorts", list, &[]).0.unwrap();
    assert!(
        text.contains("1 group\n") && text.contains("no grouping of this kind"),
        "{text}"
    );
}

#[test]
fn errors_say_what_to_do() {
    let says = |text: String, what: &str| assert!(text.contains(what), "{text}");
    let list = failure("pair", "fr-lyon\nfr-lyonn\nLyon\n", &[]);
    says(
        list.clone(),
        "list.txt, line 2: no city “fr-lyonn”; did you mean “fr-lyon”?",
    );
    says(
        list,
        "list.txt, line 3: fr-lyon is on line 1 already (leave one of them out)",
    );
    says(
        failure("cohorts", "# nobody\n", &[]),
        "names no city: write one a line",
    );
    says(
        failure("pair", ALL, &["--must", "fr-lyon,xk-new"]),
        "--must: “xk-new” is not in",
    );
    says(
        failure("pair", ALL, &["--must", "fr-lyon,fr-nise"]),
        "did you mean “fr-nice”?",
    );
    says(
        failure("pair", ALL, &["--must", "fr-lyon"]),
        "--must fr-lyon: name two cities or more",
    );
    says(
        failure("pair", ALL, &["--must", "fr-lyon,fr-lyon"]),
        "fr-lyon is named twice",
    );
    says(
        failure(
            "pair",
            ALL,
            &["--must", "fr-lyon,fr-nice", "--must-not", "fr-nice,fr-lyon"],
        ),
        "fr-lyon and fr-nice must not meet, but --must ties them together",
    );
    says(
        failure(
            "pair",
            ALL,
            &[
                "--must",
                "fr-lyon,fr-nice",
                "--must",
                "fr-nice,gh-accra,my-ipoh",
            ],
        ),
        "--must ties fr-lyon, fr-nice, gh-accra, my-ipoh together, but a group holds 3 at most",
    );
    says(
        failure("cohorts", ALL, &["--min", "5", "--max", "4"]),
        "max not below it",
    );
    says(
        failure("cohorts", ALL, &["--groups", "4"]),
        "4 groups of 4 to 8 cities do not come out",
    );
    says(
        failure("cohorts", ALL, &["--topics", "flod-management"]),
        "did you mean “flood-management”?",
    );
    let temp = tempfile::tempdir().unwrap();
    write(temp.path(), &small());
    let missing = temp.path().join("none.txt");
    let args = [
        "pair",
        temp.path().to_str().unwrap(),
        "--cities",
        missing.to_str().unwrap(),
    ];
    says(
        run(&args).0.unwrap_err(),
        "none.txt cannot be read: there is no such file",
    );
}
