//! What a person types to find music, as a [`Query`].

/// A search, understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {}

impl Query {
    /// Never fails: what makes no sense as syntax is searched for as words.
    pub fn parse(text: &str) -> Self {
        let _ = text;
        Self {}
    }

    /// Nothing is asked for.
    pub fn is_empty(&self) -> bool {
        true
    }
}
