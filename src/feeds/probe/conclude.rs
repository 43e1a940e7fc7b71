//! From what was found to what is the matter. Pure: the rules, and nothing else.

use jiff::SignedDuration;

use crate::fault::{Fault, TlsFault};

/// What the steps found out. From what was not looked at (`None`, [`Internet::NotAsked`]) nothing is concluded.
#[derive(Clone, Debug, PartialEq)]
pub struct Findings {
    pub host: String,
    /// The host is on this machine or in its own network: the internet has no part in it.
    pub local: bool,
    /// The address is `https`: what answered there was the host itself, not someone in between.
    pub secure: bool,
    /// A network interface is up.
    pub link: Option<bool>,
    /// There is a way out of the local network.
    pub route: Option<bool>,
    /// Of the host's addresses at least one is of a kind (IPv4, IPv6) that this machine has a way out for.
    pub reachable_kind: bool,
    /// How the attempt to hear the feed ended.
    pub feed: Result<(), Fault>,
    pub internet: Internet,
    /// A server's clock less this machine's.
    pub clock_off: Option<SignedDuration>,
}

/// What the targets, taken together, tell about the internet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Internet {
    NotAsked,
    /// At least one target answers as expected.
    Answers,
    /// Something else answers in a target's place.
    Portal {
        login_page: Option<String>,
    },
    /// Targets named by their address answer, those named by name are not found.
    NamesFail,
    /// Something answers, but not as expected: nothing follows from it.
    Unclear,
    /// Nothing answers.
    Silent,
}

/// Clocks further apart than this are not merely imprecise.
pub const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_hours(24);

/// How near to the feed a fault was met: the nearer, the less the network between can explain it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Met {
    /// Before any answer: everything between here and there may be the cause.
    OnTheWay,
    /// While the secure connection was made: something answered.
    AtTheDoor,
    /// After an answer had begun.
    Underway,
    /// The host, or something that speaks for it, has said so.
    Told,
    /// The network has no part in it.
    Elsewhere,
}

fn met(fault: &Fault) -> Met {
    match fault {
        Fault::Dns { .. } | Fault::Refused { .. } | Fault::Unreachable { .. } => Met::OnTheWay,
        Fault::ConnectTimeout { .. } | Fault::NoAnswer { .. } => Met::OnTheWay,
        Fault::Tls { .. } => Met::AtTheDoor,
        Fault::Stalled { .. } | Fault::Reset { .. } | Fault::TooSlow { .. } | Fault::BadAnswer { .. } => Met::Underway,
        Fault::Unauthorized { .. } | Fault::Forbidden { .. } | Fault::NotFound { .. } => Met::Told,
        Fault::TooManyRequests { .. } | Fault::ServerError { .. } | Fault::HttpStatus { .. } => Met::Told,
        Fault::RedirectLoop { .. } | Fault::NotAudio { .. } | Fault::Garbage { .. } => Met::Told,
        _ => Met::Elsewhere,
    }
}

/// `true` if looking at the network may tell more about this fault than the connection itself reported.
pub fn may_be_explained(fault: &Fault) -> bool {
    met(fault) != Met::Elsewhere
}

/// What is the matter, or that nothing is. Music that arrives outranks whatever else was found.
///
/// # Errors
/// The fault that explains most without claiming more than was found.
pub fn conclude(found: &Findings) -> Result<(), Fault> {
    let Err(fault) = &found.feed else { return Ok(()) };
    if found.local {
        return Err(fault.clone());
    }
    Err(match met(fault) {
        Met::Elsewhere => fault.clone(),
        Met::Told => told(found, fault),
        Met::AtTheDoor | Met::Underway | Met::OnTheWay => {
            nearer_than_the_internet(found).unwrap_or_else(|| between(found, fault))
        }
    })
}

/// An answer was received: only its author is in question.
fn told(found: &Findings, fault: &Fault) -> Fault {
    match (fault, &found.internet) {
        // RFC 6585: status 511 is sent by whoever controls the network, never by the host itself.
        (Fault::ServerError { status: 511, .. }, Internet::Portal { login_page }) => portal(login_page),
        (Fault::ServerError { status: 511, .. }, _) => portal(&None),
        (_, Internet::Portal { login_page }) if !found.secure => portal(login_page),
        (Fault::ServerError { .. }, Internet::Answers) => service_down(found),
        _ => fault.clone(),
    }
}

