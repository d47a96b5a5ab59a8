//! A large map: regions, closer and further, the suggested cities as a list beside it. No wheel, no dragging: buttons.

mod ground;
mod view;

use super::{Effect, World};
use crate::components::map::marked;
use crate::state::View;
use city_peers_engine::CityIx;
use ground::{Frame, dots};
use std::rc::Rc;

pub(super) use view::view;

/// See [`super::Act`].
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Show this part of the world.
    Region(usize),
    /// Half as much, round the city that is pointed at or the middle.
    Closer,
    /// Twice as much.
    Further,
    /// Move by a third of what is shown: steps to the right and down.
    Move(i8, i8),
    /// Name a city on the map.
    Point(CityIx),
    /// Go to the row of a city.
    Go(CityIx),
}

/// See [`super::Memory`].
#[derive(Debug, Default)]
pub(crate) struct Memory {
    frame: Frame,
    /// The dots of a frame that is not the whole world.
    dots: Option<Rc<str>>,
    pointed: Option<CityIx>,
}

/// Something was pressed.
pub(super) fn act(world: &mut World, act: Act) {
    let memory = &mut world.memory.map;
    let frame = memory.frame;
    let directory = &world.snapshot.loaded.directory;
    let to = match act {
        Act::Region(region) => Frame::region(region),
        Act::Closer => {
            let pointed = memory.pointed.and_then(|city| directory.place(city));
            frame.closer(pointed)
        }
        Act::Further => frame.further(),
        Act::Move(right, down) => frame.moved(i32::from(right), i32::from(down)),
        Act::Point(city) => {
            memory.pointed = Some(city);
            return;
        }
        Act::Go(city) => {
            world.effects.push(Effect::Show(View::Partners));
            let row = ["#row-", &city.0.to_string()].concat();
            world.effects.push(Effect::Focus(row));
            return;
        }
    };
    memory.frame = to;
    memory.dots = (!to.is_world()).then(|| dots(directory, to).into());
    let seen = world.answered.map_or(0, |answered| {
        let cities = marked(answered).into_iter();
        cities
            .filter(|(city, _)| to.holds(directory, *city))
            .count()
    });
    let text = world.words.count("map.seen", seen, &[]);
    world.effects.push(Effect::Announce(text));
}

/// There is another answer or directory: who is pointed at may be gone.
pub(super) fn notice(world: &mut World) {
    let memory = &mut world.memory.map;
    let gone = |city| {
        world
            .answered
            .is_none_or(|answered| !marked(answered).iter().any(|(c, _)| *c == city))
    };
    if memory.pointed.is_some_and(gone) {
        memory.pointed = None;
    }
}
