//! What was measured, as tables with words. Pure.

use super::{JoinReport, Report};
use crate::evaluate::agreement::{Agreement, Row};
use crate::evaluate::bootstrap::Figure;
use crate::evaluate::exposure::Exposure;
use crate::evaluate::missing::Missing;
use crate::evaluate::pairs::Tally;
use crate::evaluate::removal::Pattern;
use crate::evaluate::stability::{Change, Stability};
use crate::texts::layout::aligned;
use crate::words::{count, grouped};
use std::fmt::Write as _;

/// The whole report.
pub fn text(report: &Report) -> String {
    let mut text = format!("{}: {}\n", report.directory, count(report.cities, "city"));
    if let Some(joined) = &report.joined {
        text.push_str(&join(joined));
    }
    if let Some(tally) = &report.pairs {
        text.push_str(&pairs(tally));
    }
    if let Some(measured) = &report.agreement {
        text.push_str(&agreement(measured));
    }
    if !report.exposure.is_empty() {
        text.push_str(&exposure(&report.exposure));
    }
    if !report.stability.is_empty() {
        text.push_str(&stability(&report.stability));
    }
    if !report.missing_data.is_empty() {
        text.push_str(&missing(&report.missing_data));
    }
    text
}

fn join(joined: &JoinReport) -> String {
    format!(
        "table of cities: {} matched, {} ambiguous, {} unmatched (--format json lists them)\n",
        grouped(joined.matched as u64),
        grouped(joined.ambiguous as u64),
        grouped(joined.unmatched as u64)
    )
}

fn pairs(tally: &Tally) -> String {
    let mut text = format!(
        "pairs: {} given, {} used",
        grouped(tally.given as u64),
        grouped(tally.used as u64)
    );
    for (number, what) in [
        (tally.repeated, "repeated"),
        (tally.with_itself, "of a city with itself"),
        (
            tally.unknown,
            "with a city that the directory does not have",
        ),
    ] {
        if number > 0 {
            let _ = write!(text, ", {} {what}", grouped(number as u64));
        }
    }
    text.push('\n');
    if tally.unknown_ids > 0 {
        let more = if tally.unknown_ids > tally.unknown_first.len() {
            ", …"
        } else {
            ""
        };
        let _ = writeln!(
            text,
            "unknown: {} ({}{more})",
            count(tally.unknown_ids, "id"),
            tally.unknown_first.join(", ")
        );
    }
    text
}

fn agreement(measured: &Agreement) -> String {
    let mut text = format!(
        "\nKnown pairs: {} look for {} among {}; means over cities, 95 % intervals\n",
        count(measured.cities, "city"),
        count(measured.positives, "partner"),
        count(measured.candidates, "city"),
    );
    if measured.alone > 0 {
        let _ = writeln!(
            text,
            "  {} left out: nobody to hold them against",
            count(measured.alone, "partner")
        );
    }
    let header = |first: &str| {
        let mut row = vec![first.to_owned()];
        row.extend(measured.figures.iter().cloned());
        row
    };
    let mut rows = vec![header("ranked by")];
    rows.extend(measured.rankers.iter().map(|row| cells(row, "", false)));
    text.push_str(&aligned(&rows, &[]));
    text.push_str("\nEngine less the other, city by city\n");
    let mut rows = vec![header("less")];
    rows.extend(measured.engine_minus.iter().map(|row| cells(row, "", true)));
    text.push_str(&aligned(&rows, &[]));
    let mut by = "";
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut tables = Vec::new();
    for group in &measured.strata {
        if group.by != by {
            by = &group.by;
            tables.push((by, std::mem::take(&mut rows)));
        }
        let mut row = vec![group.label.clone(), grouped(group.cities as u64)];
        let auc = |row: &Row| {
            row.figures
                .first()
                .map_or(String::new(), |f| number(f.mean))
        };
        row.extend(group.rankers.iter().map(auc));
        rows.push(row);
    }
    tables.push(("", rows));
    // The rows of a table follow its name: shift by one.
    for ((by, _), (_, rows)) in tables.iter().zip(tables.iter().skip(1)) {
        let _ = writeln!(text, "\nAUC by {by} of the city that asks");
        let mut head = vec!["group".to_owned(), "cities".to_owned()];
        head.extend(measured.rankers.iter().map(|r| r.ranker.to_owned()));
        let mut all = vec![head];
        all.extend(rows.iter().cloned());
        text.push_str(&aligned(&all, &[]));
    }
    text
}

fn cells(row: &Row, mark: &str, signed: bool) -> Vec<String> {
    let mut cells = vec![format!("{}{mark}", row.ranker)];
    cells.extend(row.figures.iter().map(|f| figure(f, signed)));
    cells
}

fn figure(figure: &Figure, signed: bool) -> String {
    let show = |x: f64| {
        if signed {
            format!("{x:+.3}")
        } else {
            number(x)
        }
    };
    match (figure.low, figure.high) {
        (Some(low), Some(high)) => {
            format!("{} ({} to {})", show(figure.mean), show(low), show(high))
        }
        _ => show(figure.mean),
    }
}

fn number(x: f64) -> String {
    format!("{x:.3}")
}

fn maybe(x: Option<f64>) -> String {
    x.map_or_else(|| "–".to_owned(), |x| format!("{x:+.2}"))
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn exposure(methods: &[Exposure]) -> String {
    let lists = methods.first().map_or(0, |e| e.lists);
    let mut text = format!("\nExposure: times suggested in {}\n", count(lists, "list"));
    let head = [
        "method",
        "mean",
        "skew",
        "Gini",
        "never suggested",
        "most suggested",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for one in methods {
        let most: Vec<String> = one
            .most
            .iter()
            .map(|o| format!("{} {}", o.id, grouped(o.times as u64)))
            .collect();
        rows.push(vec![
            one.method.clone(),
            format!("{:.1}", one.mean),
            maybe(one.skewness),
            one.gini
                .map_or_else(|| "–".to_owned(), |g| format!("{g:.2}")),
            percent(one.never),
            most.join(", "),
        ]);
    }
    text.push_str(&aligned(&rows, &[]));
    text
}

fn stability(changes: &[Stability]) -> String {
    let mut text = "\nStability: overlap (Jaccard) of the first ten with those before\n".to_owned();
    let mut rows = vec![
        ["change", "mean", "lowest", "highest"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for one in changes {
        let what = match one.change {
            Change::FacetWeights => "facet weights by up to 20 %".to_owned(),
            Change::ValuesRemoved(share) => format!("{:.0} % of values removed", share * 100.0),
        };
        rows.push(vec![
            what,
            number(one.overlap),
            number(one.lowest),
            number(one.highest),
        ]);
    }
    text.push_str(&aligned(&rows, &[]));
    text
}

fn missing(rows: &[Missing]) -> String {
    let mut text = "\nMissing data: does completeness decide who is suggested?\n".to_owned();
    let head = [
        "values removed",
        "method",
        "Pearson",
        "Spearman",
        "skew",
        "never suggested",
        "overlap",
    ];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    for row in rows {
        let what = match row.pattern {
            None => "none".to_owned(),
            Some(Pattern::PerValue) => format!("{:.0} % of all", row.share * 100.0),
            Some(Pattern::PerCity) => format!("0 to {:.0} % of a city's", row.share * 200.0),
        };
        table.push(vec![
            what,
            row.method.clone(),
            maybe(row.pearson),
            maybe(row.spearman),
            maybe(row.skewness),
            percent(row.never),
            number(row.overlap),
        ]);
    }
    text.push_str(&aligned(&table, &[]));
    text
}
