//! What was probably meant: the nearest of the names that exist. Pure.

/// The nearest name, if one is near enough to be meant.
pub fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', ' ', '.'], "-");
    let wrong = plain(wrong);
    let mut best: Option<(usize, &str)> = None;
    let length = wrong.chars().count();
    for name in names {
        // At least as many letters differ as one is longer: most names need no closer look.
        let other = name.chars().count();
        if length.abs_diff(other) > (length.max(other) / 3).max(1) {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&wrong, &plain(name));
        if best.is_none_or(|(d, n)| (distance, name) < (d, n)) {
            best = Some((distance, name));
        }
    }
    let (distance, name) = best?;
    let length = wrong.chars().count().max(name.chars().count());
    (distance <= (length / 3).max(1)).then_some(name)
}

/// The only name that has the text as one of its words, such as `flood-management` for `flood`.
fn containing<'n>(wrong: &str, names: &[&'n str]) -> Option<&'n str> {
    let wrong = wrong.to_lowercase();
    let has = |name: &&&str| wrong.len() >= 4 && name.split(['-', '_']).any(|word| word == wrong);
    let mut found = names.iter().filter(has);
    found.next().copied().filter(|_| found.next().is_none())
}

/// `did you mean “population”?`, or the names there are where they are few.
pub fn hint<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let names: Vec<&str> = names.into_iter().collect();
    if let Some(name) = nearest(wrong, names.iter().copied()) {
        return Some(format!("did you mean “{name}”?"));
    }
    if let Some(name) = containing(wrong, &names) {
        return Some(format!("did you mean “{name}”?"));
    }
    (!names.is_empty() && names.len() <= 12).then(|| format!("one of: {}", names.join(", ")))
}
