//! What the parsers of JSON say, in words for people who keep files. Pure.

/// Why a text is no JSON, in words for people.
pub fn syntax(message: &str) -> String {
    let message = without_position(message);
    let known = [
        ("recursion limit", "it is nested more than 127 deep"),
        (
            "EOF while parsing a string",
            "the file ends inside a text: a quote is missing",
        ),
        (
            "EOF while parsing a list",
            "the file ends inside a list: “]” is missing",
        ),
        (
            "EOF while parsing an object",
            "the file ends inside an object: “}” is missing",
        ),
        (
            "EOF while parsing a value",
            "the file ends where a value is wanted",
        ),
        ("expected `,` or `]`", "“,” or “]” is wanted here"),
        ("expected `,` or `}`", "“,” or “}” is wanted here"),
        ("expected `:`", "“:” is wanted here"),
        (
            "expected value",
            "a value is wanted here: texts stand in double quotes",
        ),
        ("expected ident", "this is neither true, false nor null"),
        (
            "key must be a string",
            "the name of a field is wanted here, in double quotes",
        ),
        (
            "trailing comma",
            "a comma too many: none follows the last entry",
        ),
        ("trailing characters", "something follows after the end"),
        (
            "control character",
            "a line break or tab inside a text: write \\n or \\t",
        ),
        (
            "invalid number",
            "this is no number: write 1.5, without a leading 0 or +",
        ),
        ("number out of range", "this number is too large"),
        (
            "invalid escape",
            "“\\” is followed by something it cannot stand before: write \\\\ for one",
        ),
        (
            "hex escape",
            "“\\u” is not followed by a character’s number",
        ),
        (
            "unicode code point",
            "“\\u” is not followed by a character’s number",
        ),
    ];
    let found = known.iter().find(|(start, _)| message.contains(start));
    found.map_or_else(|| message.to_owned(), |(_, plain)| (*plain).to_owned())
}

/// What is wrong with a value, in words of JSON: the parser says `invalid type: map, expected struct Need`.
pub fn plain(message: &str) -> String {
    let message = without_position(message);
    if let Some((given, wanted)) = message
        .split_once(", expected ")
        .filter(|(given, _)| given.starts_with("invalid "))
    {
        let (kind, given) = given.split_once(": ").unwrap_or((given, ""));
        // A list in the place of an object is told by its length.
        let (what, given) = match kind {
            "invalid value" => ("wrong value", self::given(given)),
            kind if kind.starts_with("invalid length") => ("wrong type", "a list".to_owned()),
            _ => ("wrong type", self::given(given)),
        };
        return format!("{what}: {given}, but {} is wanted", self::wanted(wanted));
    }
    match quoted(message, "duplicate field `") {
        Some(field) => format!("the field “{field}” stands twice"),
        None => message.replace("expected a", "must be a"),
    }
}

/// What the parser calls a value that is there.
fn given(text: &str) -> String {
    let value = |text: &str| text.trim_matches('`').to_owned();
    for kind in ["boolean ", "integer ", "floating point "] {
        if let Some(rest) = text.strip_prefix(kind) {
            return value(rest);
        }
    }
    if let Some(rest) = text
        .strip_prefix("string ")
        .or_else(|| text.strip_prefix("character "))
    {
        let inner = rest.trim_matches(|c| c == '"' || c == '`');
        return format!("the text “{}”", shortened(inner));
    }
    match text {
        "map" | "struct" => "an object".to_owned(),
        "sequence" | "byte array" => "a list".to_owned(),
        "null" | "unit value" | "Option value" => "null".to_owned(),
        _ => "another kind of value".to_owned(),
    }
}

/// What the parser calls what it wants.
fn wanted(text: &str) -> String {
    let least = |bits: &str| match bits {
        "8" => Some("255"),
        "16" => Some("65,535"),
        "32" => Some("4,294,967,295"),
        "64" | "size" => Some("18,446,744,073,709,551,615"),
        _ => None,
    };
    if let Some(most) = text.strip_prefix('u').and_then(least) {
        return format!("a whole number from 0 to {most}");
    }
    match text {
        "f64" | "f32" => "a number",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "a string" | "string" | "a borrowed string" | "a character" => "text",
        "a boolean" => "true or false",
        "a sequence" | "an array" => "a list",
        "a map" | "map" => "an object",
        "variant identifier"
        | "string or map"
        | "map with a single key"
        | "unit variant"
        | "unit"
        | "variant of enum" => "one of the codes",
        "field identifier" => "the name of a field",
        _ if text.starts_with("struct ") => "an object",
        _ if text.starts_with("enum ") => "one of the codes",
        _ if text.starts_with("tuple ") || text.starts_with("an array ") => "a list",
        _ => return text.replace("struct", "object").replace("sequence", "list"),
    }
    .to_owned()
}

/// The beginning of a long text.
fn shortened(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(40).collect();
    match chars.next() {
        Some(_) => format!("{start}…"),
        None => start,
    }
}

/// What stands in back quotes after these words.
pub fn quoted<'m>(message: &'m str, before: &str) -> Option<&'m str> {
    message.strip_prefix(before)?.split('`').next()
}

fn without_position(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}