/// A cause on this machine or in its network. If the internet answers there is none, whatever the machine says.
fn nearer_than_the_internet(found: &Findings) -> Option<Fault> {
    match &found.internet {
        Internet::Answers => None,
        Internet::Portal { login_page } => Some(portal(login_page)),
        _ if found.link == Some(false) => Some(Fault::NoLink),
        _ if found.route == Some(false) => Some(Fault::NoRoute),
        _ => None,
    }
}

/// The feed is not heard, and this machine's own network is in order.
fn between(found: &Findings, fault: &Fault) -> Fault {
    let answers = matches!(found.internet, Internet::Answers | Internet::NamesFail);
    match fault {
        Fault::Tls { why: TlsFault::Expired | TlsFault::NotYetValid, .. } if clock_is_wrong(found) => Fault::WrongClock,
        Fault::Tls { .. } => fault.clone(),
        _ if found.internet == Internet::Silent => Fault::NoInternet,
        Fault::Dns { .. } if found.internet == Internet::NamesFail => fault.clone(),
        // An IPv6-only station seen from an IPv4-only network: nothing is wrong at the station.
        Fault::Unreachable { .. } if !found.reachable_kind => fault.clone(),
        _ if answers && met(fault) == Met::OnTheWay => service_down(found),
        _ => fault.clone(),
    }
}

fn clock_is_wrong(found: &Findings) -> bool {
    found.clock_off.is_some_and(|off| off.abs() > CLOCK_TOLERANCE)
}

fn portal(login_page: &Option<String>) -> Fault {
    Fault::CaptivePortal { login_page: login_page.clone() }
}

