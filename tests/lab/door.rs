//! Where clients come in: one port, open, closed, or open and yet out of reach.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use tokio::net::TcpSocket;

use super::faults::Fault;

/// Ports that the system does not lend to clients (on Linux those begin at 32768): while the door is closed nobody
/// takes its port, nor does a client meet itself there.
const PORTS: std::ops::Range<u16> = 10_240..32_768;

pub(crate) struct Door {
    pub port: u16,
    state: State,
}

enum State {
    Open(TcpListener),
    Closed,
    Plugged(#[expect(dead_code, reason = "held open")] Plug),
}

/// A listener that never accepts, and those that fill its backlog: the system drops every further SYN.
pub struct Plug {
    _listener: TcpListener,
    _waiting: Vec<TcpStream>,
}

impl Door {
    /// Opens `port`; 0 stands for any.
    pub fn open(port: u16) -> io::Result<Self> {
        let mut dice = fastrand::Rng::new();
        let tries = if port == 0 { 50 } else { 1 };
        let open = |_| bind(if port == 0 { dice.u16(PORTS) } else { port });
        let listener = (0..tries).map(open).reduce(Result::or).unwrap_or(Err(io::ErrorKind::AddrInUse.into()))?;
        Ok(Self { port: listener.local_addr()?.port(), state: State::Open(listener) })
    }

    /// Brings the door into the state that `fault` wants.
    pub fn suit(&mut self, fault: Option<&Fault>) -> io::Result<()> {
        match (fault, &self.state) {
            (Some(Fault::Refuse), _) => self.state = State::Closed,
            (Some(Fault::DropSyn), State::Plugged(..)) => {}
            (Some(Fault::DropSyn), _) => {
                self.state = State::Closed;
                self.state = State::Plugged(plug((Ipv4Addr::LOCALHOST, self.port).into())?);
            }
            (_, State::Open(_)) => {}
            _ => {
                self.state = State::Closed;
                self.state = State::Open(bind(self.port)?);
            }
        }
        Ok(())
    }

    /// The next client, if one waits.
    pub fn next(&self) -> Option<TcpStream> {
        match &self.state {
            State::Open(listener) => Some(listener.accept().ok()?.0),
            _ => None,
        }
    }
}

fn bind(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Plugs `address` until the result is dropped.
pub(crate) fn plug(address: SocketAddr) -> io::Result<Plug> {
    // The standard library has no say in the backlog's length, and tokio has one only inside a runtime.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    let _inside = runtime.enter();
    let socket = if address.is_ipv6() { TcpSocket::new_v6() } else { TcpSocket::new_v4() }?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    let listener = socket.listen(1)?.into_std()?;
    let fill = || TcpStream::connect_timeout(&address, Duration::from_millis(40)).ok();
    Ok(Plug { _listener: listener, _waiting: std::iter::from_fn(fill).take(16).collect() })
}
