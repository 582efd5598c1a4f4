//! Identities that are the same on every machine and in every run.

/// A 128-bit FNV-1a fingerprint of a sequence of fields.
///
/// Fields are separated by their lengths, so that ("ab", "c") and ("a", "bc") differ. FNV-1a is not a cryptographic
/// hash: it tells things apart, it does not protect them.
/// Constants: <https://datatracker.ietf.org/doc/draft-eastlake-fnv/>.
#[derive(Debug, Clone)]
pub struct Fingerprint(u128);

impl Default for Fingerprint {
    fn default() -> Self {
        Self::new()
    }
}

impl Fingerprint {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

    /// An empty fingerprint.
    pub const fn new() -> Self {
        Self(Self::OFFSET)
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 ^ u128::from(b)).wrapping_mul(Self::PRIME);
        }
    }

    /// Adds one field.
    #[must_use]
    pub fn field(mut self, text: &str) -> Self {
        self.bytes(&(text.len() as u64).to_le_bytes());
        self.bytes(text.as_bytes());
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, n: usize) -> Self {
        self.bytes(&(n as u64).to_le_bytes());
        self
    }

    /// The fingerprint as 24 lower-case hexadecimal digits (its upper 96 bits).
    pub fn finish(&self) -> String {
        format!("{:032x}", self.0)[..24].to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_run_together() {
        let a = Fingerprint::new().field("ab").field("c").finish();
        let b = Fingerprint::new().field("a").field("bc").finish();
        assert_ne!(a, b);
        assert_eq!(a.len(), 24);
    }

    #[test]
    fn is_stable() {
        // The value is part of the contract: identities in ledgers depend on it.
        assert_eq!(Fingerprint::new().field("legation").number(7).finish(), "484767d3bf0ea51d301dc599");
    }
}
