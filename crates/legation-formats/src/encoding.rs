//! Bytes to text: by byte order mark, as UTF-8, or by detection.

use chardetng::EncodingDetector;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes that are no text: what they seem to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotText(pub &'static str);

/// Beginnings of files that are no text, with what they are.
const SIGNATURES: [(&[u8], &str); 14] = [
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, such as DOCX or XLSX"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
];

/// How many of a text's characters may be control characters before it is taken for binary: one in this many.
const CONTROLS: usize = 100;

/// Decodes a whole file: a byte order mark decides, then UTF-8 where it is valid, then UTF-16 where every other byte is
/// zero, then the encoding that the bytes look like. The mark itself is left out.
///
/// # Errors
/// Where the bytes are no text in any encoding.
pub fn decode(bytes: &[u8]) -> Result<String, NotText> {
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)) {
        return Err(NotText(what));
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => return plausible(text.to_owned()),
            Err(_) => wide(bytes).unwrap_or_else(|| {
                let mut detector = EncodingDetector::new();
                detector.feed(bytes, true);
                detector.guess(None, true)
            }),
        },
    };
    if encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE {
        return plausible(encoding.decode(bytes).0.into_owned());
    }
    if bytes.contains(&0) {
        return Err(NotText("it holds zero bytes"));
    }
    plausible(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// UTF-16 without a mark: text in Latin letters has a zero in nearly every other byte.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    if half < 4 {
        None
    } else if odd * 10 > half * 7 && even * 10 < half {
        Some(UTF_16LE)
    } else if even * 10 > half * 7 && odd * 10 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn plausible(text: String) -> Result<String, NotText> {
    if text.contains('\0') {
        // UTF-16 in ASCII letters is valid UTF-8 with zeros between.
        let decoded =
            wide(text.as_bytes()).map(|e| e.decode_without_bom_handling(text.as_bytes()).0.into_owned());
        return match decoded {
            Some(decoded) if !decoded.contains('\0') => Ok(decoded),
            _ => Err(NotText("it holds zero bytes")),
        };
    }
    let (mut controls, mut all) = (0, 0);
    for c in text.chars() {
        all += 1;
        if c == char::REPLACEMENT_CHARACTER
            || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
        {
            controls += 1;
        }
    }
    if controls > 4 && controls * CONTROLS > all {
        return Err(NotText("it holds control characters"));
    }
    Ok(text)
}

/// Makes every line end a line feed, so that offsets do not depend on the system that wrote the file.
pub fn normalise_line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str =
        "Élysée officials said “no” to the Côte d’Ivoire delegation on Monday, and São Tomé’s too.";

    #[test]
    fn reads_utf8_with_and_without_mark() {
        assert_eq!(decode(SENTENCE.as_bytes()).as_deref(), Ok(SENTENCE));
        assert_eq!(decode(format!("\u{feff}{SENTENCE}").as_bytes()).as_deref(), Ok(SENTENCE));
        assert_eq!(decode(b"").as_deref(), Ok(""));
    }

    #[test]
    fn reads_utf16_of_both_orders_with_and_without_mark() {
        for marked in [true, false] {
            for big in [true, false] {
                let text = if marked { format!("\u{feff}{SENTENCE}") } else { SENTENCE.to_owned() };
                let bytes: Vec<u8> = text
                    .encode_utf16()
                    .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                    .collect();
                assert_eq!(decode(&bytes).as_deref(), Ok(SENTENCE), "marked {marked}, big {big}");
            }
        }
        let ascii: Vec<u8> = "Moscow said no".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&ascii).as_deref(), Ok("Moscow said no"));
    }

    #[test]
    fn reads_windows_1252_by_detection() {
        let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(SENTENCE);
        assert!(!lost);
        assert!(std::str::from_utf8(&bytes).is_err());
        assert_eq!(decode(&bytes).as_deref(), Ok(SENTENCE));
    }

    #[test]
    fn refuses_what_is_no_text() {
        assert_eq!(decode(b"%PDF-1.7\nplain so far"), Err(NotText("a PDF")));
        assert!(decode(&[0, 1, 2, 3, 0, 0, 255, 254, 9, 9, 0, 0]).is_err());
        assert!(decode(b"abc\x01\x02\x03\x04\x05\x06def").is_err());
        let noise: Vec<u8> = (0..4000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(decode(&noise).is_err());
    }

    #[test]
    fn line_ends() {
        assert_eq!(normalise_line_ends("a\r\nb\rc\nd".into()), "a\nb\nc\nd");
    }
}
