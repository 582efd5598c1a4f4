//! Which sentences stand inside a quotation that another sentence attributes.

/// For each sentence, whether it lies wholly inside quotation marks opened in it or before it.
///
/// `spans` are byte ranges of the sentences in `text`.
pub(crate) fn quoted(text: &str, spans: &[(usize, usize)]) -> Vec<bool> {
    let mut open = false;
    let mut at = 0;
    let mut out = Vec::with_capacity(spans.len());
    for &(start, end) in spans {
        for c in text[at..start].chars() {
            // A paragraph's end closes what nobody closed, unless the next paragraph reopens it.
            if c == '\n' {
                open = false;
            }
        }
        at = start;
        let mut outside = 0;
        let mut inside = 0;
        for c in text[start..end].chars() {
            match c {
                '“' => open = true,
                '”' => open = false,
                '"' => open = !open,
                c if c.is_alphanumeric() => {
                    if open {
                        inside += 1;
                    } else {
                        outside += 1;
                    }
                }
                _ => {}
            }
        }
        at = at.max(end);
        out.push(outside == 0 && inside > 0);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_quotation_runs_over_sentences() {
        let text = "\"We signed it. We meant it,\" he said. Then they left.";
        let spans = [(0, 14), (15, 37), (38, 53)];
        assert_eq!(quoted(text, &spans), [true, false, false]);
    }
}
