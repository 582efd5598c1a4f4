//! What was read.

use crate::TimeSpan;

/// A document to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Identity: given by the source, or derived from the content.
    pub id: String,
    /// Headline, where it is kept apart from the text.
    pub title: Option<String>,
    /// The text; a claim's offsets count from its start.
    pub text: String,
    /// Publication date, as an interval.
    pub published: Option<TimeSpan>,
    /// Address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
}

impl Document {
    /// The reference that claims carry.
    pub fn reference(&self) -> DocumentRef {
        DocumentRef {
            id: self.id.clone(),
            title: self.title.clone(),
            url: self.url.clone(),
            publisher: self.publisher.clone(),
            published: self.published.clone(),
        }
    }
}

/// What a claim says of its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRef {
    /// Identity.
    pub id: String,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Publication date.
    pub published: Option<TimeSpan>,
}
