//! Finding a city by name in any language, accents and word order optional. Pure.

use crate::directory::{CityIx, Directory, NO_MAIN, Strings};
use crate::suggest::Best;

/// City names in one language beside those of the directory itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NameTable {
    /// BCP 47 code, or `local` for names in the cities' own other languages.
    pub lang: String,
    /// Cities with a name here, ascending; a city may occur more than once.
    pub cities: Vec<CityIx>,
    /// Their names.
    pub names: Strings,
    /// The names folded, see [`fold`].
    pub keys: Strings,
}

impl NameTable {
    /// The first name of a city in this language.
    pub fn name(&self, city: CityIx) -> Option<&str> {
        let at = self.cities.partition_point(|&c| c < city);
        (self.cities.get(at) == Some(&city)).then(|| self.names.get(at))
    }
}

/// A city that a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which.
    pub city: CityIx,
    /// The table and row whose name matched; `None` for the directory's own name.
    pub other_name: OtherName,
}

/// Table and row of a name, or none.
type OtherName = Option<(usize, usize)>;

/// The hits of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Names that begin with the query first, then those with a word that does; the larger city first.
    pub best: Vec<Hit>,
    /// How many cities were found in all.
    pub found: usize,
}

/// Finds cities whose name begins with, or has a word that begins with, a folded query.
pub fn search(directory: &Directory, tables: &[NameTable], query: &str, top: usize) -> Hits {
    let query = query.trim();
    if query.is_empty() {
        return Hits::default();
    }
    let mut found: Vec<Option<(u8, OtherName)>> = vec![None; directory.len()];
    let mut note = |city: CityIx, rank: Option<u8>, other| {
        if let (Some(rank), Some(slot)) = (rank, found.get_mut(city.ix()))
            && slot.is_none_or(|(before, _)| rank > before)
        {
            *slot = Some((rank, other));
        }
    };
    for (city, key) in directory.indices().zip(directory.cities.keys.iter()) {
        note(city, rank(key, query), None);
    }
    for (t, table) in tables.iter().enumerate() {
        for (row, (&city, key)) in table.cities.iter().zip(table.keys.iter()).enumerate() {
            note(city, rank(key, query), Some((t, row)));
        }
    }
    let mut best = Best::new(top);
    let mut count = 0;
    for (city, hit) in directory.indices().zip(found) {
        if let Some((rank, other_name)) = hit {
            count += 1;
            let size = directory.main(city).unwrap_or(0) as f64 / NO_MAIN as f64;
            best.offer(f64::from(rank) + size, Hit { city, other_name });
        }
    }
    Hits {
        best: best.rows.into_iter().map(|(_, hit)| hit).collect(),
        found: count,
    }
}

/// 3: the whole name; 2: its beginning; 1: the beginning of a later word.
fn rank(key: &str, query: &str) -> Option<u8> {
    if let Some(rest) = key.strip_prefix(query) {
        return Some(if rest.is_empty() { 3 } else { 2 });
    }
    key.match_indices(query)
        .any(|(at, _)| key.get(..at).is_some_and(|before| before.ends_with(' ')))
        .then_some(1)
}

/// Folds text for search. The input must already be in Unicode NFKD and lower case (the browser's
/// `normalize("NFKD").toLowerCase()`, the publisher's tables): marks go, letters that do not decompose
/// become their base letters, everything that is not a letter or digit becomes one space.
pub fn fold(decomposed: &str) -> String {
    let mut folded = String::with_capacity(decomposed.len());
    for c in decomposed.chars() {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            'ı' => folded.push('i'),
            'ə' => folded.push('e'),
            'ς' => folded.push('σ'),
            'ـ' => {}
            c if is_mark(c) || is_apostrophe(c) => {}
            c if is_separator(c) => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.push(c),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Accents and vowel points. Vowel signs of Indic scripts are letters here: without them names collapse.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{3099}' | '\u{309a}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '\u{2b9}'..='\u{2bf}' | '‘' | '’' | '·'
    )
}

fn is_separator(c: char) -> bool {
    c.is_ascii_punctuation()
        || c.is_ascii_whitespace()
        || matches!(c, '\u{a0}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3003}' | '・')
}
