//! The question as a sentence; its slots lead to what can be chosen.

use super::Scene;
use super::dom::Dom;
use crate::action::Action;
use crate::queries::partner::topic_name;
use crate::state::{Answered, View};
use crate::words::Piece;
use city_peers_engine::model::Purpose;

/// The query as a sentence; each slot leads back to its choice.
pub(crate) fn question(d: &mut Dom, scene: Scene, answered: &Answered) {
    let asked = &answered.asked;
    let any = asked.topics.is_empty();
    let key = match asked.purpose {
        Purpose::Learn if any => "question.learn.any",
        Purpose::Learn => "question.learn",
        Purpose::Exchange if any => "question.exchange.any",
        Purpose::Exchange => "question.exchange",
        Purpose::Share if any => "question.share.any",
        Purpose::Share => "question.share",
        Purpose::Group if any => "question.group.any",
        Purpose::Group => "question.group",
    };
    let slot = |d: &mut Dom, text: &str| {
        d.button("button.slot", Action::Show(View::Start), text);
    };
    d.el("h2.question[part=question]", |d| {
        for piece in scene.words.pieces(key) {
            match piece {
                Piece::Text(text) => d.text(text),
                Piece::Place("city") => slot(d, scene.my_name()),
                Piece::Place("topics") => slot(d, &topics(scene, &asked.topics)),
                Piece::Place(_) => {}
            }
        }
    });
}

fn topics(scene: Scene, topics: &[u8]) -> String {
    let directory = &scene.snapshot.loaded.directory;
    let mut names = Vec::new();
    for &topic in topics {
        names.push(scene.words.lower(topic_name(scene.words, directory, topic)));
    }
    scene.words.list(&names)
}
