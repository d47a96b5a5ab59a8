//! Marks of compared cities and squares of strength. Shape, fill and row tell them apart, never colour alone.

use crate::components::dom::Dom;

/// The mark of one of the compared cities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// The visitor's own.
    Me,
    /// The others by place, from 0.
    Other(usize),
}

impl Mark {
    fn shapes(self) -> &'static [&'static str] {
        match self {
            Mark::Me => &["circle.me[r=6]", "circle.ink[r=2.4]"],
            Mark::Other(0) => &["circle.like[r=5.5]"],
            Mark::Other(1) => &["rect.slate[x=-5][y=-5][width=10][height=10]"],
            Mark::Other(2) => &["path.ring[d=M0-6 6 4.9H-6z]"],
            Mark::Other(3) => &["path.like[d=M0-7 7 0 0 7-7 0z]"],
            Mark::Other(_) => &["path.slate[d=M0 6 6-4.9H-6z]"],
        }
    }

    /// In a line of text.
    pub(crate) fn inline(self, d: &mut Dom) {
        d.el("svg.mark[viewBox=-8 -8 16 16][aria-hidden=true]", |d| {
            self.draw(d);
        });
        d.text(" ");
    }

    /// Inside a picture.
    pub(crate) fn draw(self, d: &mut Dom) {
        for shape in self.shapes() {
            d.empty_el(shape, &[]);
        }
    }
}

/// One to three squares, filled as far as `strength` goes; `text` says the same.
pub(crate) fn pips(d: &mut Dom, strength: u8, own: bool, text: &str) {
    d.el(
        "svg.flow.pips[aria-hidden=true][width=34][height=10]",
        |d| {
            for (at, (full, hollow)) in [("0", ".5"), ("12", "12.5"), ("24", "24.5")]
                .into_iter()
                .enumerate()
            {
                if at >= usize::from(strength) {
                    d.empty_el("rect.hair[y=.5][width=9][height=9]", &[("x", hollow)]);
                } else if own {
                    d.empty_el("rect.ink[width=10][height=10]", &[("x", full)]);
                } else {
                    d.empty_el("rect.like[width=10][height=10]", &[("x", full)]);
                }
            }
        },
    );
    d.text_el("span.hide", text);
}
