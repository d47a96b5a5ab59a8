//! The kinds of problems there are, each with a stable code, how bad it is, and what to do about it. Pure.

use super::Severity;

/// A kind of problem. Its code is stable: scripts, editors and suppressions rely on it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// Stable code, such as `unknown-indicator`.
    pub id: &'static str,
    /// How bad such a problem is.
    pub severity: Severity,
    /// What it is, in a few words.
    pub title: &'static str,
    /// What to do.
    pub help: &'static str,
}

impl Rule {
    /// Whether it only says that something is wrong: problems of no kind of their own.
    pub fn is_general(&self) -> bool {
        self == INVALID || self == REMARK
    }
}

macro_rules! rules {
    ($($name:ident $severity:ident $id:literal: $title:literal => $help:literal;)*) => {
        $(
            #[doc = $title]
            pub const $name: &Rule = &Rule {
                id: $id,
                severity: Severity::$severity,
                title: $title,
                help: $help,
            };
        )*
        /// All kinds, errors of reading first.
        pub const ALL: &[&Rule] = &[$($name),*];
    };
}

rules! {
    UNREADABLE Error "unreadable": "A file or row cannot be read" => "Check that it is a file of its own, not a folder or a broken link, that you may read it, and that it is whole.";
    TOO_LARGE Error "too-large": "A file or row is too large" => "Split JSON files into several below 64 MB; close the double quote of a cell that swallows the rows after it.";
    NOT_UTF8 Error "not-utf8": "Text in another encoding than UTF-8" => "Save the file again as UTF-8 (spreadsheets: “CSV UTF-8”).";
    NUL_CHARACTER Error "nul-character": "A NUL character in a text file" => "The file is damaged or no text: save it again as UTF-8 text.";
    NOT_JSON Error "not-json": "A file that is not JSON" => "Mend the place that is named: often a comma or quote too many or too few.";
    NOT_TOML Error "not-toml": "A file that is not TOML" => "Mend the place that is named: texts stand in double quotes, lists in brackets.";
    MISSING_FILE Error "missing-file": "A file that is needed is not there" => "Add the file, or mend its name. `city-peers new` begins a source folder.";
    NO_CITY Error "no-city": "A directory without a city" => "Add rows to cities.csv or profiles to profiles/.";
    MISSING_COLUMN Error "missing-column": "A table lacks a column that it needs" => "Add the column, or rename the one that holds it.";
    UNKNOWN_COLUMN Error "unknown-column": "A column that is neither identity nor an indicator" => "Use the id of an indicator of the catalogue, or remove the column.";
    DUPLICATE_COLUMN Error "duplicate-column": "Two columns of one name" => "Remove or rename one of them.";
    ROW_LENGTH Error "row-length": "A row has more cells than the table has columns" => "Put cells that hold a comma in double quotes.";
    MISSING_FIELD Error "missing-field": "A field that is needed is not there" => "Add the field.";
    UNKNOWN_FIELD Error "unknown-field": "A field that does not exist" => "Mend its name, or remove it.";
    DUPLICATE_FIELD Error "duplicate-field": "A field stands twice in one object" => "Keep one of the two: JSON readers silently keep only the last.";
    WRONG_TYPE Error "wrong-type": "Another kind of value than is wanted" => "Write the kind of value that is named: numbers without quotes, texts with, lists in brackets.";
    WRONG_VERSION Error "wrong-version": "A file of another version" => "Use the version of the command that reads it, or write the file anew.";
    NOT_A_NUMBER Error "not-a-number": "A text where a number is wanted" => "Write 1234.5: a decimal point, no thousands separator, no unit. Leave the cell empty where unknown.";
    OUT_OF_RANGE Error "out-of-range": "A number outside the range it must lie in" => "Write a number of the range that is named.";
    UNKNOWN_CODE Error "unknown-code": "A code that is not in its list" => "Use a code of the list, or add the code to the catalogue or vocabulary.";
    UNKNOWN_INDICATOR Error "unknown-indicator": "An indicator that the catalogue does not have" => "Use the id of an indicator of the catalogue, or add the indicator to it.";
    UNKNOWN_FACET Error "unknown-facet": "A facet that the catalogue does not have" => "Use the id of a facet of the catalogue, or add the facet to it.";
    UNKNOWN_TOPIC Error "unknown-topic": "A topic that the vocabulary does not have" => "Use a code of vocabulary/topics.json.";
    UNKNOWN_CITY Error "unknown-city": "An id that no city has" => "Mend the id, or add the city.";
    UNKNOWN_PRACTICE Error "unknown-practice": "An id that no practice has" => "Mend the id, or add the practice.";
    UNKNOWN_TIME_ZONE Error "unknown-time-zone": "A time zone that does not exist" => "Use a name of the IANA database, such as Asia/Seoul.";
    CYCLIC_PARENT Error "cyclic-parent": "A code is its own parent, or parents go in a circle" => "Parents are groups above the codes, one level only: name the group, not a code.";
    NOT_AN_ID Error "not-an-id": "A text that cannot be an id" => "Use letters, digits and hyphens, such as kr-seoul; begin with a letter or digit.";
    DUPLICATE_ID Error "duplicate-id": "Two of one id" => "Give each its own id, or remove one of them.";
    DUPLICATE_ENTRY Error "duplicate-entry": "The same entry twice in a list" => "Remove one of them.";
    NOT_A_COUNTRY Error "not-a-country": "A text that is no country code" => "Use the two capital letters of ISO 3166-1, such as KR.";
    NOT_A_LANGUAGE Error "not-a-language": "A text that is no language code" => "Use BCP 47, such as en, ko or pt-BR.";
    NOT_A_DATE Error "not-a-date": "A text that is no date" => "Write year, month and day, such as 2026-11-22.";
    NOT_A_CURRENCY Error "not-a-currency": "A text that is no currency" => "Use the three capital letters of ISO 4217, such as EUR.";
    NOT_A_LINK Error "not-a-link": "A text that is no link" => "Write the whole address of the page, beginning with https://.";
    NOT_AN_EMAIL Error "not-an-email": "A text that is no e-mail address" => "Write one address, such as office@city.gov.";
    NOT_A_TARGET Error "not-a-target": "A text that is no SDG target" => "Use one of the 169 targets, such as 11.7 or 11.b, of the goal it stands with.";
    EMPTY_TEXT Error "empty": "A text or file that must not be empty" => "Fill it in, or leave the field out where it is optional.";
    CONTROL_CHARACTER Error "control-character": "A line break or another control character in a name" => "Remove it; often a double quote was not closed.";
    TIE_WITH_ITSELF Error "tie-with-itself": "A tie of a city with itself" => "Remove the row, or mend one of the ids.";
    INCOMPLETE Error "incomplete": "Something that makes no sense without its other part" => "Add what is missing, as the message says.";
    TOO_MANY Error "too-many": "More entries than can be told apart" => "Join or leave out some.";
    INVALID Error "invalid": "Something that cannot be used as it is" => "Mend it as the message says.";
    SHORT_ROW Warning "short-row": "A row has fewer cells than the table has columns" => "The missing cells count as unknown; a file that was cut off ends like this.";
    MISPLACED_FILE Warning "not-read": "A file that is not read" => "Move or rename it; or name it in `ignore` of directory.toml where it only lies beside.";
    CITY_NOT_HERE Warning "city-not-in-directory": "A city that the directory does not have" => "Add the city, or write its id; until then the entry stands without it.";
    PRACTICE_NOT_HERE Warning "practice-not-in-directory": "A practice that the directory does not have" => "Mend the id, or add the practice; until then the entry is passed over.";
    SCALE_NOT_FIXED Warning "scale-not-fixed": "Scale ends taken from the given cities" => "Write low and high into the catalogue, or each new city moves all results.";
    EMPTY_FACET Warning "empty-facet": "A facet without an indicator" => "Give it a context indicator, or remove it: it weighs nothing.";
    ZERO_COORDINATES Warning "zero-coordinates": "A place at 0° north, 0° east" => "That is in the sea: leave both empty where unknown.";
    SWAPPED_COORDINATES Warning "swapped-coordinates": "lat and lon change places, or a sign is missing" => "lat is degrees north (south is negative), lon degrees east (west is negative).";
    OUTSIDE_COUNTRY Warning "outside-country": "A place outside the country" => "Mend the coordinates or the country code.";
    FOREIGN_TIME_ZONE Warning "foreign-time-zone": "Clocks that no time zone of the country shows" => "Mend the time zone or the country code.";
    IMPLAUSIBLE_DENSITY Warning "implausible-density": "More than 50,000 people per km²" => "Take people and area of the same border; mind hectares and thousands.";
    CHANGED_TENFOLD Warning "changed-tenfold": "A number of people ten times what it was" => "Mind thousands and millions; check which border is meant.";
    IMPOSSIBLE_VALUE Warning "impossible-value": "A value that cannot be" => "Mind the unit; leave out what is unknown.";
    YEAR_AS_VALUE Warning "year-as-value": "A number of people that looks like a year" => "Perhaps a column too far left or right: write how many people.";
    DUPLICATE_CITY Warning "duplicate-city": "Perhaps one city under two ids" => "Keep one of the two, or tell them apart by name.";
    SAME_PLACE Warning "same-place": "Two cities at one place" => "Mend the coordinates of one, or keep only one city.";
    IDS_DIFFER_BY_CASE Warning "ids-differ-by-case": "Ids that differ only by capital letters" => "Readers and file systems confuse them: change one.";
    CAPITALS Warning "capitals": "A name in capital letters" => "Write it as the city does: Lyon, not LYON.";
    STALE_SOURCE Warning "stale-source": "A source of more than ten years before the directory" => "Look for a newer figure.";
    FUTURE_DATE Warning "future-date": "A date after the directory's" => "Mend the date, or `updated` in directory.toml.";
    UNREACHABLE_LINK Warning "unreachable-link": "A link that nobody outside can open" => "Write the public address of the page.";
    PRIVATE_EMAIL Warning "private-email": "An e-mail address at a provider for private persons" => "Write the address of the office: it outlives the person.";
    CITY_GONE Warning "city-gone": "A city of the previous directory is missing" => "Ids are stable: links and shortlists name them. Put it back, or leave it out on purpose.";
    PRACTICE_GONE Warning "practice-gone": "A practice of the previous directory is missing" => "Ids are stable: links name them. Put it back, or leave it out on purpose.";
    CITY_MOVED Warning "city-moved": "A city lies elsewhere than in the previous directory" => "Check the coordinates, the country and the id.";
    REMARK Warning "remark": "Something to look at" => "Look at it as the message says.";
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_texts_are_there() {
        let ids: BTreeSet<&str> = ALL.iter().map(|r| r.id).collect();
        assert_eq!(ids.len(), ALL.len());
        for rule in ALL {
            assert!(crate::check::codes::is_slug(rule.id), "{}", rule.id);
            assert!(
                !rule.title.is_empty() && rule.help.ends_with('.'),
                "{}",
                rule.id
            );
        }
    }
}
