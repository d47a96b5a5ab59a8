//! Compressed copies of files for static web servers, the same bytes on every run and machine. Pure.

use flate2::{Compression, GzBuilder};
use std::io::{self, Read, Write};

/// A way to compress that web servers offer copies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Packing {
    /// `Content-Encoding: gzip`.
    Gzip,
    /// `Content-Encoding: br`.
    Brotli,
}

impl Packing {
    /// Both, in the order in which sizes are shown.
    pub const ALL: [Packing; 2] = [Packing::Gzip, Packing::Brotli];

    /// What a copy's name has after the name of its file.
    pub fn suffix(self) -> &'static str {
        match self {
            Packing::Gzip => ".gz",
            Packing::Brotli => ".br",
        }
    }

    /// Compresses a file; a file that every page waits for is `first`, and gets the best there is.
    ///
    /// # Errors
    /// None in practice: it writes to memory.
    pub fn pack(self, bytes: &[u8], first: bool) -> io::Result<Vec<u8>> {
        match self {
            Packing::Gzip => {
                // No name, no time of change: the copy depends on the bytes alone.
                let level = Compression::new(if first { 9 } else { GZIP });
                let mut writer = GzBuilder::new().write(Vec::new(), level);
                writer.write_all(bytes)?;
                writer.finish()
            }
            Packing::Brotli => {
                let quality = if first { 11 } else { BROTLI };
                let mut packed = Vec::with_capacity(bytes.len() / 2);
                let parameters = brotli::enc::BrotliEncoderParams {
                    quality,
                    lgwin: WINDOW,
                    size_hint: bytes.len(),
                    ..Default::default()
                };
                let mut rest = bytes;
                brotli::BrotliCompress(&mut rest, &mut packed, &parameters)?;
                Ok(packed)
            }
        }
    }

    /// Whether a copy holds exactly these bytes.
    pub fn holds(self, copy: &[u8], bytes: &[u8]) -> bool {
        // One byte more than expected tells a longer content.
        let most = bytes.len() as u64 + 1;
        let mut found = Vec::with_capacity(bytes.len());
        let read = match self {
            Packing::Gzip => flate2::read::GzDecoder::new(copy)
                .take(most)
                .read_to_end(&mut found),
            Packing::Brotli => brotli::Decompressor::new(copy, 1 << 16)
                .take(most)
                .read_to_end(&mut found),
        };
        read.is_ok() && found == bytes
    }
}

/// Brotli's window as a power of two: the largest that all browsers take.
const WINDOW: i32 = 22;
/// Brotli for files that are asked for one at a time, when something is opened: 2 % larger than the best, ten times as fast.
const BROTLI: i32 = 9;
/// The same for gzip.
const GZIP: u32 = 6;

#[cfg(test)]
mod tests {
    use super::Packing;

    #[test]
    fn a_copy_is_told_from_the_copy_of_other_bytes() {
        let bytes: Vec<u8> = (0..5000u32).map(|x| (x * x / 7) as u8).collect();
        for packing in Packing::ALL {
            let copy = packing.pack(&bytes, true).unwrap_or_default();
            assert!(packing.holds(&copy, &bytes));
            for wrong in [&bytes[..4999], &bytes[1..], b""] {
                assert!(!packing.holds(&copy, wrong));
            }
            assert!(!packing.holds(&copy[..copy.len() - 9], &bytes));
            assert!(!packing.holds(&bytes, &bytes));
            assert_eq!(copy, packing.pack(&bytes, true).unwrap_or_default());
        }
    }
}
