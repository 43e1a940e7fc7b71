//! SHOUTcast 1 answers with `ICY 200 OK` where HTTP would say its version. The HTTP client takes that for
//! version 0.9, an answer without headers; here they are found in what it calls the body.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

/// Bytes after which a head without an end is none.
pub const LONGEST_HEAD: usize = 16 * 1024;

pub struct Head {
    pub status: u16,
    pub headers: HeaderMap,
    /// In bytes: the sound begins here.
    pub length: usize,
}

/// Where the empty line after the headers ends.
pub fn head_end(bytes: &[u8]) -> Option<usize> {
    let end = |mark: &[u8]| bytes.windows(mark.len()).position(|window| window == mark).map(|at| at + mark.len());
    end(b"\r\n\r\n").into_iter().chain(end(b"\n\n")).min()
}

/// `None` if this is not SHOUTcast's head, or it has no end.
pub fn parse(bytes: &[u8]) -> Option<Head> {
    let length = head_end(bytes)?;
    let mut lines = bytes[..length].split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let status_line = std::str::from_utf8(lines.next()?).ok()?;
    let status = status_line.strip_prefix("ICY ")?.split(' ').next()?.parse().ok()?;
    Some(Head { status, headers: lines.filter_map(header).collect(), length })
}

fn header(line: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let value = line[colon + 1..].trim_ascii();
    Some((HeaderName::from_bytes(&line[..colon]).ok()?, HeaderValue::from_bytes(value).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_is_told_from_the_sound() {
        let bytes =
            b"ICY 200 OK\r\nicy-notice1:<BR>\r\nicy-name: Caf\xe9\r\nno header\r\nicy-metaint:8192\r\n\r\n\xff\xfb";
        let head = parse(bytes).unwrap();
        assert_eq!((head.status, &bytes[head.length..]), (200, &b"\xff\xfb"[..]));
        assert_eq!(head.headers["icy-metaint"], "8192");
        assert_eq!(head.headers["icy-name"].as_bytes(), b"Caf\xe9");
    }

    #[test]
    fn a_full_server_says_so_and_nonsense_is_none() {
        assert_eq!(parse(b"ICY 401 Service Unavailable\n\n").unwrap().status, 401);
        assert!(parse(b"SSH-2.0-OpenSSH_9.2\r\n\r\n").is_none());
        assert!(parse(b"ICY 200 OK\r\nicy-name: x\r\n").is_none());
    }
}
