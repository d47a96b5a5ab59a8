//! Chances on the bundled directory: what 1,000 draws say and what other draws find.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use city_peers_engine::assemble::assemble;
use city_peers_engine::certainty::{Draws, certainty};
use city_peers_engine::random::Random;
use city_peers_engine::suggest::{PER_COUNTRY, Query, Ranker, Subject};
use city_peers_engine::{CityIx, Directory};
use city_peers_publisher::fold::fold;
use city_peers_publisher::problem::Problems;
use city_peers_publisher::source::{Source, load};
use std::path::Path;

/// Cities that ask.
const ASKING: usize = 40;

fn bundled() -> Directory {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let loaded = load(&Source::new(&folder), &mut Problems::default()).unwrap();
    assemble(loaded.sources, &fold).directory
}

#[test]
fn a_chance_is_what_other_draws_find() {
    let directory = bundled();
    let mut random = Random::new(20_261_122);
    // Chance said, chance found, by fifths of the chance said.
    let mut fifths = [(0.0, 0.0, 0u32); 5];
    let (mut worst, mut squares) = (0.0f64, 0.0);
    for ask in 0..ASKING {
        let query = Query {
            topics: if ask % 2 == 0 { vec![] } else { vec![8] },
            top: 10,
            per_country: PER_COUNTRY,
            ..Query::default()
        };
        let ranker = Ranker::new(&directory, &query);
        let city = CityIx(random.below(directory.len() as u64) as u32);
        let subject = Subject::of_city(&directory, city);
        let listed: Vec<CityIx> = ranker
            .suggest(&subject)
            .partners
            .iter()
            .map(|p| p.city)
            .collect();
        let said = certainty(&ranker, &subject, &listed, Draws::default());
        let other = Draws {
            count: 2000,
            seed: 1 + ask as u64,
        };
        let found = certainty(&ranker, &subject, &listed, other);
        for (said, found) in said.iter().zip(&found) {
            let fifth = &mut fifths[((said.first * 5.0) as usize).min(4)];
            fifth.0 += said.first;
            fifth.1 += found.first;
            fifth.2 += 1;
            worst = worst.max((said.first - found.first).abs());
            squares += (said.first - found.first).powi(2);
        }
    }
    let all: u32 = fifths.iter().map(|f| f.2).sum();
    let typical = (squares / f64::from(all)).sqrt();
    println!("chance said   found   cities");
    for (said, found, count) in fifths.iter().filter(|f| f.2 > 0) {
        let count = f64::from(*count);
        println!("{:>11.3}  {:>6.3}  {count:>7}", said / count, found / count);
        // Means of a fifth: a standard error of about 0.02 over the root of the cities in it.
        assert!((said - found).abs() / count < 0.02 + 0.05 / count.sqrt());
    }
    println!("typical difference {typical:.4}, largest {worst:.3}");
    assert!(typical < 0.03, "{typical}");
    // A city with unknown values depends on a hundred fillings of them, not on a thousand draws.
    assert!(worst < 0.25, "{worst}");
}
