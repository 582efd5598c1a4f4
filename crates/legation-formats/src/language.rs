//! Is a text English?

use whatlang::{Detector, Lang};

/// A text that is reliably not English.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Foreign {
    /// The language's English name.
    pub language: &'static str,
    /// How sure the detection is, 0 to 1.
    pub confidence: f64,
}

/// Characters that are looked at: enough to be sure, few enough to cost nothing beside the coding.
const SAMPLE: usize = 4_000;

/// Letters below which nothing is said: names alone look like any language.
const LEAST: usize = 80;

/// Tells whether a text is reliably in another language than English; `None` for English and wherever there is doubt.
pub fn foreign(text: &str) -> Option<Foreign> {
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
    let sample = &text[..end];
    // A script that English is not written in needs fewer letters than a language in Latin letters.
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let latin = sample.chars().filter(|c| c.is_ascii_alphabetic()).count();
    if letters < LEAST && latin * 2 > letters || letters < 8 {
        return None;
    }
    let found = Detector::new().detect(sample)?;
    (found.lang() != Lang::Eng && found.is_reliable())
        .then(|| Foreign { language: found.lang().eng_name(), confidence: found.confidence() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_other_languages() {
        for (text, language) in [
            (
                "Le ministère des Affaires étrangères a annoncé lundi que l’ambassade rouvrirait ses portes avant la \
                 fin du mois, selon un communiqué publié à Paris.",
                "French",
            ),
            (
                "Министерство иностранных дел сообщило в понедельник, что посольство возобновит работу до конца \
                 месяца.",
                "Russian",
            ),
            ("外交部发言人周一表示，大使馆将在本月底前恢复工作，双方关系正在改善。", "Mandarin"),
        ] {
            assert_eq!(foreign(text).map(|f| f.language), Some(language), "{text}");
        }
    }

    #[test]
    fn lets_english_pass() {
        for text in [
            "",
            "42",
            "Muttaqi, Araghchi and Lavrov meet in Doha",
            "The foreign ministry in Tashkent received the credentials of Abdul Ghafar Bahr on 9 October 2024.",
            "RUSSIA ACCEPTS TALIBAN AMBASSADOR, BECOMING SECOND COUNTRY AFTER CHINA TO TAKE AN ENVOY FROM KABUL, \
             OFFICIALS IN MOSCOW SAID ON TUESDAY",
        ] {
            assert_eq!(foreign(text), None, "{text}");
        }
    }
}
