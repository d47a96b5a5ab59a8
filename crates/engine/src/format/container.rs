//! The frame of every published file: 8 bytes magic, version, kind, length, CRC-32, then the payload. Pure.

use crate::model::FileKind;

/// Version of the files this engine writes. A directory of every version that was published lies in
/// `crates/publisher/tests/golden`.
pub const FORMAT: u16 = 2;

/// Oldest version of the files this engine reads.
pub const OLDEST: u16 = 2;

const MAGIC: &[u8; 8] = b"CITYPEER";
const HEADER: usize = 20;

/// Why bytes are not a usable file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatError {
    /// Not one of our files: another file, or an error page of the server.
    NotOurs,
    /// Still compressed: the server sends a compressed file without saying so.
    Compressed,
    /// Ours, but another kind of file than expected.
    WrongKind,
    /// Of a version that this engine does not read: newer, or older than the oldest.
    Newer {
        /// Version of the file.
        found: u16,
    },
    /// Shorter (or longer) than the file says.
    Cut {
        /// Bytes the file should have.
        expected: u32,
        /// Bytes there are.
        found: u32,
    },
    /// The checksum does not match.
    Damaged,
    /// The checksum matches but the content makes no sense; names what.
    Malformed(&'static str),
}

impl FormatError {
    /// The code used in events and messages.
    pub fn code(&self) -> &'static str {
        match self {
            FormatError::NotOurs => "directory-not-ours",
            FormatError::Compressed => "directory-compressed",
            FormatError::WrongKind => "directory-wrong-file",
            FormatError::Newer { .. } => "directory-newer",
            FormatError::Cut { .. } => "directory-cut",
            FormatError::Damaged => "directory-damaged",
            FormatError::Malformed(_) => "directory-malformed",
        }
    }
}

fn number(kind: FileKind) -> u16 {
    match kind {
        FileKind::Core => 1,
        FileKind::Practices => 2,
        FileKind::Detail => 3,
        FileKind::Search => 4,
    }
}

/// Frames a payload.
pub fn wrap(kind: FileKind, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + payload.len());
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&number(kind).to_le_bytes());
    bytes.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&checksum(FORMAT, kind, payload).to_le_bytes());
    bytes.extend_from_slice(payload);
    bytes
}

/// Whether this engine reads files of a version.
fn is_read(version: u16) -> bool {
    (OLDEST..=FORMAT).contains(&version)
}

/// The checksum covers kind and version too: one flipped bit anywhere is noticed.
fn checksum(version: u16, kind: FileKind, payload: &[u8]) -> u32 {
    let state = crc(!0, &version.to_le_bytes());
    let state = crc(state, &number(kind).to_le_bytes());
    !crc(state, payload)
}

/// One round of CRC-32 (IEEE 802.3) for each value of four bits. Libraries bring 16 kB of tables, a tenth of the widget.
const ROUNDS: [u32; 16] = {
    let mut rounds = [0; 16];
    let mut four = 0;
    while four < 16 {
        let mut state = four as u32;
        let mut bit = 0;
        while bit < 4 {
            state = (state >> 1) ^ ((state & 1) * 0xedb8_8320);
            bit += 1;
        }
        rounds[four] = state;
        four += 1;
    }
    rounds
};

fn crc(mut state: u32, bytes: &[u8]) -> u32 {
    for &byte in bytes {
        state ^= u32::from(byte);
        state = (state >> 4) ^ ROUNDS[(state & 15) as usize];
        state = (state >> 4) ^ ROUNDS[(state & 15) as usize];
    }
    state
}

/// Checks the frame and returns the payload.
///
/// # Errors
/// Says what is wrong with the bytes.
pub fn unwrap(kind: FileKind, bytes: &[u8]) -> Result<&[u8], FormatError> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return Err(FormatError::Compressed);
    }
    let cut = |expected: usize| FormatError::Cut {
        expected: expected as u32,
        found: bytes.len() as u32,
    };
    let start = bytes
        .get(..MAGIC.len().min(bytes.len()))
        .unwrap_or_default();
    if !MAGIC.starts_with(start) {
        return Err(FormatError::NotOurs);
    }
    let (Some(header), Some(payload)) = (bytes.get(..HEADER), bytes.get(HEADER..)) else {
        return Err(cut(HEADER));
    };
    let short = |at: usize| match header.get(at..at + 2) {
        Some(&[a, b]) => u16::from_le_bytes([a, b]),
        _ => 0,
    };
    let long = |at: usize| u32::from(short(at)) | u32::from(short(at + 2)) << 16;
    let version = short(8);
    if !is_read(version) {
        return Err(FormatError::Newer { found: version });
    }
    let length = long(12) as usize;
    if payload.len() != length {
        return Err(cut(HEADER.saturating_add(length)));
    }
    if checksum(version, kind, payload) == long(16) && short(10) == number(kind) {
        Ok(payload)
    } else if matches!(short(10), 1..=4) && short(10) != number(kind) {
        Err(FormatError::WrongKind)
    } else {
        Err(FormatError::Damaged)
    }
}

#[cfg(test)]
mod tests {
    use super::crc;

    #[test]
    fn is_the_crc_32_of_zip_and_png() {
        assert_eq!(!crc(!0, b"123456789"), 0xcbf4_3926);
    }
}
