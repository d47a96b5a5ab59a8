//! Small marks: shape and fill tell them apart, never colour alone. All are hidden from assistive technology.

use super::dom::Dom;
use city_peers_engine::portfolio::Part;
use city_peers_engine::practices::Verdict;

#[inline(never)]
fn mark(d: &mut Dom, frame: &'static str, shapes: &[&'static str]) {
    d.el(frame, |d| {
        d.attr("aria-hidden", "true");
        for shape in shapes {
            d.empty_el(shape, &[]);
        }
    });
}

/// Before what is alike.
pub(crate) fn alike(d: &mut Dom) {
    let shape = "rect.like[y=1][width=10][height=8]";
    mark(d, "svg.mark[viewBox=0 0 10 10]", &[shape]);
}

/// Before what is different.
pub(crate) fn different(d: &mut Dom) {
    let shape = "rect.unlike[y=3][width=10][height=4]";
    mark(d, "svg.mark[viewBox=0 0 10 10]", &[shape]);
}

/// The visitor's own city.
pub(crate) fn me(d: &mut Dom) {
    mark(d, "svg.mark[viewBox=-8 -8 16 16]", &ME);
}

/// Ring and dot of the visitor's own city, round the origin.
pub(crate) const ME: [&str; 2] = ["circle.me[r=6]", "circle.ink[r=2.4]"];

/// A suggested city.
pub(crate) fn near(d: &mut Dom) {
    role(d, Part::NearPeer);
}

/// A city suggested in a role.
pub(crate) fn role(d: &mut Dom, role: Part) {
    mark(d, "svg.mark[viewBox=-8 -8 16 16]", &[shape(role)]);
}

/// The mark of a role, round the origin: disc, diamond, open square, triangle.
pub(crate) fn shape(role: Part) -> &'static str {
    match role {
        Part::NearPeer => "circle.like[r=6]",
        Part::RoleModel => "path.like[d=M0-7.5 7.5 0 0 7.5-7.5 0z]",
        Part::ExchangePartner => "rect.ring[x=-5.2][y=-5.2][width=10.4][height=10.4]",
        Part::FarPeer => "path.like[d=M0-6.8 7 5.6H-7z]",
    }
}

/// To keep; filled where it is kept.
pub(crate) fn star(d: &mut Dom) {
    let shape =
        "path.star[d=M0-7 2.1-2.3 7-2.1 3.2 1.2 4.4 6.2 0 3.4-4.4 6.2-3.2 1.2-7-2.1-2.1-2.3z]";
    mark(d, "svg.mark[viewBox=-8 -8 16 16]", &[shape]);
}

/// A verdict.
pub(crate) fn verdict(d: &mut Dom, verdict: Verdict) {
    let (frame, shapes): (_, &[_]) = match verdict {
        Verdict::Pass => (
            "svg.mark[viewBox=0 0 16 16]",
            &[
                "circle.like[cx=8][cy=8][r=7.5]",
                "path.tick[fill=none][d=M4.5 8.2 7 10.8 11.6 5.4]",
            ],
        ),
        Verdict::Adapt => (
            "svg.mark.flow[viewBox=0 0 16 16]",
            &[
                "circle.ring[cx=8][cy=8][r=6.4]",
                "path.like[d=M8 1.6a6.4 6.4 0 0 0 0 12.8z]",
            ],
        ),
        Verdict::Blocked => (
            "svg.mark[viewBox=0 0 16 16]",
            &[
                "rect.unlike[x=1][y=1][width=14][height=14]",
                "path.tick[d=M4 8h8]",
            ],
        ),
        Verdict::Unknown => (
            "svg.mark[viewBox=0 0 16 16]",
            &["circle.gone[cx=8][cy=8][r=6.8]"],
        ),
    };
    mark(d, frame, shapes);
}

/// Key of the word for a verdict; `.count` after it takes a number.
pub(crate) fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "verdict.pass",
        Verdict::Adapt => "verdict.adapt",
        Verdict::Blocked => "verdict.blocked",
        Verdict::Unknown => "verdict.unknown",
    }
}
