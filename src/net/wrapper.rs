//! A small playlist (M3U, PLS) that stations hand out in place of the stream's own address.

use std::path::Path;

use url::Url;

use crate::fault::Fault;
use crate::playlist_file::{Kind, Target, parse};

/// The addresses in a playlist, in its order. Relative ones count from `base`.
///
/// # Errors
/// [`Fault::UnknownFormat`] for HTTP Live Streaming, which is a playlist of pieces, not of streams.
pub fn entries(text: &[u8], base: &Url) -> Result<Vec<Url>, Fault> {
    let kind = Kind::sniff(text).unwrap_or(Kind::M3u);
    let entries = parse(text, kind, Path::new("")).map_err(|_| Fault::UnknownFormat { what: "HLS".to_owned() })?;
    let address = |target| match target {
        Target::Url(url) => Some(url),
        Target::File(path) => base.join(path.to_str()?).ok(),
    };
    let web = |url: &Url| matches!(url.scheme(), "http" | "https");
    Ok(entries.into_iter().filter_map(|entry| address(entry.target)).filter(web).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let base = "http://radio.example/listen/a.m3u".parse().unwrap();
        entries(text.as_bytes(), &base).unwrap().iter().map(Url::to_string).collect()
    }

    #[test]
    fn m3u_pls_and_neither() {
        let m3u = "\u{feff}#EXTM3U\r\n#EXTINF:-1,Radio\r\nhttp://a.example/x?y=1\r\n\r\nlive.mp3\r\n/other.mp3\r\nftp://a.example/\r\n";
        assert_eq!(
            found(m3u),
            ["http://a.example/x?y=1", "http://radio.example/listen/live.mp3", "http://radio.example/other.mp3"]
        );
        let pls = "[Playlist]\nFile1=http://a.example/\nTitle1=http://no.example/\nfile2 = https://b.example/\n";
        assert_eq!(found(pls), ["http://a.example/", "https://b.example/"]);
        assert!(found("#EXTM3U\n").is_empty());
    }

    #[test]
    fn live_streaming_is_told_apart() {
        let text = b"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8";
        assert!(matches!(entries(text, &"http://a.example/".parse().unwrap()), Err(Fault::UnknownFormat { .. })));
    }
}
