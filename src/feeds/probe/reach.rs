//! Finding a host and knocking at its doors.

use std::io::{self, ErrorKind};
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use futures_util::future::join_all;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

use crate::fault::Fault;

/// No host needs more tries to be believed; some hand out dozens of addresses.
const ADDRESSES_TRIED: usize = 8;

/// Looks a name up; an address is its own answer. The system's look-up cannot be cancelled: past the deadline it is left
/// behind, which is why the runtime must be ended in the background.
pub(super) async fn look_up(host: &str, port: u16, deadline: Duration) -> Result<Vec<SocketAddr>, Fault> {
    let found = timeout(deadline, lookup_host((bare(host), port))).await;
    let addresses: Vec<SocketAddr> = found.ok().and_then(Result::ok).into_iter().flatten().collect();
    if addresses.is_empty() { Err(Fault::Dns { host: host.to_owned() }) } else { Ok(addresses) }
}

/// `true` if the host is given by its address and not by a name.
pub(super) fn is_address(host: &str) -> bool {
    bare(host).parse::<IpAddr>().is_ok()
}

/// IPv6 addresses wear brackets in URLs.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

/// Which addresses took the connection, and why the others did not.
#[derive(Debug)]
pub(super) struct Doors {
    pub open: Vec<SocketAddr>,
    pub shut: Vec<(SocketAddr, Shut)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shut {
    Refused,
    Silent,
    NoWay,
}

/// Knocks at all addresses at once.
pub(super) async fn knock(addresses: &[SocketAddr], deadline: Duration) -> Doors {
    let tries = addresses.iter().take(ADDRESSES_TRIED).map(|&address| async move {
        let tried = timeout(deadline, TcpStream::connect(address)).await;
        (address, tried.map_or(Err(Shut::Silent), |tried| tried.map(drop).map_err(|error| why_shut(&error))))
    });
    let mut doors = Doors { open: Vec::new(), shut: Vec::new() };
    for (address, tried) in join_all(tries).await {
        match tried {
            Ok(()) => doors.open.push(address),
            Err(why) => doors.shut.push((address, why)),
        }
    }
    doors
}

fn why_shut(error: &io::Error) -> Shut {
    match error.kind() {
        ErrorKind::ConnectionRefused | ErrorKind::ConnectionReset => Shut::Refused,
        ErrorKind::TimedOut => Shut::Silent,
        _ => Shut::NoWay,
    }
}

impl Doors {
    /// # Errors
    /// Why no door opened. Of several reasons the one that came from furthest away: it tells most.
    pub fn verdict(&self, host: &str) -> Result<(), Fault> {
        let host = host.to_owned();
        let any = |why| self.shut.iter().any(|(_, shut)| *shut == why);
        match () {
            () if !self.open.is_empty() => Ok(()),
            () if any(Shut::Refused) => Err(Fault::Refused { host }),
            () if any(Shut::Silent) => Err(Fault::ConnectTimeout { host }),
            () => Err(Fault::Unreachable { host }),
        }
    }

    /// For people: which address answers, and whether one kind of address is broken while the other works.
    pub fn note(&self) -> String {
        let kinds = |v6| {
            let open = self.open.iter().filter(|address| address.is_ipv6() == v6).count();
            (open, self.shut.iter().filter(|(address, _)| address.is_ipv6() == v6).count())
        };
        let answers = self.open.first().map_or_else(String::new, |address| format!("{} answers", address.ip()));
        match (kinds(false), kinds(true)) {
            ((1.., _), (0, 1..)) => format!("{answers}; over IPv4 only, IPv6 does not work"),
            ((0, 1..), (1.., _)) => format!("{answers}; over IPv6 only, IPv4 does not work"),
            _ => answers,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doors(open: &[&str], shut: &[(&str, Shut)]) -> Doors {
        let open = open.iter().map(|address| address.parse().unwrap()).collect();
        Doors { open, shut: shut.iter().map(|(address, why)| (address.parse().unwrap(), *why)).collect() }
    }

    #[test]
    fn one_open_door_is_enough_and_half_broken_hosts_are_told() {
        let half = doors(&["192.0.2.1:80"], &[("[2001:db8::1]:80", Shut::NoWay)]);
        assert_eq!(half.verdict("h"), Ok(()));
        assert_eq!(half.note(), "192.0.2.1 answers; over IPv4 only, IPv6 does not work");
        let other = doors(&["[2001:db8::1]:80"], &[("192.0.2.1:80", Shut::Silent)]);
        assert_eq!(other.note(), "2001:db8::1 answers; over IPv6 only, IPv4 does not work");
        assert_eq!(doors(&["192.0.2.1:80"], &[("192.0.2.2:80", Shut::Silent)]).note(), "192.0.2.1 answers");
    }

    #[test]
    fn of_several_reasons_the_one_from_furthest_away_is_told() {
        let host = || "h".to_owned();
        let (a, b) = ("192.0.2.1:80", "[2001:db8::1]:80");
        let refused = doors(&[], &[(b, Shut::NoWay), (a, Shut::Refused)]);
        assert_eq!(refused.verdict("h"), Err(Fault::Refused { host: host() }));
        let silent = doors(&[], &[(b, Shut::NoWay), (a, Shut::Silent)]);
        assert_eq!(silent.verdict("h"), Err(Fault::ConnectTimeout { host: host() }));
        assert_eq!(doors(&[], &[(b, Shut::NoWay)]).verdict("h"), Err(Fault::Unreachable { host: host() }));
    }

    #[test]
    fn an_address_is_its_own_answer_and_an_unknown_name_is_a_fault() {
        let runtime = crate::feeds::probe::runtime().unwrap();
        let look_up = |host: &str| runtime.block_on(look_up(host, 80, Duration::from_secs(5)));
        assert_eq!(look_up("[::1]").unwrap(), ["[::1]:80".parse().unwrap()]);
        let host = crate::feeds::probe::tests::nameless_host();
        assert_eq!(look_up(&host), Err(Fault::Dns { host: host.clone() }));
        assert!(is_address("[::1]") && is_address("192.0.2.1") && !is_address("a.example"));
        runtime.shutdown_background();
    }
}
