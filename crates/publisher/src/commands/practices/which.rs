//! Which practices are wanted. Pure.

use crate::cli::Which;
use crate::commands::Failure;
use crate::commands::asked::Read;
use crate::countries;
use crate::hint::hint;
use city_peers_engine::model::Practice;

/// A choice of practices, checked against a directory's vocabulary.
pub(super) struct Filter<'a> {
    which: &'a Which,
}

/// The codes of one list that a practice has.
type Has = fn(&Practice) -> &[String];

impl<'a> Filter<'a> {
    /// Reads a choice.
    ///
    /// # Errors
    /// When a code is not in its list.
    pub(super) fn new(read: &Read, which: &'a Which) -> Result<Filter<'a>, Failure> {
        for (option, list, wanted, _) in lists(which) {
            let terms = read
                .opened
                .practices
                .lists
                .iter()
                .find(|(name, _)| name == list);
            let terms = terms.map_or(&[][..], |(_, terms)| terms);
            for code in wanted {
                if !terms.iter().any(|term| term.code == *code) {
                    let known: Vec<&str> = terms.iter().map(|term| term.code.as_str()).collect();
                    let near = hint(code, known.iter().copied());
                    let near = near.unwrap_or_else(|| format!("there are: {}", known.join(", ")));
                    return Err(Failure(format!("{option}: unknown code “{code}” ({near})")));
                }
            }
        }
        for code in &which.country {
            if !countries::is_country(&code.to_uppercase()) {
                return Err(Failure(format!(
                    "--country: “{code}” is not the code of a country, such as KR (ISO 3166-1 alpha-2)"
                )));
            }
        }
        Ok(Filter { which })
    }

    /// Whether a practice is wanted.
    pub(super) fn takes(&self, practice: &Practice) -> bool {
        let which = self.which;
        let topics: Has = |practice| &practice.topics;
        let coded = lists(which)
            .into_iter()
            .map(|(_, _, wanted, has)| (wanted, has));
        let mut coded = coded.chain([(&which.topics, topics)]);
        coded.all(|(wanted, has)| {
            wanted.is_empty() || has(practice).iter().any(|code| wanted.contains(code))
        }) && (which.sdg.is_empty() || practice.sdgs.iter().any(|sdg| which.sdg.contains(sdg)))
            && (which.evidence.is_empty()
                || which
                    .evidence
                    .iter()
                    .any(|e| e.level() == practice.evidence))
            && (which.country.is_empty()
                || which
                    .country
                    .iter()
                    .any(|c| c.eq_ignore_ascii_case(&practice.country)))
    }
}

/// Option, list of the vocabulary, codes wanted, codes that a practice has.
fn lists(which: &Which) -> [(&'static str, &'static str, &Vec<String>, Has); 5] {
    [
        ("--principle", "principles", &which.principle, |p| {
            &p.principles
        }),
        ("--forum-theme", "forum_themes", &which.forum_theme, |p| {
            &p.forum_themes
        }),
        ("--framework", "frameworks", &which.framework, |p| {
            &p.frameworks
        }),
        ("--hazard", "hazards", &which.hazard, |p| &p.hazards),
        ("--finance", "finance_sources", &which.finance, |p| {
            &p.finance_sources
        }),
    ]
}
