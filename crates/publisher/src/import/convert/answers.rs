//! Yes and no, and how much, in the words of many languages. Pure.

use super::{Wrong, text};
use crate::fold::fold;
use crate::import::cell::Cell;
use crate::import::columns::Column;

/// What stands for yes, folded.
const YES: &str = "yes y true t 1 x si s sim oui o ja j da 是 예 네 はい 有 ✓ ✔ checked نعم है";
/// What stands for no, folded.
const NO: &str = "no n false f 0 nao non nein nee 否 아니오 いいえ 無 unchecked لا нет niet";
/// How much, in words, from 1 to 3.
const LEVELS: [(&str, u8); 9] = [
    ("low", 1),
    ("medium", 2),
    ("high", 3),
    ("some", 1),
    ("much", 3),
    ("useful", 1),
    ("important", 2),
    ("urgent", 3),
    ("very high", 3),
];

/// Whether a cell says yes.
pub(super) fn yes_no(cell: Cell<'_>) -> Result<bool, Wrong> {
    let shown = match cell {
        Cell::Bool(yes) => return Ok(yes),
        cell => cell.shown(),
    };
    let folded = fold(&shown);
    let word = if folded.is_empty() {
        shown.trim()
    } else {
        &folded
    };
    let is = |list: &str| list.split(' ').any(|w| w == word);
    match (is(YES), is(NO)) {
        (true, _) => Ok(true),
        (_, true) => Ok(false),
        _ => {
            let hint =
                Some("codes = { \"…\" = true } in the mapping says what it means".to_owned());
            Err((format!("“{shown}” is neither yes nor no"), hint))
        }
    }
}

/// How much, 1 to 3; `None` for a no.
pub(super) fn level(cell: Cell<'_>, column: &Column) -> Result<Option<u8>, Wrong> {
    let shown = text(cell);
    if let Ok(number) = shown.parse::<f64>() {
        return match number {
            x if [1.0, 2.0, 3.0].contains(&x) => Ok(Some(x as u8)),
            0.0 => Ok(None),
            x => {
                let hint = Some(
                    "codes = { \"5\" = 3, \"4\" = 2 } in the mapping says what it means".to_owned(),
                );
                Err((format!("{x} is not 1, 2 or 3"), hint))
            }
        };
    }
    let folded = fold(&shown);
    if let Some((_, level)) = LEVELS.iter().find(|(word, _)| *word == folded) {
        return Ok(Some(*level));
    }
    if !yes_no(cell)? {
        return Ok(None);
    }
    column.level.map(Some).ok_or_else(|| no_level(&shown))
}

/// What is wrong where nothing says how much.
pub(super) fn no_level(shown: &str) -> Wrong {
    let hint = Some("level = 2 in the mapping says it for all (1, 2 or 3)".to_owned());
    (format!("“{shown}” does not say how much"), hint)
}
