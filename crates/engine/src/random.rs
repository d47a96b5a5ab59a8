//! Pseudo-random numbers with fixed seeds: the same everywhere. Pure.

/// SplitMix64 (Steele, Lea, Flood 2014): small, fast, the same on every machine.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A sequence of its own for every seed.
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A whole number below `end`, at most 2³²; 0 where `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u64
    }

    /// A number from 0 to below 1.
    pub fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A standard normal number (polar method, Marsaglia and Bray 1964).
    pub fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.share() - 1.0, 2.0 * self.share() - 1.0);
            let r = x * x + y * y;
            if r > 0.0 && r < 1.0 {
                return x * libm::sqrt(-2.0 * libm::log(r) / r);
            }
        }
    }

    /// A gamma number of scale 1 (Marsaglia and Tsang 2000); 0 where `shape` is not above 0.
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape <= 0.0 {
            return 0.0;
        }
        if shape < 1.0 {
            // A gamma number of shape + 1, shrunk by a power of a share (same source).
            let share = 1.0 - self.share();
            return self.gamma(shape + 1.0) * libm::exp(libm::log(share) / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let x = self.normal();
            let v = 1.0 + c * x;
            if v > 0.0 {
                let v = v * v * v;
                let share = 1.0 - self.share();
                if libm::log(share) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                    return d * v;
                }
            }
        }
    }
}

/// Scrambles 64 bits: the finaliser of SplitMix64.
pub fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A number that stands for a text, the same everywhere.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0, |hash, byte| {
        mix(hash ^ u64::from(byte).wrapping_add(0x9E37_79B9_7F4A_7C15))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_never_changes() {
        let mut random = Random::new(0);
        assert_eq!(random.bits(), 0xE220_A839_7B1D_CDAF); // as the authors' own code gives it
        assert_eq!(hash("kr-seoul"), hash("kr-seoul"));
        assert_ne!(hash("ab"), hash("ba"));
    }

    /// Mean and variance of a gamma number are its shape.
    #[test]
    fn gamma_numbers_have_the_moments_of_their_shape() {
        let mut random = Random::new(7);
        for shape in [0.3, 1.0, 2.5, 20.0] {
            let numbers: Vec<f64> = (0..40_000).map(|_| random.gamma(shape)).collect();
            let mean = numbers.iter().sum::<f64>() / 40_000.0;
            let spread = numbers.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 40_000.0;
            assert!((mean / shape - 1.0).abs() < 0.03, "{shape}: mean {mean}");
            assert!(
                (spread / shape - 1.0).abs() < 0.08,
                "{shape}: variance {spread}"
            );
        }
        assert_eq!(random.gamma(0.0), 0.0);
    }
}
