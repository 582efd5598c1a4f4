//! Near-duplicates: texts that are copies of one another but for a few words.
//!
//! A text is the set of its runs of five words (shingles). MinHash bands find texts that may share most of them; the shares
//! themselves then decide. Broder, "On the resemblance and containment of documents" (1997).

use rustc_hash::FxHashSet;

/// Words in a shingle.
const SHINGLE: usize = 5;
/// Bands of a sketch, and rows in each: texts alike by 0.8 share a band in 96 of 100 cases.
const BANDS: usize = 6;
const ROWS: usize = 4;
/// Texts that share this much of their shingles are copies.
const ALIKE: f64 = 0.6;

/// The shingles of a text, as fingerprints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shingles(FxHashSet<u64>);

impl Shingles {
    pub(crate) fn new(text: &str) -> Self {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .map(|w| {
                w.chars().flat_map(char::to_lowercase).fold(0xcbf2_9ce4_8422_2325, |h: u64, c| {
                    (h ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3)
                })
            })
            .collect();
        let length = SHINGLE.min(words.len());
        if length == 0 {
            return Self(FxHashSet::default());
        }
        Self(words.windows(length).map(|w| w.iter().fold(0, |h, &x| mix(h ^ x))).collect())
    }

    /// The bands under which texts alike are looked for.
    pub(crate) fn bands(&self) -> Vec<i64> {
        if self.0.is_empty() {
            return Vec::new();
        }
        (0..BANDS as u64)
            .map(|band| {
                let rows = (0..ROWS as u64).map(|row| {
                    let salt = mix(1 + band * ROWS as u64 + row);
                    self.0.iter().map(|&s| mix(s ^ salt)).min().unwrap_or_default()
                });
                rows.fold(band, |h, least| mix(h ^ least)) as i64
            })
            .collect()
    }

    /// Whether two texts are copies.
    pub(crate) fn alike(&self, other: &Self) -> bool {
        let shared = self.0.intersection(&other.0).count();
        let all = self.0.len() + other.0.len() - shared;
        all > 0 && shared as f64 >= ALIKE * all as f64
    }
}

/// A bijection that spreads bits (the finaliser of SplitMix64, Steele and others 2014).
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGENCY: &str = "Russia's Supreme Court on Thursday suspended the ban on the Taliban, which Moscow had listed as a \
        terrorist group in 2003. The ruling takes effect at once, the court's judge Oleg Nefedov said in Moscow. The group has \
        ruled Afghanistan since August 2021 and no state has recognised it.";

    #[test]
    fn a_copy_with_another_lead_word_is_a_copy() {
        let copy =
            AGENCY.replacen("Russia's Supreme Court", "MOSCOW (Agency) - The Supreme Court of Russia", 1);
        let (a, b) = (Shingles::new(AGENCY), Shingles::new(&copy));
        assert!(a.alike(&b));
        assert!(a.bands().iter().any(|x| b.bands().contains(x)));
    }

    #[test]
    fn another_report_of_the_same_act_is_none() {
        let other = "The ban on the Taliban was suspended by the Supreme Court of Russia, its judges ruled on Thursday after a \
            request of the Prosecutor General. Moscow outlawed the movement as terrorist more than twenty years ago.";
        assert!(!Shingles::new(AGENCY).alike(&Shingles::new(other)));
    }

    #[test]
    fn short_and_empty_texts_are_no_trouble() {
        assert!(Shingles::new("").bands().is_empty());
        assert!(!Shingles::new("").alike(&Shingles::new("")));
        assert!(Shingles::new("Two words").alike(&Shingles::new("two  words.")));
    }
}
