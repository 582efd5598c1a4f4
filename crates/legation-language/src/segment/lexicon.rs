//! What the treebanks say of single words: the tag a word mostly has, as evidence for where sentences end.

use super::bytes::{CorruptModel, Reader};
use super::linear::hash_lower;
use crate::tree::Xpos;

/// Most frequent Penn tag of each known word, keyed by a hash of its lower-case form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lexicon {
    /// Open addressing with linear probing: a key of 0 is an empty slot.
    slots: Vec<(u32, u8)>,
    count: usize,
}

impl Lexicon {
    /// Builds the table from words and tags; of two words with one key the first stays.
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, Xpos)>) -> Self {
        let entries: Vec<(u32, u8)> = words.into_iter().map(|(w, t)| (key(hash_lower(w)), t as u8)).collect();
        Self::from_entries(&entries)
    }

    fn from_entries(entries: &[(u32, u8)]) -> Self {
        let size = (entries.len() * 2).next_power_of_two().max(16);
        let mut slots = vec![(0, 0); size];
        let mut count = 0;
        for &(key, tag) in entries {
            let mut at = key as usize & (size - 1);
            while slots[at].0 != 0 && slots[at].0 != key {
                at = (at + 1) & (size - 1);
            }
            if slots[at].0 == 0 {
                slots[at] = (key, tag);
                count += 1;
            }
        }
        Self { slots, count }
    }

    /// The number of the tag of the word with this lower-case hash ([`hash_lower`]).
    pub fn tag(&self, hash: u64) -> Option<u8> {
        if self.slots.is_empty() {
            return None;
        }
        let key = key(hash);
        let mut at = key as usize & (self.slots.len() - 1);
        loop {
            match self.slots[at] {
                (0, _) => return None,
                (k, tag) if k == key => return Some(tag),
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let mut entries: Vec<(u32, u8)> = self.slots.iter().copied().filter(|s| s.0 != 0).collect();
        entries.sort_unstable();
        super::bytes::write_varint(out, self.count as u64);
        let mut last = 0;
        for (key, tag) in entries {
            super::bytes::write_varint(out, u64::from(key - last));
            out.push(tag);
            last = key;
        }
    }

    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, CorruptModel> {
        let count = reader.count()?;
        let mut entries = Vec::with_capacity(count);
        let mut last = 0u32;
        for _ in 0..count {
            let gap = u32::try_from(reader.varint()?).map_err(|_| reader.error("a word key is too large"))?;
            last = last.checked_add(gap).ok_or_else(|| reader.error("a word key is too large"))?;
            let tag = reader.u8()?;
            if usize::from(tag) >= Xpos::ALL.len() {
                return Err(reader.error("a tag is out of range"));
            }
            entries.push((last, tag));
        }
        Ok(Self::from_entries(&entries))
    }
}

fn key(hash: u64) -> u32 {
    ((hash ^ (hash >> 31)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 32) as u32 | 1
}
