//! From the widget's views to HTML that works without script: what could only be pressed becomes a link, a text, or is left
//! out with what leads to it. Pure.

use super::{CLASS, Look};
use crate::components::held::FITTING;
use yew::Html;
use yew::virtual_dom::{Key, VNode, VTag};

/// What may stay of an element. Whatever else a view sets is for script or for the shadow root.
const ATTRIBUTES: [&str; 26] = [
    "colspan",
    "cx",
    "cy",
    "d",
    "dir",
    "fill",
    "height",
    "lang",
    "r",
    "rel",
    "rowspan",
    "rx",
    "scope",
    "stroke",
    "transform",
    "viewBox",
    "width",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
    "aria-hidden",
    "open",
    "points",
];

/// Elements after which a line ends, so that people and version control can read the page.
const LINES: [&str; 18] = [
    "dd", "details", "div", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p",
    "section", "summary", "tr", "ul",
];

/// How marks are painted where no style is: everything in the colour of the text. A style sheet takes precedence over these
/// attributes.
const PAINTS: [(&str, &[(&str, &str)]); 17] = [
    ("ink", &[("fill", "currentColor")]),
    ("like", &[("fill", "currentColor")]),
    (
        "unlike",
        &[("fill", "currentColor"), ("fill-opacity", ".5")],
    ),
    (
        "track",
        &[("fill", "currentColor"), ("fill-opacity", ".12")],
    ),
    ("tint", &[("fill", "currentColor"), ("fill-opacity", ".15")]),
    ("cut", &[("stroke", "Canvas")]),
    (
        "line",
        &[
            ("fill", "none"),
            ("stroke", "currentColor"),
            ("stroke-width", "1.5"),
        ],
    ),
    (
        "hair",
        &[
            ("fill", "none"),
            ("stroke", "currentColor"),
            ("stroke-opacity", ".5"),
        ],
    ),
    (
        "gone",
        &[
            ("fill", "none"),
            ("stroke", "currentColor"),
            ("stroke-dasharray", "2 2"),
        ],
    ),
    (
        "tick",
        &[
            ("fill", "none"),
            ("stroke", "Canvas"),
            ("stroke-width", "2"),
        ],
    ),
    (
        "ring",
        &[
            ("fill", "none"),
            ("stroke", "currentColor"),
            ("stroke-width", "2.25"),
        ],
    ),
    (
        "me",
        &[
            ("fill", "none"),
            ("stroke", "currentColor"),
            ("stroke-width", "2.25"),
        ],
    ),
    (
        "city",
        &[
            ("fill", "none"),
            ("stroke", "currentColor"),
            ("stroke-opacity", ".35"),
            ("stroke-width", "3.6"),
            ("stroke-linecap", "round"),
        ],
    ),
    ("mark", &[("width", "12"), ("height", "12")]),
    ("spots", &[("width", "100%")]),
    ("flow", &[]),
    ("spot", &[]),
];

/// Whether an address is one of the web. Data may be anybody's: nothing else becomes a link.
pub(super) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The words of the first element of a class, as plain text.
pub(super) fn words_of(node: &Html, class: &str) -> String {
    let mut found = String::new();
    if let Some(tag) = find(node, &|tag| has(tag, class)) {
        text_of(tag.children(), &mut found);
    }
    found.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text_of(node: Option<&VNode>, text: &mut String) {
    match node {
        // A NUL is not allowed in HTML, wherever the words go.
        Some(VNode::VText(own)) => text.push_str(&own.text.replace('\0', "\u{fffd}")),
        Some(VNode::VList(list)) => list.iter().for_each(|node| text_of(Some(node), text)),
        Some(VNode::VTag(tag)) => text_of(tag.children(), text),
        _ => {}
    }
}

fn find<'a>(node: &'a VNode, wanted: &dyn Fn(&VTag) -> bool) -> Option<&'a VTag> {
    match node {
        VNode::VTag(tag) if wanted(tag) => Some(tag),
        VNode::VTag(tag) => find(tag.children()?, wanted),
        VNode::VList(list) => list.iter().find_map(|node| find(node, wanted)),
        _ => None,
    }
}

fn attr<'a>(tag: &'a VTag, name: &str) -> Option<&'a str> {
    let mut all = tag.attributes.iter();
    all.find(|(of, _)| *of == name).map(|(_, value)| value)
}

fn classes(tag: &VTag) -> impl Iterator<Item = &str> {
    attr(tag, "class").unwrap_or_default().split_whitespace()
}

fn has(tag: &VTag, class: &str) -> bool {
    classes(tag).any(|own| own == class)
}

/// Whether an element holds a mark and nothing else.
fn is_mark(tag: &VTag) -> bool {
    let only = match tag.children() {
        Some(VNode::VList(list)) => list.first().filter(|_| list.len() == 1),
        only => only,
    };
    matches!(only, Some(VNode::VTag(tag)) if has(tag, "mark"))
}

