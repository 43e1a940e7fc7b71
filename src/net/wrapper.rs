//! A small playlist (M3U, PLS) that stations hand out in place of the stream's own address.

use url::Url;

/// `true` for the beginning of a playlist's text, whatever the server calls it.
pub fn begins_like_one(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let begins = |word: &str| start.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()));
    begins("#EXTM3U") || begins("[playlist]")
}

/// `true` for HTTP Live Streaming, which is a playlist of pieces, not of streams.
pub fn is_hls(text: &str) -> bool {
    text.contains("#EXT-X-")
}

/// The addresses in a playlist, in its order: lines that are one, and PLS's `File1=…`. Relative ones count
/// from `base`.
pub fn entries(text: &str, base: &Url) -> Vec<Url> {
    let pls = text.to_ascii_lowercase().contains("[playlist]");
    let address = |line: &str| match line.split_once('=') {
        Some((key, value)) if pls && key.to_ascii_lowercase().starts_with("file") => base.join(value.trim()).ok(),
        _ if pls || line.is_empty() || line.starts_with(['#', '<']) => None,
        _ => base.join(line).ok(),
    };
    let web = |url: &Url| matches!(url.scheme(), "http" | "https");
    text.trim_start_matches('\u{feff}').lines().map(str::trim).filter_map(address).filter(web).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        entries(text, &"http://radio.example/listen/a.m3u".parse().unwrap()).iter().map(Url::to_string).collect()
    }

    #[test]
    fn m3u_pls_and_neither() {
        let m3u =
            "\u{feff}#EXTM3U\r\n#EXTINF:-1,Radio\r\nhttp://a.example/x?y=1\r\n\r\nlive.mp3\r\nfile:///etc/passwd\r\n";
        assert_eq!(found(m3u), ["http://a.example/x?y=1", "http://radio.example/listen/live.mp3"]);
        let pls = "[Playlist]\nFile1=http://a.example/\nTitle1=http://no.example/\nfile2 = https://b.example/\n";
        assert_eq!(found(pls), ["http://a.example/", "https://b.example/"]);
        assert!(found("#EXTM3U\n").is_empty());
    }

    #[test]
    fn playlists_are_known_by_their_first_line() {
        assert!(begins_like_one(b"\xef\xbb\xbf#EXTM3U\n") && begins_like_one(b"\n[PLAYLIST]"));
        assert!(!begins_like_one(b"ID3\x04") && !begins_like_one(b""));
        assert!(is_hls("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8") && !is_hls("#EXTM3U\n#EXTINF:1,a"));
    }
}
