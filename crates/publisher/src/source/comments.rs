//! Blanks what JSON files of people may hold beyond JSON: comments, and commas after the last entry. Pure.

use json_comments::CommentSettings;
use std::io::Read;

/// A text with every byte where it was, so that lines and columns of errors are those of the file.
pub struct Plain {
    /// The text without comments.
    pub text: String,
    /// Line of a `/*` that is never closed.
    pub open: Option<usize>,
}

/// Blanks comments and the commas that end a list or an object.
pub fn without(text: &str) -> Plain {
    let mut bytes = text.as_bytes().to_vec();
    let mut strip = CommentSettings::c_style().strip_comments(text.as_bytes());
    // One read takes all of it. It fails at a slash that begins no comment: the text then stays as it is, and its
    // error is that slash.
    if !matches!(strip.read(&mut bytes), Ok(count) if count == text.len()) {
        return Plain {
            text: text.to_owned(),
            open: None,
        };
    }
    // Line breaks inside of comments are blanked too; they are needed to count lines.
    for (byte, was) in bytes.iter_mut().zip(text.bytes()) {
        if was == b'\n' {
            *byte = was;
        }
    }
    blank_last_commas(&mut bytes);
    // At the end of the text a string or a comment may still be open; a string is an error that speaks for itself.
    let ended = strip.read(&mut [0]).is_ok();
    let open = (!ended).then(|| open_comment(text, &bytes)).flatten();
    Plain {
        // Comments are blanked byte by byte, all of them.
        text: String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned()),
        open,
    }
}

/// A comma with nothing but white space before the closing bracket.
fn blank_last_commas(bytes: &mut [u8]) {
    let (mut in_string, mut escaped) = (false, false);
    // What `[,]` and `[1,,]` mean is anybody's guess: only a comma after a value is passed over.
    let mut after_value = false;
    let mut comma = None;
    let mut last = Vec::new();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => (in_string, comma, after_value) = (!in_string, None, true),
            _ if in_string => {}
            b',' => {
                comma = after_value.then_some(at);
                after_value = false;
            }
            b'}' | b']' => {
                last.extend(comma.take());
                after_value = true;
            }
            byte if byte.is_ascii_whitespace() => {}
            byte => (comma, after_value) = (None, !matches!(byte, b'{' | b'[' | b':')),
        }
    }
    for at in last {
        if let Some(byte) = bytes.get_mut(at) {
            *byte = b' ';
        }
    }
}

/// Line of the last `/*` that was taken for a comment.
fn open_comment(text: &str, bytes: &[u8]) -> Option<usize> {
    let end = bytes
        .iter()
        .rposition(|b| !b.is_ascii_whitespace())
        .map_or(0, |at| at + 1);
    let after = text.get(end..)?;
    let start = end + after.find("/*")?;
    Some(text.get(..start)?.matches('\n').count() + 1)
}
