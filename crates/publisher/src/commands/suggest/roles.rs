//! The portfolio: cities by role. Pure.

use super::{Answered, say};
use crate::commands::asked::Read;
use crate::texts::layout::{hang, heading, table};
use crate::texts::reason;
use city_peers_engine::portfolio::Part;

/// The portfolio: cities by role.
pub(super) fn roles(read: &Read, answered: &Answered) -> String {
    let scene = read.scene();
    let texts = scene.texts;
    let Some(portfolio) = answered.weighed.as_ref().map(|w| &w.portfolio) else {
        return String::new();
    };
    let mut out = heading(texts.text("roles.title"));
    let header = [
        "roles.role",
        "roles.city",
        "figure.likeness",
        "figure.learn",
        "figure.teach",
        "roles.ahead",
    ];
    let mut rows = vec![header.map(|key| texts.text(key).to_owned()).to_vec()];
    for part in Part::ALL {
        let members = portfolio
            .members
            .iter()
            .filter(|member| member.part == part);
        for (ix, member) in members.enumerate() {
            let found = &member.partner;
            let role = if ix == 0 { texts.text(role(part)) } else { "" };
            rows.push(vec![
                role.to_owned(),
                format!(
                    "{} ({})",
                    scene.place(found.city),
                    scene.directory().id(found.city)
                ),
                say::likeness(&scene, found),
                texts.amount(found.exchange.learn).to_owned(),
                texts.amount(found.exchange.teach).to_owned(),
                member.ahead.map_or_else(String::new, |ahead| {
                    format!("{} %", reason::signed(texts, ahead * 100.0))
                }),
            ]);
        }
    }
    // A column that says nothing is left out.
    if rows
        .iter()
        .skip(1)
        .all(|row| row.last().is_some_and(String::is_empty))
    {
        for row in &mut rows {
            row.pop();
        }
    }
    out.push_str(&table(&rows, read.columns));
    if !portfolio.members.iter().any(|m| m.part == Part::RoleModel) {
        out.push_str(&hang("  ", texts.text("roles.no-model"), read.columns));
    }
    if portfolio.given_up >= 0.005 {
        let cost = texts.points(portfolio.given_up);
        let said = texts.with("roles.given-up", &[("n", &cost)]);
        out.push_str(&hang("  ", &said, read.columns));
    }
    out
}

fn role(part: Part) -> &'static str {
    match part {
        Part::NearPeer => "role.near-peer",
        Part::RoleModel => "role.role-model",
        Part::ExchangePartner => "role.exchange-partner",
        Part::FarPeer => "role.far-peer",
    }
}
