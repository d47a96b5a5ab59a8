//! Words for numbers: counts, sizes, likeness, exchange. Pure.

use std::io::ErrorKind;

/// `1 error`, `3 errors`.
pub fn count(number: usize, what: &str) -> String {
    let plural = match (number, what.strip_suffix('y')) {
        (1, _) => what.to_owned(),
        (_, Some(start)) => format!("{start}ies"),
        (_, None) => format!("{what}s"),
    };
    format!("{} {plural}", grouped(number as u64))
}

/// Why a file or folder could not be used, as the end of a sentence.
pub fn cause(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "you may not read or write it".to_owned(),
        ErrorKind::AlreadyExists => "something of that name is there already".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::FileTooLarge => "no larger file is allowed here".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        ErrorKind::NotADirectory => "it is a file, not a folder".to_owned(),
        // ELOOP, which has no stable kind.
        _ if error.raw_os_error() == Some(40) => "its links lead in a circle".to_owned(),
        other => other.to_string(),
    }
}

/// `12,340`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (ix, digit) in digits.chars().enumerate() {
        if ix > 0 && (digits.len() - ix).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1.2 kB`, with 1 kB = 1,000 bytes.
pub fn size(bytes: usize) -> String {
    if bytes < 1000 {
        format!("{bytes} B")
    } else if bytes < 1_000_000 {
        format!("{:.1} kB", bytes as f64 / 1000.0)
    } else {
        format!("{:.2} MB", bytes as f64 / 1_000_000.0)
    }
}

/// A figure to two digits: `570`, `37`, `1.5`, `0.31`.
pub fn two_digits(x: f64) -> String {
    match x {
        x if x >= 100.0 => grouped(((x / 10.0).round() * 10.0) as u64),
        x if x >= 10.0 => format!("{x:.0}"),
        x if x >= 1.0 => format!("{x:.1}"),
        x => format!("{x:.2}"),
    }
}

/// How far one side meets the other.
pub fn met(share: Option<f64>) -> &'static str {
    match share {
        None => "unknown",
        Some(x) if x >= 0.66 => "much",
        Some(x) if x >= 0.33 => "some",
        Some(_) => "little",
    }
}

/// A likeness or score out of 100.
pub fn of_hundred(share: Option<f64>) -> String {
    share.map_or_else(|| "unknown".to_owned(), |x| format!("{:.0}", x * 100.0))
}
