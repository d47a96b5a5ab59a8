//! The template of a practice. Pure.

use super::Known;
use super::fields::{begin, code, codes_of, fields, topics};
use super::sheet::Sheet;
use city_peers_engine::model::{Practice, Requirements};
use serde_json::{Value, json};

/// What is known of the practice already.
#[derive(Clone, Copy, Debug, Default)]
pub struct PracticeStart<'s> {
    /// Id of the practice.
    pub id: Option<&'s str>,
    /// Title.
    pub title: Option<&'s str>,
    /// Id or name of the city.
    pub city: Option<&'s str>,
    /// Code of its country.
    pub country: Option<&'s str>,
}

/// A practice with every field explained. What a practice cannot be without is there and empty, so that `validate` asks
/// for it.
pub fn practice(known: &Known<'_>, start: &PracticeStart<'_>) -> String {
    let mut sheet = Sheet::default();
    begin(
        &mut sheet,
        "A practice: what a city did, and what it took. The fields without slashes are needed.",
        known.schema,
    );
    for (field, meaning) in fields::<Practice>() {
        if ["lon", "targets"].contains(&field.as_str()) {
            continue; // with lat, with sdgs
        }
        sheet.space();
        sheet.note(&meaning);
        one(&mut sheet, &field, known, start);
    }
    sheet.close("}");
    sheet.end()
}

fn one(sheet: &mut Sheet, field: &str, known: &Known<'_>, start: &PracticeStart<'_>) {
    let vocabulary = known.vocabulary;
    let needed = |sheet: &mut Sheet, answer: Option<&str>| {
        sheet.answer(field, &json!(answer.unwrap_or_default()));
    };
    match field {
        "id" => {
            sheet.note("Lower-case letters, digits and single hyphens.");
            needed(sheet, start.id);
        }
        "title" => needed(sheet, start.title),
        "city" => needed(sheet, start.city),
        "country" => needed(sheet, start.country),
        "problem" | "summary" => needed(sheet, None),
        "lat" => {
            sheet.note("With the degrees east. Only where the name of the city is not enough.");
            sheet.examples(&[("lat", json!(12.34)), ("lon", json!(56.78))]);
        }
        "start_year" => sheet.example(field, &json!(2018)),
        "end_year" => sheet.example(field, &json!(2024)),
        "sdgs" => {
            sheet.note("With the SDG targets; each target needs its goal.");
            sheet.examples(&[("sdgs", json!([11, 13])), ("targets", json!(["11.5"]))]);
        }
        "topics" => {
            sheet.open("\"topics\": [");
            sheet.note("At least one of:");
            topics(sheet, known);
            sheet.example_entry(&json!(code(vocabulary, "topics", 0)));
            sheet.close("],");
        }
        "forum_themes" | "principles" | "frameworks" | "hazards" | "finance_sources" => {
            codes_of(sheet, vocabulary, field);
            sheet.example(field, &json!([code(vocabulary, field, 0)]));
        }
        "budget" => {
            sheet.note(
                "Kinds: capital (once), annual (each year), total (the whole practice), unit (one unit: the note says which). \
                 The source counts from 0 in sources. Not comparable: a part, a wider programme or a unit cost.",
            );
            let budget = json!({"amount": 2_500_000, "currency": "EUR", "year": 2021, "kind": "total", "note": "What it covers.", "source": 0, "comparable": true});
            sheet.example(field, &budget);
        }
        "staff" => {
            let staff =
                json!({"fte": 4, "note": "Full-time posts in the water office.", "source": 0});
            sheet.example(field, &staff);
        }
        "duration_months" => sheet.example(field, &json!(36)),
        "stakeholders" => sheet.example(field, &json!(["Residents", "Water company"])),
        "obstacles" => sheet.example(field, &json!(["Land was in many hands."])),
        "adaptation" => sheet.example(field, &json!(["Begin with the streets the city owns."])),
        "enablers" => sheet.example(field, &json!(["A grant of the region."])),
        "requires" => requires(sheet, known),
        "results" => {
            sheet.note("Before, after, or both; with the unit, the year of the figure after, and the source.");
            let result = json!({"indicator": "Streets under water in a year", "before": 9, "after": 2, "unit": "streets", "note": "Counted by the fire service.", "year": 2023, "source": 0});
            sheet.example(field, &json!([result]));
        }
        "evidence" => {
            sheet.note("One of:");
            sheet.codes(
                [
                    ("reported", "Somebody told of it"),
                    ("monitored", "Figures were kept"),
                    ("evaluated", "An independent study exists"),
                ]
                .into_iter(),
            );
            sheet.answer(field, &json!("reported"));
        }
        "replicated_in" => {
            let copy =
                json!({"city": "Name of the city", "country": "KR", "year": 2022, "source": 0});
            sheet.example(field, &json!([copy]));
        }
        "sources" => {
            sheet.open("\"sources\": [");
            sheet.note("At least one.");
            sheet.example_entry(&json!({"url": "https://city.example/report", "title": "Report on the practice", "publisher": "The city"}));
            sheet.close("],");
        }
        _ => {}
    }
}

/// What a city needs for it, criterion by criterion.
fn requires(sheet: &mut Sheet, known: &Known<'_>) {
    sheet.open("\"requires\": {");
    for (ix, (field, meaning)) in fields::<Requirements>().into_iter().enumerate() {
        if ix > 0 {
            sheet.space();
        }
        sheet.note(&meaning);
        let first = code(known.vocabulary, &field, 0);
        let example: Value = match field.as_str() {
            "min_population" => json!(50_000),
            "max_population" => json!(5_000_000),
            "powers" | "infrastructure" | "capacities" => {
                sheet.note("Critical: without it the practice is blocked.");
                codes_of(sheet, known.vocabulary, &field);
                json!([{"code": first, "critical": true}])
            }
            _ => {
                codes_of(sheet, known.vocabulary, &field);
                json!([first])
            }
        };
        sheet.example(&field, &example);
    }
    sheet.close("},");
}
