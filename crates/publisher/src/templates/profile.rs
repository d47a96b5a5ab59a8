//! The template of a profile. Pure.

use super::Known;
use super::fields::{begin, code, codes_of, fields, indicator, topics};
use super::sheet::Sheet;
use city_peers_engine::model::MODES;
use city_peers_engine::model::{Indicator, Profile, Role};
use serde_json::{Value, json};

/// What is known of the city already.
#[derive(Clone, Copy, Debug, Default)]
pub struct ProfileStart<'s> {
    /// Id of the city.
    pub id: Option<&'s str>,
    /// Its name in the main language.
    pub name: Option<&'s str>,
    /// Code of its country.
    pub country: Option<&'s str>,
    /// Name under which the table of cities has it.
    pub row: Option<&'s str>,
}

/// A profile with every field explained; nothing is stated but what `start` says.
pub fn profile(known: &Known<'_>, start: &ProfileStart<'_>) -> String {
    let mut sheet = Sheet::default();
    let what = match start.row {
        Some(name) => format!(
            "The profile of {name}, which is in cities.csv already: what this file states takes the place of what stands there."
        ),
        None => "The profile of a city.".to_owned(),
    };
    begin(&mut sheet, &what, known.schema);
    for (field, meaning) in fields::<Profile>() {
        if field == "lon" {
            continue; // with lat
        }
        sheet.space();
        sheet.note(&meaning);
        one(&mut sheet, &field, known, start);
    }
    sheet.close("}");
    sheet.end()
}

fn one(sheet: &mut Sheet, field: &str, known: &Known<'_>, start: &ProfileStart<'_>) {
    let vocabulary = known.vocabulary;
    let stated = |sheet: &mut Sheet, answer: Option<Value>, example: Value| match answer {
        Some(answer) => sheet.answer(field, &answer),
        None => sheet.example(field, &example),
    };
    let words = |text: &str| json!({ known.language: text });
    match field {
        "id" => stated(sheet, start.id.map(Value::from), json!("xx-name-of-city")),
        "name" => stated(sheet, start.name.map(words), words("Name of the city")),
        "country" => stated(sheet, start.country.map(Value::from), json!("KR")),
        "lat" => {
            sheet.note("With the degrees east, −180 to 180.");
            sheet.examples(&[("lat", json!(12.34)), ("lon", json!(56.78))]);
        }
        "time_zone" => sheet.example(field, &json!("Asia/Seoul")),
        "languages" => sheet.example(field, &json!([known.language])),
        "values" => values(sheet, known),
        "needs" => {
            sheet.note(
                "Importance 1 (useful) to 3 (urgent), and a note in the city's own words. Topics:",
            );
            topics(sheet, known);
            let topic = code(vocabulary, "topics", 0);
            sheet.example(
                field,
                &json!([{"topic": topic, "importance": 3, "note": "What exactly we look for."}]),
            );
        }
        "offers" => {
            sheet.note("Strength 1 (some experience) to 3 (much); practices: ids of practices that show it. Topics as above.");
            let topic = code(vocabulary, "topics", 1);
            let offer = json!({"topic": topic, "strength": 2, "practices": [], "note": "What we can show."});
            sheet.example(field, &json!([offer]));
        }
        "goals" => {
            sheet.note("Goal 1 to 17, priority 1 to 3, a target of the goal, and the city's own goal in words.");
            let goal = json!({"sdg": 11, "priority": 3, "target": "11.5", "text": "What the city wants to reach, and by when."});
            sheet.example(field, &json!([goal]));
        }
        "philosophy" => sheet.example(field, &words("What the city stands for.")),
        "concept" => sheet.example(field, &words("How the city wants to get there.")),
        "modes" if vocabulary.list(field).is_none() => {
            sheet.note("One or more of:");
            sheet.codes(MODES.iter().map(|mode| (*mode, "")));
            sheet.example(field, &json!(["study-visit", "webinar"]));
        }
        "networks" | "frameworks" | "modes" => {
            codes_of(sheet, vocabulary, field);
            sheet.example(field, &json!([code(vocabulary, field, 0)]));
        }
        "contacts" => {
            sheet.note("Offices, not persons. Kinds: local-government, research-institute, national-ministry, network, other.");
            let contact = json!({"office": "Office of international relations", "kind": "local-government", "email": "office@city.example", "url": "https://city.example/office"});
            sheet.example(field, &json!([contact]));
        }
        "media" => {
            let media = json!({"kind": "image", "url": "https://city.example/photo.jpg", "caption": "What it shows."});
            sheet.example(field, &json!([media]));
        }
        "reviews" => {
            let review =
                json!({"year": 2025, "url": "https://city.example/review.pdf", "sdgs": [11, 13]});
            sheet.example(field, &json!([review]));
        }
        "origin" => {
            sheet.note(
                "open-data, or submitted. Write submitted as soon as the city itself answers for what stands here.",
            );
            sheet.answer(field, &json!("open-data"));
        }
        "sources" => {
            sheet.note(
                "For each field or indicator: link, title, year of the figure, note; any of these.",
            );
            let first = known.catalogue.indicators.first();
            let key = first.map_or("name", |i| i.id.as_str());
            let source = json!({"url": "https://city.example/statistics", "title": "Statistical yearbook", "year": 2025});
            sheet.example(field, &json!({ key: source }));
        }
        "updated" => sheet.answer(field, &json!(known.today)),
        _ => {}
    }
}

fn values(sheet: &mut Sheet, known: &Known<'_>) {
    let catalogue = known.catalogue;
    sheet.open("\"values\": {");
    let mut group = |title: &str, meaning: &str, all: Vec<&Indicator>| {
        if all.is_empty() {
            return;
        }
        sheet.space();
        sheet.note(format!("{}. {meaning}", title.to_uppercase()).as_str());
        for one in all {
            sheet.space();
            indicator(sheet, one);
        }
    };
    for (ix, facet) in catalogue.facets.iter().enumerate() {
        let title = if facet.label.is_empty() {
            &facet.id
        } else {
            &facet.label
        };
        let of_facet = |i: &&Indicator| i.context().is_some_and(|(f, _)| f == ix);
        let all = catalogue.indicators.iter().filter(of_facet).collect();
        group(title, &facet.definition, all);
    }
    let outcomes = catalogue.indicators.iter();
    let outcomes = outcomes.filter(|i| matches!(i.role, Role::Outcome { .. }));
    group(
        "Outcomes",
        "How things stand: never used for likeness, only to see who is ahead.",
        outcomes.collect(),
    );
    sheet.close("},");
}
