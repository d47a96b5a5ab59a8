//! `explain`: why a city is suggested to another, or why not. Reads files.

use super::suggest::{Asked, ask};
use super::table::{aligned, likeness_word, why};
use super::{Failure, subject};
use crate::cli::{Explain, Format};
use crate::reporter::Reporter;
use crate::words::{grouped, met, of_hundred};
use city_peers_engine::Directory;
use city_peers_engine::answer::{self, StandingAnswer};
use city_peers_engine::standing::standing;
use city_peers_engine::suggest::{Ranker, Subject};
use std::fmt::Write as _;

/// Explains where one city stands in the suggestions of another.
///
/// # Errors
/// When the directory cannot be opened, or one of the cities is not in it.
pub fn run(args: &Explain, reporter: &mut dyn Reporter) -> Result<String, Failure> {
    let Asked {
        opened,
        subject,
        query,
    } = ask(&args.question, reporter)?;
    let directory = &opened.directory;
    let (them, name) = match (&args.other, &args.other_profile) {
        (_, Some(path)) => {
            let them = subject::from_profile(&opened, path, reporter)?;
            let name = match them.city {
                Some(city) => directory.name(city).to_owned(),
                None => path.display().to_string(),
            };
            (them, name)
        }
        (Some(other), None) => {
            let city = subject::city(directory, other)?;
            let name = format!("{}, {}", directory.name(city), directory.country(city));
            (Subject::of_city(directory, city), name)
        }
        (None, None) => return Err(Failure("name an --other city or profile".to_owned())),
    };
    let standing = standing(&Ranker::new(directory, &query), &subject, &them);
    let answer = answer::standing(directory, &standing);
    match args.question.format {
        Format::Table => Ok(text(directory, &name, &answer, query.per_country)),
        Format::Json => serde_json::to_string_pretty(&answer)
            .map(|text| text + "\n")
            .map_err(|error| Failure(format!("the answer cannot be written as JSON: {error}"))),
    }
}

fn text(directory: &Directory, name: &str, answer: &StandingAnswer, per_country: usize) -> String {
    let named = |id: &String| {
        let city = directory.find(id);
        city.map_or_else(String::new, |city| directory.name(city).to_owned())
    };
    let last = answer.last.as_ref().map(named).unwrap_or_default();
    let place = format!(
        "place {} of {}",
        grouped(answer.rank as u64),
        grouped(answer.of as u64)
    );
    let mut text = match answer.cause {
        "listed" => format!("{name} is suggested: {place} by score.\n"),
        "itself" => format!("{name} is the city that asks.\n"),
        "nothing-known" => {
            format!("{name} is not suggested: nothing is known that could be compared.\n")
        }
        "country" => format!(
            "{name} is not suggested: {place} by score, but only {per_country} of one country are \
             listed, and these are ahead: {}.\n",
            answer
                .instead
                .iter()
                .map(named)
                .collect::<Vec<_>>()
                .join(", ")
        ),
        _ if answer.last.is_none() => {
            format!("{name} is not suggested: {place} by score; the list is empty.\n")
        }
        _ => format!("{name} is not suggested: {place} by score; the list ends with {last}.\n"),
    };
    if answer.cause == "itself" {
        return text;
    }
    let partner = &answer.partner;
    let _ = writeln!(
        text,
        "\nScore {}, alike {} {}, learn: {}, teach: {}, {} % of context known to both",
        of_hundred(Some(partner.score)),
        of_hundred(partner.likeness),
        likeness_word(directory, partner.likeness),
        met(partner.learn),
        met(partner.teach),
        of_hundred(Some(partner.coverage)),
    );
    let _ = writeln!(text, "Why: {}", why(directory, partner));
    if !answer.gaps.is_empty() {
        let _ = writeln!(
            text,
            "\nPoints of the score, beside {last} at the end of the list"
        );
        let header = ["Part", "Here", "There", "Difference"].map(str::to_owned);
        let mut rows = vec![header.to_vec()];
        let point = |x: f64| format!("{:.1}", x * 100.0);
        let difference = |x: f64| format!("{}{}", if x > 0.0 { "+" } else { "" }, point(x));
        for gap in &answer.gaps {
            rows.push(vec![
                gap.part.to_owned(),
                point(gap.theirs),
                point(gap.last),
                difference(gap.amount),
            ]);
        }
        let sum = |of: fn(&answer::GapAnswer) -> f64| answer.gaps.iter().map(of).sum::<f64>();
        rows.push(vec![
            "together".to_owned(),
            point(sum(|gap| gap.theirs)),
            point(sum(|gap| gap.last)),
            difference(sum(|gap| gap.amount)),
        ]);
        text.push_str(&aligned(&rows));
    }
    text
}