/// What became of a node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Something of it can be seen.
    Seen,
    /// There was nothing to see in it.
    Blank,
    /// It is left out.
    Gone,
}

/// Makes views still.
#[derive(Clone, Copy)]
pub(super) struct Still<'a> {
    pub look: Look<'a>,
    /// Whether the views know how certain the answer is.
    pub certain: bool,
    /// Whether a practice is on the page.
    pub listed: &'a dyn Fn(usize) -> bool,
    /// Where a practice is told of.
    pub source: &'a dyn Fn(usize) -> Option<String>,
    /// All that tell of it.
    pub sources: &'a dyn Fn(usize) -> Html,
}

/// What is being written, and where in it.
struct Writing<'a> {
    still: Still<'a>,
    out: String,
    /// The section with practices, until it has found its place.
    practices: Option<&'a VTag>,
    /// The practice whose item is open.
    practice: Option<usize>,
    /// Inside of a picture.
    drawing: bool,
    /// Inside of a picture that begins on the other side in this language.
    mirrored: bool,
    /// Whether the language is written from right to left.
    rtl: bool,
    /// Inside of a line with a bar in it.
    bar: bool,
    /// How to read it all: at the end, for who reads from the first line to the last.
    how: String,
}

impl Still<'_> {
    /// One element with cities, practices and imprint.
    pub(super) fn html(
        self,
        cities: &Html,
        practices: &Html,
        imprint: &Html,
        lang: &str,
        dir: &str,
    ) -> String {
        let is_list = |tag: &VTag| has(tag, "section");
        let mut writing = Writing {
            still: self,
            out: String::new(),
            practices: find(practices, &is_list),
            practice: None,
            drawing: false,
            mirrored: false,
            rtl: dir == "rtl",
            bar: false,
            how: String::new(),
        };
        writing.out.push_str("<div class=\"city-peers\">\n<div");
        writing.attr("class", &[CLASS, "mount"].concat());
        writing.attr("lang", lang);
        writing.attr("dir", dir);
        writing.out.push_str(">\n");
        writing.node(cities);
        let how = std::mem::take(&mut writing.how);
        writing.out.push_str(&how);
        writing.node(imprint);
        writing.out.push_str("</div>\n</div>\n");
        writing.out
    }
}

