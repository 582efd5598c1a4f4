//! Web and mail addresses and the handles of social networks: each is one token, whatever it holds.

/// Byte spans of the addresses in `chunk`, a stretch of text without white space.
pub fn find(chunk: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    if !chunk.contains("://") && !chunk.contains('@') && !chunk.contains("www.") && !chunk.contains("mailto:")
    {
        return found;
    }
    let mut from = 0;
    while from < chunk.len() {
        let Some((start, end)) =
            web(chunk, from).into_iter().chain(mail(chunk, from)).chain(handle(chunk, from)).min()
        else {
            break;
        };
        found.push((start, end));
        from = end;
    }
    found
}

/// The first web address at or after `from`.
fn web(chunk: &str, from: usize) -> Option<(usize, usize)> {
    let rest = &chunk[from..];
    let start =
        ["http://", "https://", "ftp://", "www.", "mailto:"].iter().filter_map(|p| rest.find(p)).min()?;
    let body = &rest[start..];
    let end = body.find(['<', '>', '"', '“', '”', '’', '|', '…']).unwrap_or(body.len());
    let end = start + trim(&body[..end]).len();
    // A scheme with nothing after it is no address.
    if rest[start..end].len() < 8 {
        return None;
    }
    Some((from + start, from + end))
}

/// The address without the punctuation of the sentence around it.
fn trim(mut address: &str) -> &str {
    while let Some(last) = address.chars().next_back() {
        let closes = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' => true,
            ')' => address.matches(')').count() > address.matches('(').count(),
            ']' => address.matches(']').count() > address.matches('[').count(),
            _ => false,
        };
        if !closes {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

/// The first mail address at or after `from`.
fn mail(chunk: &str, from: usize) -> Option<(usize, usize)> {
    let rest = &chunk[from..];
    let mut search = 0;
    while let Some(at) = rest[search..].find('@').map(|i| search + i) {
        let local =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-' | '&' | '=');
        let domain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        let start = rest[..at].char_indices().rev().take_while(|&(_, c)| local(c)).last().map(|(i, _)| i);
        let tail = &rest[at + 1..];
        let length = tail.find(|c| !domain(c)).unwrap_or(tail.len());
        let name = tail[..length].trim_end_matches(['.', '-', '_']);
        if let Some(start) = start
            && name.contains('.')
        {
            return Some((from + start, from + at + 1 + name.len()));
        }
        search = at + 1;
    }
    None
}

/// The first handle at or after `from`: `@` and a name, with no letter or digit before it.
fn handle(chunk: &str, from: usize) -> Option<(usize, usize)> {
    let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    for (at, _) in chunk[from..].match_indices('@') {
        let start = from + at;
        let tail = &chunk[start + 1..];
        let length = tail.find(|c| !name(c)).unwrap_or(tail.len());
        let free = !chunk[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
        if free && length >= 2 && tail.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return Some((start, start + 1 + length));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    fn found(chunk: &str) -> Vec<&str> {
        super::find(chunk).into_iter().map(|(start, end)| &chunk[start..end]).collect()
    }

    #[test]
    fn addresses_end_before_the_punctuation_of_the_sentence() {
        assert_eq!(found("(see:http://example.org/a_(b)).\""), ["http://example.org/a_(b)"]);
        assert_eq!(found("<press.office@example.org>,"), ["press.office@example.org"]);
        assert_eq!(found("https://a.example/x?y=1&z=2."), ["https://a.example/x?y=1&z=2"]);
        assert_eq!(found("@foreign_ministry:"), ["@foreign_ministry"]);
        assert_eq!(found("a@b"), [""; 0]);
        assert_eq!(found("http://"), [""; 0]);
        assert_eq!(found("x@y.org;z@y.org"), ["x@y.org", "z@y.org"]);
    }
}