fn service_down(found: &Findings) -> Fault {
    Fault::ServiceDown { host: found.host.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOST: &str = "radio.example.org";

    /// A machine in good order whose feed fails with this fault, and nobody was asked about the internet.
    fn failing(feed: Fault) -> Findings {
        Findings {
            host: HOST.into(),
            local: false,
            secure: false,
            link: Some(true),
            route: Some(true),
            reachable_kind: true,
            feed: Err(feed),
            internet: Internet::NotAsked,
            clock_off: None,
        }
    }

    fn host() -> String {
        HOST.into()
    }

    fn tls(why: TlsFault) -> Fault {
        Fault::Tls { host: host(), why }
    }

    fn lost_on_the_way() -> Vec<Fault> {
        vec![
            Fault::Dns { host: host() },
            Fault::Refused { host: host() },
            Fault::Unreachable { host: host() },
            Fault::ConnectTimeout { host: host() },
            Fault::NoAnswer { host: host() },
        ]
    }

    #[test]
    fn what_never_got_an_answer_is_explained_by_whatever_is_broken_nearest() {
        let login_page = Some("http://login.example/".to_owned());
        for fault in lost_on_the_way() {
            let base = failing(fault.clone());
            let down = Fault::ServiceDown { host: host() };
            let table = [
                (
                    Findings { link: Some(false), route: Some(false), internet: Internet::Silent, ..base.clone() },
                    Fault::NoLink,
                ),
                (Findings { route: Some(false), internet: Internet::Silent, ..base.clone() }, Fault::NoRoute),
                (Findings { route: Some(false), ..base.clone() }, Fault::NoRoute),
                (Findings { internet: Internet::Silent, ..base.clone() }, Fault::NoInternet),
                (Findings { link: None, route: None, internet: Internet::Silent, ..base.clone() }, Fault::NoInternet),
                (Findings { internet: Internet::Answers, ..base.clone() }, down.clone()),
                // The internet's answer outranks what the machine says of itself.
                (Findings { route: Some(false), internet: Internet::Answers, ..base.clone() }, down),
                (
                    Findings { internet: Internet::Portal { login_page: login_page.clone() }, ..base.clone() },
                    Fault::CaptivePortal { login_page: login_page.clone() },
                ),
                (Findings { internet: Internet::Unclear, ..base.clone() }, fault.clone()),
                (Findings { internet: Internet::NotAsked, ..base.clone() }, fault.clone()),
            ];
            for (found, expected) in table {
                assert_eq!(conclude(&found), Err(expected), "{found:?}");
            }
        }
    }

    #[test]
    fn music_that_arrives_outranks_everything() {
        let found = Findings { feed: Ok(()), link: Some(false), internet: Internet::Silent, ..failing(Fault::Drill) };
        assert_eq!(conclude(&found), Ok(()));
    }

    #[test]
    fn a_local_host_is_judged_by_its_own_fault_alone() {
        for fault in lost_on_the_way() {
            let found = Findings { local: true, link: Some(false), route: Some(false), ..failing(fault.clone()) };
            assert_eq!(conclude(&found), Err(fault));
        }
    }

    #[test]
    fn names_that_fail_everywhere_are_not_the_stations_fault() {
        let found = |fault| Findings { internet: Internet::NamesFail, ..failing(fault) };
        assert_eq!(conclude(&found(Fault::Dns { host: host() })), Err(Fault::Dns { host: host() }));
        assert_eq!(conclude(&found(Fault::ConnectTimeout { host: host() })), Err(Fault::ServiceDown { host: host() }));
    }

    #[test]
    fn an_ipv6_station_is_not_blamed_for_a_network_without_ipv6() {
        let fault = Fault::Unreachable { host: host() };
        let found = Findings { reachable_kind: false, internet: Internet::Answers, ..failing(fault.clone()) };
        assert_eq!(conclude(&found), Err(fault));
    }

    #[test]
    fn an_answer_is_believed_unless_a_login_page_may_have_given_it() {
        let told =
            |fault: Fault, secure, internet| conclude(&Findings { secure, internet, ..failing(fault) }).unwrap_err();
        let (error, missing) = (Fault::ServerError { host: host(), status: 503 }, Fault::NotFound { host: host() });
        let portal = || Internet::Portal { login_page: None };
        let captive = Fault::CaptivePortal { login_page: None };
        let page = Fault::NotAudio { host: host(), content_type: "text/html".into() };
        assert_eq!(told(error.clone(), false, Internet::Answers), Fault::ServiceDown { host: host() });
        assert_eq!(told(error.clone(), false, Internet::Silent), error);
        assert_eq!(told(missing.clone(), false, Internet::Answers), missing);
        assert_eq!(told(missing.clone(), false, portal()), captive);
        assert_eq!(told(missing.clone(), true, portal()), missing);
        assert_eq!(told(page, false, portal()), captive);
        assert_eq!(told(Fault::ServerError { host: host(), status: 511 }, false, Internet::Unclear), captive);
    }

    #[test]
    fn a_clock_is_blamed_only_for_what_a_clock_can_do() {
        let off = |hours, fault| Findings {
            clock_off: Some(SignedDuration::from_hours(hours)),
            internet: Internet::Answers,
            ..failing(fault)
        };
        assert_eq!(conclude(&off(25, tls(TlsFault::Expired))), Err(Fault::WrongClock));
        assert_eq!(conclude(&off(-25, tls(TlsFault::NotYetValid))), Err(Fault::WrongClock));
        assert_eq!(conclude(&off(23, tls(TlsFault::Expired))), Err(tls(TlsFault::Expired)));
        assert_eq!(conclude(&off(25, tls(TlsFault::WrongHost))), Err(tls(TlsFault::WrongHost)));
        let refused = Fault::Refused { host: host() };
        assert_eq!(conclude(&off(9000, refused)), Err(Fault::ServiceDown { host: host() }));
    }

    #[test]
    fn a_stream_that_dries_up_is_explained_by_a_dead_line_but_not_by_a_living_one() {
        let stalled = Fault::Stalled { host: host() };
        let found = |internet| Findings { internet, ..failing(stalled.clone()) };
        assert_eq!(conclude(&found(Internet::Silent)), Err(Fault::NoInternet));
        assert_eq!(conclude(&found(Internet::Answers)), Err(stalled.clone()));
        assert_eq!(conclude(&Findings { link: Some(false), ..found(Internet::NotAsked) }), Err(Fault::NoLink));
    }

    #[test]
    fn faults_of_this_machine_are_left_alone() {
        let full = Fault::DiskFull { path: "/".into() };
        let found = Findings { link: Some(false), internet: Internet::Silent, ..failing(full.clone()) };
        assert_eq!(conclude(&found), Err(full.clone()));
        assert!(!may_be_explained(&full) && may_be_explained(&Fault::Stalled { host: host() }));
    }
}
