//! From byte offsets to counts of Unicode scalar values.

/// Converts byte offsets of one text; free for ASCII.
#[derive(Debug)]
pub(crate) struct Offsets {
    /// For every 64th byte, how many scalar values begin before it; empty for ASCII.
    marks: Vec<u32>,
    bytes: Vec<u8>,
}

impl Offsets {
    pub(crate) fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { marks: Vec::new(), bytes: Vec::new() };
        }
        let bytes = text.as_bytes().to_vec();
        let mut marks = Vec::with_capacity(bytes.len() / 64 + 1);
        let mut count = 0;
        for (i, b) in bytes.iter().enumerate() {
            if i % 64 == 0 {
                marks.push(count);
            }
            count += u32::from(b & 0xc0 != 0x80);
        }
        Self { marks, bytes }
    }

    /// How many scalar values begin before the byte offset.
    pub(crate) fn scalar(&self, byte: usize) -> usize {
        if self.marks.is_empty() {
            return byte;
        }
        let block = (byte / 64).min(self.marks.len() - 1);
        let rest = &self.bytes[block * 64..byte.min(self.bytes.len())];
        self.marks[block] as usize + rest.iter().filter(|&b| b & 0xc0 != 0x80).count()
    }
}

#[cfg(test)]
mod tests {
    use super::Offsets;

    #[test]
    fn counts_scalars() {
        let text = "é".repeat(70) + "a" + &"漢".repeat(70) + "z";
        let offsets = Offsets::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.scalar(byte), n);
        }
        assert_eq!(offsets.scalar(text.len()), text.chars().count());
        assert_eq!(Offsets::new("plain").scalar(3), 3);
    }
}
