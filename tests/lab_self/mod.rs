//! The lab keeps its promises: what a plain socket sees of each fault, and what is heard of each music.

mod before_the_answer;
mod in_mid_stream;
mod music;
mod station;
mod tls;

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::{Duration, Instant};

use crate::lab::Lab;
use crate::lab::clip::Clip;

/// How a connection stands after [`Client::listen`].
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Open,
    Fin,
    Rst,
}

struct Client {
    tcp: TcpStream,
    /// What came behind the headers.
    body: Vec<u8>,
    head: String,
}

impl Client {
    /// Asks, and waits for nothing.
    fn ask(lab: &Lab, method: &str, path: &str, headers: &str) -> Self {
        let mut tcp = TcpStream::connect((Ipv4Addr::LOCALHOST, lab.port())).unwrap();
        let request = format!("{method} {path} HTTP/1.1\r\nHost: lab\r\n{headers}\r\n");
        tcp.write_all(request.as_bytes()).unwrap();
        Self { tcp, body: Vec::new(), head: String::new() }
    }

    /// A listener, who has its headers.
    fn tune_in(lab: &Lab) -> Self {
        Self::get(lab, "/radio", "")
    }

    fn get(lab: &Lab, path: &str, headers: &str) -> Self {
        let mut client = Self::ask(lab, "GET", path, headers);
        let patience = Instant::now() + Duration::from_secs(5);
        while client.head.is_empty() && client.listen(Duration::from_millis(5)) == End::Open {
            assert!(Instant::now() < patience, "no headers within 5 s");
        }
        client
    }

    /// Reads for so long, or until the end.
    fn listen(&mut self, length: Duration) -> End {
        let until = Instant::now() + length;
        let mut part = [0; 16_384];
        self.tcp.set_read_timeout(Some(Duration::from_millis(5))).unwrap();
        while Instant::now() < until {
            match self.tcp.read(&mut part) {
                Ok(0) => return End::Fin,
                Ok(count) => self.take(&part[..count]),
                Err(error) if error.kind() == ErrorKind::ConnectionReset => return End::Rst,
                Err(error) => assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}"),
            }
        }
        End::Open
    }

    fn take(&mut self, bytes: &[u8]) {
        self.body.extend_from_slice(bytes);
        let end = self.body.windows(4).position(|four| four == b"\r\n\r\n").filter(|_| self.head.is_empty());
        if let Some(end) = end {
            self.head = String::from_utf8(self.body.drain(..end + 4).collect()).unwrap();
        }
    }

    /// What comes in so long, and nothing of what came before.
    fn hear(&mut self, length: Duration) -> (Vec<u8>, End) {
        self.body.clear();
        let end = self.listen(length);
        (std::mem::take(&mut self.body), end)
    }

    /// Until the server ends it.
    fn until_end(mut self) -> (String, String, End) {
        let end = self.listen(Duration::from_secs(5));
        (self.head, String::from_utf8_lossy(&self.body).into_owned(), end)
    }
}

/// Are these bytes the clip's, none lost and none twice, from some place on? (A tone repeats itself: it may be any
/// of several.)
fn is_unbroken(clip: &Clip, bytes: &[u8]) -> bool {
    assert!(bytes.len() < clip.bytes.len());
    let twice = [&clip.bytes[..], &clip.bytes].concat();
    (0..clip.bytes.len()).any(|place| twice[place..].starts_with(bytes))
}

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}
