//! The file that holds a trained model: named sections behind a checksum.
//!
//! Layout, all numbers little-endian: the eight bytes `LEGATION`; the format's version (4 bytes); the number of sections
//! (4); the `checksum` of all that follows (8); for each section its name, padded with zeros to 16 bytes, and its
//! length (8); then the sections, one after another.

use std::borrow::Cow;

/// First bytes of every model.
const MAGIC: [u8; 8] = *b"LEGATION";

/// Version of the format that this crate reads and writes.
pub const VERSION: u32 = 1;

const NAME: usize = 16;
const HEADER: usize = 24;

/// Why a model cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct ModelError(Problem);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
enum Problem {
    #[error("this is no Legation model: it does not begin with the bytes LEGATION")]
    Foreign,
    #[error(
        "the model has format {0}, this program reads format {VERSION}: train it anew with `cargo xtask train`"
    )]
    Version(u32),
    #[error("the model is damaged: {0}")]
    Damaged(Cow<'static, str>),
}

impl ModelError {
    /// A model whose content does not hold together.
    pub(crate) fn damaged(what: impl Into<Cow<'static, str>>) -> Self {
        Self(Problem::Damaged(what.into()))
    }

    /// Whether the bytes are no model at all.
    pub fn is_foreign(&self) -> bool {
        self.0 == Problem::Foreign
    }

    /// Whether the model was written in another version of the format.
    pub fn is_other_version(&self) -> bool {
        matches!(self.0, Problem::Version(_))
    }

    /// Whether the model was cut short or changed.
    pub fn is_damaged(&self) -> bool {
        matches!(self.0, Problem::Damaged(_))
    }
}

/// A number that changes with any change of the bytes that chance makes: a multiplicative hash over eight bytes at a time.
fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = 0x9e37_79b9_7f4a_7c15 ^ bytes.len() as u64;
    let mut take = |word: u64| {
        hash = (hash ^ word).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 32;
    };
    let chunks = bytes.chunks_exact(8);
    let rest = chunks.remainder();
    for chunk in chunks {
        take(u64::from_le_bytes(chunk.try_into().unwrap_or([0; 8])));
    }
    for &byte in rest {
        take(u64::from(byte));
    }
    hash
}

/// The sections of a model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sections(Vec<(String, Cow<'static, [u8]>)>);

impl Sections {
    /// Adds a section.
    ///
    /// # Panics
    /// If the name is longer than 16 bytes.
    pub fn add(&mut self, name: &str, bytes: impl Into<Cow<'static, [u8]>>) {
        assert!(name.len() <= NAME, "a section's name has at most {NAME} bytes: {name}");
        self.0.push((name.to_owned(), bytes.into()));
    }

    /// The section of a name. A model that lies in static memory is not copied.
    ///
    /// # Errors
    /// If there is no such section.
    pub fn get(&self, name: &str) -> Result<Cow<'static, [u8]>, ModelError> {
        match self.0.iter().find(|(n, _)| n == name) {
            Some((_, bytes)) => Ok(bytes.clone()),
            None => Err(ModelError::damaged(format!("it has no section {name:?}"))),
        }
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, bytes) in &self.0 {
            let mut padded = [0; NAME];
            padded[..name.len()].copy_from_slice(name.as_bytes());
            body.extend(padded);
            body.extend((bytes.len() as u64).to_le_bytes());
        }
        for (_, bytes) in &self.0 {
            body.extend_from_slice(bytes);
        }
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend((self.0.len() as u32).to_le_bytes());
        file.extend(checksum(&body).to_le_bytes());
        file.extend(body);
        file
    }

    /// Reads a file's bytes.
    ///
    /// # Errors
    /// If they are no model, one of another version of the format, or a damaged one.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, ModelError> {
        let bytes = bytes.into();
        if !bytes.starts_with(&MAGIC) {
            return Err(ModelError(Problem::Foreign));
        }
        if bytes.len() < HEADER {
            return Err(ModelError::damaged("it ends inside its header"));
        }
        let version = u32::from_le_bytes(bytes[8..12].try_into().unwrap_or_default());
        if version != VERSION {
            return Err(ModelError(Problem::Version(version)));
        }
        let count = u32::from_le_bytes(bytes[12..16].try_into().unwrap_or_default()) as usize;
        let sum = u64::from_le_bytes(bytes[16..24].try_into().unwrap_or_default());
        if checksum(&bytes[HEADER..]) != sum {
            return Err(ModelError::damaged("its checksum does not match its content"));
        }
        let mut start = count
            .checked_mul(NAME + 8)
            .and_then(|size| size.checked_add(HEADER))
            .filter(|&start| start <= bytes.len())
            .ok_or_else(|| ModelError::damaged("it ends inside its table of sections"))?;
        let mut sections = Vec::with_capacity(count);
        for entry in bytes[HEADER..start].chunks_exact(NAME + 8) {
            let name = String::from_utf8_lossy(&entry[..NAME]).trim_end_matches('\0').to_owned();
            let length = u64::from_le_bytes(entry[NAME..].try_into().unwrap_or_default());
            let end = usize::try_from(length)
                .ok()
                .and_then(|length| start.checked_add(length))
                .filter(|&end| end <= bytes.len())
                .ok_or_else(|| ModelError::damaged(format!("it ends inside its section {name:?}")))?;
            let section = match &bytes {
                Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[start..end]),
                Cow::Owned(bytes) => Cow::Owned(bytes[start..end].to_vec()),
            };
            sections.push((name, section));
            start = end;
        }
        Ok(Self(sections))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Sections {
        let mut sections = Sections::default();
        sections.add("first", vec![1, 2, 3]);
        sections.add("empty", Vec::new());
        sections.add("sixteen-bytes-ab", (0..100).collect::<Vec<u8>>());
        sections
    }

    #[test]
    fn sections_come_back() {
        let read = Sections::from_bytes(sample().to_bytes()).expect("a sound model");
        assert_eq!(read, sample());
        assert_eq!(&*read.get("first").expect("a section"), [1, 2, 3]);
        assert!(read.get("absent").is_err_and(|e| e.is_damaged() && e.to_string().contains("absent")));
    }

    #[test]
    fn every_cut_and_every_changed_byte_is_noticed() {
        let bytes = sample().to_bytes();
        for length in 0..bytes.len() {
            assert!(Sections::from_bytes(bytes[..length].to_vec()).is_err(), "{length}");
        }
        for i in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[i] ^= 0x10;
            let error = Sections::from_bytes(changed).expect_err("a changed byte");
            assert_eq!(error.is_foreign(), i < 8, "{i}");
            assert_eq!(error.is_other_version(), (8..12).contains(&i), "{i}");
        }
        assert!(Sections::from_bytes(&b"PK\x03\x04"[..]).is_err_and(|e| e.is_foreign()));
    }
}
