//! One client's socket, plain or TLS: reads and writes that never block for longer than a tick.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, Stream};

/// How long a read or a write waits before the caller may look round.
const TICK: Duration = Duration::from_millis(4);

pub(crate) struct Wire {
    tcp: TcpStream,
    tls: Option<Box<ServerConnection>>,
}

impl Wire {
    pub fn new(tcp: TcpStream, tls: Option<Arc<ServerConfig>>) -> io::Result<Self> {
        tcp.set_nonblocking(false)?;
        tcp.set_nodelay(true)?;
        tcp.set_read_timeout(Some(TICK))?;
        tcp.set_write_timeout(Some(TICK))?;
        let tls = tls.map(ServerConnection::new).transpose().map_err(io::Error::other)?;
        Ok(Self { tcp, tls: tls.map(Box::new) })
    }

    /// `None`: nothing came within a tick. An end of input is an error here: nobody is left to serve.
    pub fn read(&mut self, into: &mut [u8]) -> io::Result<Option<usize>> {
        let read = match &mut self.tls {
            Some(tls) => Stream::new(tls.as_mut(), &mut self.tcp).read(into),
            None => self.tcp.read(into),
        };
        match patient(read)? {
            Some(0) => Err(ErrorKind::UnexpectedEof.into()),
            other => Ok(other),
        }
    }

    /// How many bytes were taken within a tick; 0 if the client reads nothing.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.tls {
            Some(tls) => Stream::new(tls.as_mut(), &mut self.tcp).write(bytes),
            None => self.tcp.write(bytes),
        };
        Ok(patient(written)?.unwrap_or(0))
    }

    /// Waits a tick; an error if the client has gone. Whatever it still says is ignored.
    pub fn pause(&mut self) -> io::Result<()> {
        self.read(&mut [0; 256]).map(|_| ())
    }

    /// FIN, after TLS's own farewell.
    pub fn end(mut self) {
        if let Some(tls) = &mut self.tls {
            tls.send_close_notify();
            let _ = tls.write_tls(&mut self.tcp);
        }
        // Unread input would turn the FIN into a RST.
        let _ = self.tcp.set_nonblocking(true);
        while self.tcp.read(&mut [0; 1024]).is_ok_and(|count| count > 0) {}
        let _ = self.tcp.shutdown(Shutdown::Both);
    }

    /// RST.
    pub fn reset(self) {
        // The standard library cannot ask for it yet.
        let _ = tokio::net::TcpSocket::from_std_stream(self.tcp).set_zero_linger();
    }
}

fn patient(done: io::Result<usize>) -> io::Result<Option<usize>> {
    match done {
        Ok(count) => Ok(Some(count)),
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Ok(None),
        Err(error) if error.kind() == ErrorKind::Interrupted => Ok(None),
        Err(error) => Err(error),
    }
}
