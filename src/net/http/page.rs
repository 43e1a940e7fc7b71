//! A web page where music was wanted: a login page in between, or only the wrong address?

use std::time::Duration;

use url::{Host, Url};

use super::Response;
use crate::fault::Fault;
use crate::model::shown;

/// Bytes of a page that are looked at.
const PAGE: usize = 64 * 1024;

/// Words that login pages of hotels, cafés and trains have, and stations' pages rarely.
const LOGIN_WORDS: [&str; 6] = ["type=\"password\"", "type=password", "wispr", "captive", "hotspot", "internet access"];

/// What the page in `response` means. Reads the beginning of it, for `patience` at most.
///
/// Only a plain `http` request can be answered by someone in between, so only its page can be a login page: one
/// at another site than was asked, or one that reads like it.
pub async fn page_fault(mut response: Response, patience: Duration) -> Fault {
    let start = response.start(PAGE, patience, |_| false).await.unwrap_or_default();
    let moved = !same_site(&response.asked, &response.url);
    if response.asked.scheme() == "http" && (moved || reads_like_login(&start)) {
        return Fault::CaptivePortal { login_page: moved.then(|| shown(&response.url)) };
    }
    let content_type = response.content_type().unwrap_or_else(|| "text/html".to_owned());
    Fault::NotAudio { host: response.host(), content_type }
}

fn reads_like_login(page: &[u8]) -> bool {
    let text = String::from_utf8_lossy(page).to_ascii_lowercase();
    LOGIN_WORDS.iter().any(|word| text.contains(word))
}

/// `true` for `radio.example` and `www.radio.example`.
fn same_site(a: &Url, b: &Url) -> bool {
    match (a.host(), b.host()) {
        (Some(Host::Domain(a)), Some(Host::Domain(b))) => a.rsplit('.').take(2).eq(b.rsplit('.').take(2)),
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_and_words() {
        let same = |a: &str, b: &str| same_site(&a.parse().unwrap(), &b.parse().unwrap());
        assert!(same("http://stream.radio.example/a", "https://www.radio.example/"));
        assert!(!same("http://radio.example/", "http://login.hotel.test/"));
        assert!(!same("http://10.0.0.1/", "http://20.0.0.1/"));
        assert!(reads_like_login(b"<INPUT TYPE=\"password\">"));
        assert!(!reads_like_login(b"<h1>Our programme</h1>"));
    }
}
