//! What the form works out once for a directory and a language: spreads, pictures, countries, how numbers are written.

use super::number::Style;
use crate::state::{Loaded, Shared};
use crate::words::Words;
use city_peers_engine::gain::{self, Spread};
use city_peers_engine::model::{Indicator, Kind, Value};
use city_peers_engine::order::sort;
use city_peers_engine::quantise::{Cell, STEPS};
use js_sys::{Array, Function, Intl, JsString, Object, Reflect};
use wasm_bindgen::JsValue;

/// Worked out once.
#[derive(Debug)]
pub(super) struct Learned {
    loaded: Shared<Loaded>,
    lang: String,
    /// Per indicator.
    pub spreads: Vec<Spread>,
    /// Per indicator: the distribution as an SVG path, 100 wide and 20 high.
    pub pictures: Vec<String>,
    /// Per indicator: it is the same for all cities of a country.
    pub national: Vec<bool>,
    /// Code and name of all countries and territories, by name.
    pub countries: Vec<(String, String)>,
    /// How numbers are written.
    pub style: Style,
    format: Option<Function>,
}

/// Columns of a picture.
const COLUMNS: usize = 40;
/// Regions of Unicode that are no countries of ISO 3166.
const NO_COUNTRIES: &[&str] = &[
    "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ",
];

impl Learned {
    /// Whether it still holds.
    pub(super) fn holds(&self, loaded: &Shared<Loaded>, words: &Words) -> bool {
        self.loaded == *loaded && self.lang == words.lang()
    }

    pub(super) fn new(loaded: &Shared<Loaded>, words: &Words) -> Learned {
        let directory = &loaded.directory;
        let all = 0..directory.catalogue.indicators.len();
        let spreads: Vec<Spread> = all.map(|ix| Spread::of(directory, ix)).collect();
        let format = format_of(words.lang());
        Learned {
            pictures: spreads.iter().map(picture).collect(),
            national: gain::national(directory),
            countries: countries(words, &directory.cities.countries),
            style: style(format.as_ref()),
            lang: words.lang().to_owned(),
            loaded: loaded.clone(),
            spreads,
            format,
        }
    }

    /// A number in full, as the language writes it.
    pub(super) fn write(&self, x: f64) -> String {
        write(self.format.as_ref(), x)
    }
}

/// The browser's formatter for numbers in full: `Words::number` rounds to three decimals.
fn format_of(lang: &str) -> Option<Function> {
    let options = Object::new();
    let digits = JsValue::from_f64(15.0);
    let _ = Reflect::set(
        &options,
        &JsValue::from_str("maximumSignificantDigits"),
        &digits,
    );
    let langs = Array::of1(&JsValue::from_str(lang));
    // An unknown language would throw; the texts of the widget are in known ones.
    Some(Intl::NumberFormat::new(&langs, &options).format())
}

fn write(format: Option<&Function>, x: f64) -> String {
    let written = format.and_then(|f| f.call1(&JsValue::UNDEFINED, &JsValue::from_f64(x)).ok());
    written
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

fn style(format: Option<&Function>) -> Style {
    let sample = write(format, 1_234_567.5);
    let mut marks = sample.chars().filter(|c| !c.is_numeric());
    let group = marks.next().unwrap_or(',');
    let decimal = marks.next_back().unwrap_or('.');
    let latin = |c: char| match c {
        '٫' => '.',
        '٬' => ',',
        c => c,
    };
    Style {
        decimal: latin(decimal),
        group: latin(group),
    }
}

/// All countries by name. Browsers list no regions, but name those they know: every pair of letters is asked for.
fn countries(words: &Words, used: &[String]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let codes = (b'A'..=b'Z').flat_map(|a| (b'A'..=b'Z').map(move |b| (a, b)));
    for (a, b) in codes {
        let code: String = [char::from(a), char::from(b)].iter().collect();
        let name = words.country(&code);
        let is_used = used.contains(&code);
        let known = name != code && !NO_COUNTRIES.contains(&code.as_str());
        if !(known || is_used) {
            continue;
        }
        // Old codes have the names of their successors.
        match all.iter_mut().find(|(_, other)| *other == name) {
            Some(other) if is_used => other.0 = code,
            Some(_) => {}
            None => all.push((code, name)),
        }
    }
    let (langs, options) = (Array::of1(&JsValue::from_str(words.lang())), Object::new());
    let compare = Intl::Collator::new(&langs, &options).compare();
    let before = |a: &str, b: &str| {
        let (a, b) = (JsString::from(a), JsString::from(b));
        let order = compare.call2(&JsValue::UNDEFINED, &a, &b).ok();
        order.and_then(|order| order.as_f64()).unwrap_or_default() < 0.0
    };
    sort(&mut all, |a, b| before(&a.1, &b.1));
    all
}

/// The counts as a stepped area; tall columns are drawn by their square root, so that small ones show.
fn picture(spread: &Spread) -> String {
    if spread.counts.len() != usize::from(STEPS) + 1 || spread.stated == 0 {
        return String::new();
    }
    let mut columns = [0u32; COLUMNS];
    // The end steps hold everything beyond the scale: drawn, they would dwarf the rest.
    for (step, count) in spread.counts.iter().enumerate() {
        if let Some(column) = columns.get_mut(step * COLUMNS / spread.counts.len()) {
            *column += count;
        }
    }
    let highest = columns.iter().max().copied().unwrap_or(1).max(1);
    let mut path = String::from("M0 200");
    for (at, column) in columns.iter().enumerate() {
        let height = (200.0 * (f64::from(*column) / f64::from(highest)).sqrt()).round();
        let y = 200 - height as i32;
        path.push_str(&format!("V{y}H{}", (at + 1) * 25));
    }
    path.push_str("V200z");
    path
}

/// The value that a cell stands for; a number is what is left of it after quantising.
pub(super) fn value_of(indicator: &Indicator, cell: Cell) -> Option<Value> {
    match (&indicator.kind, cell) {
        (Kind::Ordered { levels: codes } | Kind::Category { codes, .. }, Cell::Byte(at)) => {
            let code = codes.get(usize::from(at))?;
            Some(Value::Code(code.code.clone()))
        }
        (Kind::Tags { codes }, Cell::Tags(bits)) => {
            let has = codes.iter().enumerate();
            let has = has.filter(|(at, _)| bits >> at & 1 == 1);
            Some(Value::Codes(has.map(|(_, c)| c.code.clone()).collect()))
        }
        _ => None,
    }
}
