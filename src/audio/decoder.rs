//! (being written)

/// What a deck may ask of a live input while it decodes it.
pub trait Live: Send + Sync {
    /// Bytes received and not yet read by the decoder.
    fn waiting(&self) -> u64;
    /// Bytes handed to the decoder so far.
    fn read(&self) -> u64;
    /// The next title whose place in the stream the decoder has passed.
    fn title_due(&self) -> Option<std::sync::Arc<str>>;
    /// Wakes a blocked read, which then fails; called on eject.
    fn cancel(&self);
}
