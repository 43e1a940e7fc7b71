//! A server on loopback for this crate's unit tests. Each answer is a function that writes what it likes.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use url::Url;

/// What a client asked for.
pub struct Request {
    /// Path and query.
    pub path: String,
    /// All header lines, names in lower case.
    pub head: String,
    pub client: TcpStream,
}

impl Request {
    /// Sends; a client that has gone is no failure of the test.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        let _ = self.client.write_all(bytes.as_ref());
    }

    /// Sends a whole answer with a length.
    pub fn answer(&mut self, status: &str, headers: &str, body: &str) {
        self.send(format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n{headers}\r\n{body}", body.len()));
    }

    /// Keeps the connection open, silently, until the client closes it.
    pub fn hold(&mut self) {
        while matches!(self.client.read(&mut [0; 64]), Ok(read) if read > 0) {}
    }
}

/// Serves until the tests are over; returns the address of `/`.
pub fn serve(answer: impl Fn(Request) + Send + Sync + 'static) -> Url {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap();
    let answer = Arc::new(answer);
    thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let answer = answer.clone();
            thread::spawn(move || read_request(client).map(|request| answer(request)));
        }
    });
    url
}

/// The address of a port at which nobody listens.
pub fn nobody() -> Url {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    format!("http://{}/", listener.local_addr().unwrap()).parse().unwrap()
}

fn read_request(mut client: TcpStream) -> Option<Request> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        client.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let text = String::from_utf8(head).ok()?;
    let (first, head) = text.split_once("\r\n")?;
    let path = first.split(' ').nth(1)?.to_owned();
    let lower = |line: &str| line.split_once(": ").map(|(name, value)| format!("{}: {value}", name.to_lowercase()));
    Some(Request { path, head: head.lines().filter_map(lower).collect::<Vec<_>>().join("\n"), client })
}