impl Writing<'_> {
    fn node(&mut self, node: &VNode) -> Fate {
        match node {
            VNode::VText(text) => {
                escape(&mut self.out, &text.text, false);
                match text.text.trim().is_empty() {
                    true => Fate::Blank,
                    false => Fate::Seen,
                }
            }
            VNode::VTag(tag) => self.element(tag),
            VNode::VList(list) => self.all(list.iter()),
            // Components live by script.
            _ => Fate::Gone,
        }
    }

    /// Nodes one after another. A term whose descriptions are left out goes with them.
    fn all<'n>(&mut self, nodes: impl Iterator<Item = &'n VNode>) -> Fate {
        let mut whole = Fate::Blank;
        let mut term = None;
        for node in nodes {
            let start = self.out.len();
            let fate = self.node(node);
            let is = |name: &str| matches!(node, VNode::VTag(tag) if tag.tag() == name);
            if is("dt") {
                term.get_or_insert(start);
                continue;
            }
            match (fate, term.take()) {
                (Fate::Gone, Some(term)) if is("dd") => self.out.truncate(term),
                (Fate::Seen, _) => whole = Fate::Seen,
                _ => {}
            }
            if fate == Fate::Gone && whole == Fate::Blank {
                whole = Fate::Gone;
            }
        }
        whole
    }

    fn element(&mut self, tag: &VTag) -> Fate {
        // The section with the first practices: the page has all of them in its place.
        if tag.key.as_ref() == Some(&Key::from(FITTING))
            && let Some(practices) = self.practices.take()
        {
            return self.element(practices);
        }
        if self.is_gone(tag) {
            return Fate::Gone;
        }
        match tag.tag() {
            "button" => self.button(tag),
            "a" => {
                let href = attr(tag, "href").filter(|url| is_web(url));
                self.link(tag, href.map(str::to_owned), None)
            }
            _ if has(tag, "map") => self.map(tag),
            "details" if has(tag, "more") => {
                let start = self.out.len();
                self.plain(tag, "details");
                self.how = self.out.split_off(start);
                Fate::Blank
            }
            "svg" => {
                let outer = std::mem::replace(&mut self.drawing, true);
                // A picture as wide as its place is mirrored here; others are by style, if at all.
                self.mirrored = self.rtl && has(tag, "flow") && attr(tag, "width") == Some("100%");
                let fate = self.plain(tag, "svg");
                (self.drawing, self.mirrored) = (outer, false);
                fate
            }
            _ => {
                let outer = self.practice;
                if has(tag, "practice") {
                    self.practice = tag
                        .key
                        .as_ref()
                        .and_then(|key| key.to_string().parse().ok());
                }
                // Outside of a section, it would be the head of the whole page.
                let name = match tag.tag() {
                    "header" if has(tag, "stack-s") => "div".to_owned(),
                    name => self.name(name),
                };
                let fate = self.plain(tag, &name);
                self.practice = outer;
                fate
            }
        }
    }

    /// Whether an element is for pressing alone, or says what does not hold here.
    fn is_gone(&self, tag: &VTag) -> bool {
        let is = |class: &str| has(tag, class);
        match tag.tag() {
            "input" | "select" | "textarea" | "label" | "progress" | "slot" | "form" => true,
            "p" if is("hide") => attr(tag, "role").is_some(),
            "p" if is("tie") => !self.still.certain,
            _ if is("chance") => !self.still.certain,
            // The map alone; what stands below it weighs, filters and saves.
            "aside" => !self.still.look.map || !is("rail"),
            // The mark of a role, which the map shows.
            "span" if attr(tag, "class").is_none() && !self.still.look.map => is_mark(tag),
            _ => [
                "picks", "bar", "panel", "tags", "pager", "no-print", "actions",
            ]
            .into_iter()
            .any(is),
        }
    }

    /// Names of elements that mean something else on a page of its own.
    fn name(&self, name: &str) -> String {
        let first = self.still.look.heading.clamp(1, 4);
        match name {
            "h2" | "h3" | "h4" => {
                let level = name.as_bytes().get(1).map_or(2, |digit| digit - b'0');
                format!("h{}", (first + level).saturating_sub(2).min(6))
            }
            "aside" | "article" => "div".to_owned(),
            name => name.to_owned(),
        }
    }

    /// An element as it is, but for its attributes.
    fn plain(&mut self, tag: &VTag, name: &str) -> Fate {
        let start = self.out.len();
        self.open(tag, name);
        let fate = match tag.children() {
            Some(VNode::VList(list)) if list.is_empty() && self.drawing => {
                // Nothing is in a shape.
                self.out.pop();
                self.out.push_str("/>");
                return Fate::Seen;
            }
            Some(VNode::VList(list)) if has(tag, "bars") => self.bars(list),
            Some(VNode::VList(list)) => {
                let rail = tag.tag() == "aside";
                let only =
                    |node: &&VNode| !rail || find(node, &|tag| tag.tag() == "figure").is_some();
                // The imprint's first line is about what is typed.
                let typed = |node: &&VNode| {
                    !has(tag, "imprint") || !matches!(node, VNode::VTag(t) if t.tag() == "p")
                };
                self.all(list.iter().filter(only).filter(typed))
            }
            Some(node) => self.node(node),
            None => Fate::Blank,
        };
        if tag.tag() == "dl"
            && let Some(ix) = self.practice
        {
            let sources = (self.still.sources)(ix);
            self.node(&sources);
        }
        if fate != Fate::Seen && !self.drawing && !matches!(name, "td" | "th") {
            self.out.truncate(start);
            return fate;
        }
        self.close(name);
        Fate::Seen
    }

    /// A word, a bar and what it comes to: a line each, with style or without.
    fn bars(&mut self, nodes: &[VNode]) -> Fate {
        self.bar = true;
        for (ix, line) in nodes.chunks(3).enumerate() {
            if ix > 0 {
                self.out.push_str("<br>");
            }
            for (ix, node) in line.iter().enumerate() {
                if ix > 0 {
                    self.out.push(' ');
                }
                self.node(node);
            }
        }
        self.bar = false;
        Fate::Seen
    }

    fn button(&mut self, tag: &VTag) -> Fate {
        let Some(goal) = attr(tag, "data-goal") else {
            return Fate::Gone;
        };
        let id = attr(tag, "id");
        let of = |kind: &str| {
            goal.strip_prefix(kind)
                .and_then(|n| n.trim().parse::<u32>().ok())
        };
        // A place of the question that can be filled otherwise.
        if goal == "panel" {
            return tag.children().map_or(Fate::Blank, |node| self.node(node));
        }
        if let Some(row) = goal.strip_prefix("#row-") {
            let to = format!("#{}-row-{row}", self.still.look.prefix);
            return self.link(tag, Some(to), None);
        }
        match (of("city"), of("practice"), id) {
            (Some(city), _, Some(id)) => {
                let to = (self.still.look.page)(city_peers_engine::CityIx(city));
                self.link(tag, to, Some(id))
            }
            (_, Some(ix), Some(id)) => self.link(tag, (self.still.source)(ix as usize), Some(id)),
            (_, Some(ix), None) => {
                let to = if (self.still.listed)(ix as usize) {
                    Some(format!("#{}-pr-{ix}", self.still.look.prefix))
                } else {
                    (self.still.source)(ix as usize)
                };
                self.link(tag, to, None)
            }
            _ => Fate::Gone,
        }
    }

    /// A link, or its text where it leads nowhere.
    fn link(&mut self, tag: &VTag, to: Option<String>, id: Option<&str>) -> Fate {
        let name = if to.is_some() { "a" } else { "span" };
        self.out.push('<');
        self.out.push_str(name);
        if let Some(id) = id {
            let id = format!("{}-{id}", self.still.look.prefix);
            self.attr("id", &id);
        }
        if let Some(to) = &to {
            self.attr("href", to);
        }
        // Without an address there is nothing to press.
        for (name, value) in tag
            .attributes
            .iter()
            .filter(|(n, _)| ["lang", "dir", "rel"].contains(n))
        {
            if to.is_some() || name != "rel" {
                self.attr(name, value);
            }
        }
        if to.is_some() {
            self.attr("class", &[CLASS, "link"].concat());
        }
        self.out.push('>');
        let fate = tag.children().map_or(Fate::Blank, |node| self.node(node));
        self.close(name);
        fate
    }

    /// Both pictures of the map as one.
    fn map(&mut self, tag: &VTag) -> Fate {
        self.out.push_str("<div role=\"img\"");
        self.attr("aria-label", attr(tag, "aria-label").unwrap_or_default());
        self.attributes(tag);
        self.out.push('>');
        let pictures = tag.children();
        if let Some(picture) = pictures.and_then(|all| find(all, &|tag| has(tag, "spots"))) {
            self.drawing = true;
            self.open(picture, "svg");
            for class in ["dots", "spots"] {
                let picture = pictures.and_then(|all| find(all, &|tag| has(tag, class)));
                if let Some(inside) = picture.and_then(VTag::children) {
                    self.node(inside);
                }
            }
            self.close("svg");
            self.drawing = false;
        }
        self.close("div");
        Fate::Seen
    }

    fn open(&mut self, tag: &VTag, name: &str) {
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(tag);
        if name == "details" && attr(tag, "open").is_none() {
            self.attr("open", "");
        }
        // Heads of columns are for a page with style; words beside the figures say the same.
        if has(tag, "cols") {
            self.attr("hidden", "");
        }
        self.out.push('>');
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        if LINES.contains(&name) {
            self.out.push('\n');
        }
    }

    fn attributes(&mut self, tag: &VTag) {
        // Headings are styled by class: their level is the page's to choose.
        let heading = Some(tag.tag()).filter(|name| matches!(*name, "h2" | "h3" | "h4"));
        let own = heading.into_iter().chain(classes(tag));
        let own = own.filter(|class| !self.mirrored || *class != "flow");
        let names: Vec<String> = own.map(|class| [CLASS, class].concat()).collect();
        if !names.is_empty() {
            self.attr("class", &names.join(" "));
        }
        for (name, value) in tag.attributes.iter() {
            if self.mirrored && ["x", "x1", "x2", "cx"].contains(&name) {
                self.attr(name, &mirror(tag, name, value));
            } else if self.bar && name == "width" && tag.tag() == "svg" {
                // Where there is no style, its words stand beside it.
                self.attr(name, "50%");
            } else if ATTRIBUTES.contains(&name) {
                self.attr(name, value);
            }
        }
        if !self.drawing && tag.tag() != "svg" {
            return;
        }
        if self.mirrored && tag.tag() == "rect" && attr(tag, "x").is_none() {
            self.attr("x", &mirror(tag, "x", "0"));
        }
        let mut painted: Vec<&str> = tag.attributes.iter().map(|(name, _)| name).collect();
        for class in classes(tag) {
            let paints = PAINTS.iter().find(|(of, _)| *of == class);
            for (name, value) in paints.map_or::<&[_], _>(&[], |(_, paints)| paints) {
                if !painted.contains(name) {
                    painted.push(name);
                    self.attr(name, value);
                }
            }
        }
    }

    fn attr(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(&mut self.out, value, true);
        self.out.push('"');
    }
}

/// A place in a picture as wide as its place, counted from the other side.
fn mirror(tag: &VTag, name: &str, value: &str) -> String {
    let percent = |text: &str| text.trim_end_matches('%').parse::<f64>().ok();
    let width = attr(tag, "width").filter(|_| name == "x");
    let (Some(at), Some(width)) = (percent(value), width.map_or(Some(0.0), percent)) else {
        return value.to_owned();
    };
    format!("{:.1}%", 100.0 - at - width)
}

/// Text that cannot end what it stands in.
fn escape(out: &mut String, text: &str, quoted: bool) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if quoted => out.push_str("&quot;"),
            // Not allowed in HTML at all.
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}
