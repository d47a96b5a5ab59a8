//! Numbers drawn with a fixed seed, the same on every machine. Pure.

use city_peers_engine::random::Random;

/// A sequence of numbers.
#[derive(Clone, Debug)]
pub struct Draw(Random);

impl Draw {
    /// A generator; the same seed gives the same numbers.
    pub fn new(seed: u64) -> Draw {
        Draw(Random::new(seed))
    }

    /// A generator for one thing of many, such as one city: independent of how many numbers the others draw.
    pub fn of(seed: u64, thing: u64) -> Draw {
        let mut draw = Draw::new(seed ^ thing.wrapping_mul(0xD134_2543_DE82_EF95));
        draw.bits();
        draw
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0.bits()
    }

    /// A number from 0 to below the limit; 0 where the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0.below(limit as u64) as usize
    }

    /// A number from 0 to below 1.
    pub fn unit(&mut self) -> f64 {
        self.0.share()
    }

    /// Some of a list, each at most once, in the order of the list; all where it has no more.
    pub fn some<T: Copy>(&mut self, list: &[T], count: usize) -> Vec<T> {
        let mut left = count.min(list.len());
        let mut chosen = Vec::with_capacity(left);
        for (ix, &item) in list.iter().enumerate() {
            if self.below(list.len() - ix) < left {
                chosen.push(item);
                left -= 1;
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::Draw;

    #[test]
    fn draws_are_even_and_repeatable() {
        let mut draw = Draw::new(1);
        let mut seen = [0usize; 5];
        for _ in 0..5000 {
            seen[draw.below(5)] += 1;
        }
        assert!(seen.iter().all(|&n| (900..1100).contains(&n)), "{seen:?}");
        assert_eq!(Draw::new(7).bits(), Draw::new(7).bits());
        assert_ne!(Draw::of(7, 1).bits(), Draw::of(7, 2).bits());
        assert_eq!(draw.below(0), 0);
        let mut hits = [0usize; 6];
        for _ in 0..6000 {
            let some = draw.some(&[0usize, 1, 2, 3, 4, 5], 2);
            assert_eq!(some.len(), 2);
            assert!(some[0] < some[1]);
            for ix in some {
                hits[ix] += 1;
            }
        }
        assert!(hits.iter().all(|&n| (1800..2200).contains(&n)), "{hits:?}");
        assert_eq!(draw.some(&[1, 2], 9), [1, 2]);
    }
}
