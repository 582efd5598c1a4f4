//! Reading and writing the compact binary form of learned parts.

/// Learned parts whose bytes cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("corrupt language model: {part}: {problem}")]
pub struct CorruptModel {
    part: &'static str,
    problem: String,
}

impl CorruptModel {
    /// An error in the named part.
    pub fn new(part: &'static str, problem: impl Into<String>) -> Self {
        Self { part, problem: problem.into() }
    }
}

/// Appends a number, seven bits a byte, low bits first.
pub(crate) fn write_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a string with its length.
pub(crate) fn write_str(out: &mut Vec<u8>, text: &str) {
    write_varint(out, text.len() as u64);
    out.extend(text.as_bytes());
}

/// A cursor over bytes that reports, rather than panics on, what is missing.
pub(crate) struct Reader<'a> {
    part: &'static str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Starts at the first byte; `part` names what is read in errors.
    pub(crate) fn new(part: &'static str, bytes: &'a [u8]) -> Self {
        Self { part, bytes, at: 0 }
    }

    /// An error that says where the cursor stands.
    pub(crate) fn error(&self, problem: &str) -> CorruptModel {
        CorruptModel::new(self.part, format!("{problem} (at byte {})", self.at))
    }

    /// The next `count` bytes.
    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8], CorruptModel> {
        let end = self.at.checked_add(count).filter(|&end| end <= self.bytes.len());
        let end = end.ok_or_else(|| self.error("the data ends early"))?;
        let bytes = &self.bytes[self.at..end];
        self.at = end;
        Ok(bytes)
    }

    /// One byte.
    pub(crate) fn u8(&mut self) -> Result<u8, CorruptModel> {
        Ok(self.take(1)?[0])
    }

    /// A little-endian number of four bytes.
    pub(crate) fn u32(&mut self) -> Result<u32, CorruptModel> {
        let b = self.take(4)?;
        Ok(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }

    /// A number as [`write_varint`] wrote it.
    pub(crate) fn varint(&mut self) -> Result<u64, CorruptModel> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.u8()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(self.error("a number runs on too long"))
    }

    /// A count that the rest of the data could hold.
    pub(crate) fn count(&mut self) -> Result<usize, CorruptModel> {
        let value = self.varint()?;
        usize::try_from(value)
            .ok()
            .filter(|&n| n <= self.bytes.len())
            .ok_or_else(|| self.error("a count is larger than the data"))
    }

    /// A string as [`write_str`] wrote it.
    pub(crate) fn str(&mut self) -> Result<&'a str, CorruptModel> {
        let length = self.count()?;
        let bytes = self.take(length)?;
        std::str::from_utf8(bytes).map_err(|_| self.error("a string is not UTF-8"))
    }

    /// Checks that nothing is left.
    pub(crate) fn finish(self) -> Result<(), CorruptModel> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(self.error("bytes are left over")) }
    }
}
