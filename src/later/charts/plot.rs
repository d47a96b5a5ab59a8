//! The dot plot that is its own table: first all cities, then one row for each.

use super::ground::Ground;
use super::marks::Mark;
use super::scale::place;
use crate::components::dom::Dom;

/// A plot with all its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plot {
    /// Name of the indicator.
    pub title: String,
    /// Unit, scale, which way is better.
    pub small: String,
    /// All cities, where the directory knows any: head of their row, and what is said of them.
    pub all: Option<(String, String)>,
    /// Their picture.
    pub ground: Ground,
    /// The cities.
    pub rows: Vec<Row>,
    /// What stands under the picture.
    pub feet: Feet,
    /// Values are words, which need more room than numbers.
    pub wordy: bool,
}

/// One city of a plot.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub mark: Mark,
    pub name: String,
    /// The city states a value.
    pub known: bool,
    /// Share of the axis, 0–1; `None` where the value is unknown, or has no place.
    pub at: Option<f64>,
    /// The value, or the word for unknown.
    pub value: String,
}

/// What stands under a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Feet {
    /// Nothing.
    #[default]
    Bare,
    /// The ends of the axis.
    Ends(String, String),
    /// A name for each column.
    Columns(Vec<String>),
}

/// Draws a plot.
pub(crate) fn plot(d: &mut Dom, key: u32, plot: &Plot) {
    d.el("table", |d| {
        d.key(key);
        d.attr("class", if plot.wordy { "plot wordy" } else { "plot" });
        d.el("caption", |d| {
            d.text(&plot.title);
            d.text(" ");
            d.text_el("small", &plot.small);
        });
        d.el("tbody", |d| {
            if let Some((head, said)) = &plot.all {
                d.el("tr.all", |d| {
                    d.text_el("th[scope=row]", head);
                    d.el("td", |d| plot.ground.draw(d));
                    d.text_el("td", said);
                });
            }
            for row in &plot.rows {
                city(d, plot, row);
            }
        });
        feet(d, &plot.feet);
    });
}

fn city(d: &mut Dom, plot: &Plot, row: &Row) {
    d.el("tr", |d| {
        if row.mark == Mark::Me {
            d.attr("class", "you");
        }
        d.el("th[scope=row]", |d| {
            row.mark.inline(d);
            d.text(&row.name);
        });
        d.el("td", |d| picture(d, plot, row));
        d.el("td", |d| {
            if !row.known {
                d.attr("class", "quiet");
            }
            d.text(&row.value);
        });
    });
}

fn picture(d: &mut Dom, plot: &Plot, row: &Row) {
    d.el("svg.flow[aria-hidden=true][width=100%][height=24]", |d| {
        plot.ground.band(d);
        match row.at {
            Some(at) => {
                d.empty_el("line.thin[x1=2%][x2=98%][y1=12][y2=12]", &[]);
                d.el("svg[y=12][overflow=visible]", |d| {
                    d.attr("x", &place(at));
                    row.mark.draw(d);
                });
            }
            // Unknown is dashed, never zero.
            None if row.known => {}
            None => d.empty_el("line.gone[x1=2%][x2=98%][y1=12][y2=12]", &[]),
        }
    });
}

/// For the eye: every value is in its own cell already.
fn feet(d: &mut Dom, feet: &Feet) {
    if *feet == Feet::Bare {
        return;
    }
    d.el("tfoot[aria-hidden=true]", |d| {
        d.el("tr", |d| {
            d.el("td", |_| {});
            d.el("td", |d| match feet {
                Feet::Bare => {}
                Feet::Ends(low, high) => d.el("div.axis", |d| {
                    d.text_el("span", low);
                    d.text_el("span", high);
                }),
                Feet::Columns(names) => d.el("div.axis.even", |d| d.each("span", names)),
            });
            d.el("td", |_| {});
        });
    });
}
