//! What the machine says of its own network, without sending a byte.

use std::fs;
use std::path::{Path, PathBuf};

/// Where the machine keeps its word on its network. Tests point it elsewhere.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// One folder an interface, as in `/sys/class/net`.
    pub interfaces: PathBuf,
    /// The IPv4 routes, as in `/proc/net/route`.
    pub routes_v4: PathBuf,
    /// The IPv6 routes, as in `/proc/net/ipv6_route`.
    pub routes_v6: PathBuf,
    /// Web traffic goes through a proxy: then the host's own address need not be reachable from here.
    pub proxied: bool,
}

/// For which kinds of address there is a way out of the local network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaysOut {
    pub v4: bool,
    pub v6: bool,
}

impl WaysOut {
    pub fn any(self) -> bool {
        self.v4 || self.v6
    }
}

impl Surroundings {
    /// This machine.
    pub fn of_this_machine() -> Self {
        Self {
            interfaces: "/sys/class/net".into(),
            routes_v4: "/proc/net/route".into(),
            routes_v6: "/proc/net/ipv6_route".into(),
            proxied: proxied(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty())),
        }
    }

    /// The interfaces that are up, the loopback excepted; `None` if this machine does not tell.
    pub fn links(&self) -> Option<Vec<String>> {
        let folders = fs::read_dir(&self.interfaces).ok()?;
        let mut up: Vec<String> = folders
            .flatten()
            .filter(|entry| is_up(&entry.path()))
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name != "lo")
            .collect();
        up.sort();
        Some(up)
    }

    /// The ways out; `None` if this machine does not tell.
    pub fn ways_out(&self) -> Option<WaysOut> {
        let v4 = fs::read_to_string(&self.routes_v4).ok();
        let v6 = fs::read_to_string(&self.routes_v6).ok();
        if v4.is_none() && v6.is_none() {
            return None;
        }
        let any =
            |table: Option<String>, is_out: fn(&str) -> bool| table.is_some_and(|table| table.lines().any(is_out));
        Some(WaysOut { v4: any(v4, leads_out_v4), v6: any(v6, leads_out_v6) })
    }
}

/// The variables that the HTTP client obeys.
fn proxied(is_set: impl Fn(&str) -> bool) -> bool {
    ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].into_iter().any(is_set)
}

/// RFC 2863's states. Tunnels and some drivers never say more than `unknown`: then the carrier decides.
fn is_up(interface: &Path) -> bool {
    let read = |file| fs::read_to_string(interface.join(file)).map(|text| text.trim().to_owned());
    match read("operstate").as_deref() {
        Ok("up") => true,
        // An interface that is administratively down refuses to tell its carrier.
        Ok("unknown") => read("carrier").is_ok_and(|carrier| carrier == "1"),
        _ => false,
    }
}

const UP: u32 = 0x1;
const REJECT: u32 = 0x200;

/// Columns: interface, destination, gateway, flags, three counters, mask. VPNs cut the default route in two halves,
/// with mask 128.0.0.0.
fn leads_out_v4(line: &str) -> bool {
    let columns: Vec<&str> = line.split_whitespace().collect();
    let [_, destination, _, flags, _, _, _, mask, ..] = columns[..] else { return false };
    destination == "00000000" && matches!(mask, "00000000" | "00000080") && usable(flags)
}

/// Columns: destination, prefix length, source, its length, next hop, three counters, flags, interface.
/// The kernel always lists a default route by `lo` that rejects.
fn leads_out_v6(line: &str) -> bool {
    let columns: Vec<&str> = line.split_whitespace().collect();
    let [destination, length, .., flags, interface] = columns[..] else { return false };
    let everything = destination.bytes().all(|digit| digit == b'0') && matches!(length, "00" | "01");
    // Most of the public IPv6 internet is 2000::/3, and some routers announce only that.
    let public = destination.starts_with("2000000") && length == "03";
    (everything || public) && interface != "lo" && usable(flags)
}

fn usable(flags: &str) -> bool {
    u32::from_str_radix(flags, 16).is_ok_and(|flags| flags & UP != 0 && flags & REJECT == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feeds::probe::tests::machine;

    const V4: &str = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n";
    const ZERO: &str = "00000000000000000000000000000000";

    #[test]
    fn an_interface_is_up_if_it_says_so_or_cannot_say() {
        for (state, carrier, up) in [
            ("up", "1", true),
            ("down", "0", false),
            ("unknown", "1", true),
            ("unknown", "", false),
            ("dormant", "1", false),
        ] {
            let (_folder, surroundings) = machine(&[("lo", "unknown", "1"), ("wlan0", state, carrier)], "", "");
            let expected: &[&str] = if up { &["wlan0"] } else { &[] };
            assert_eq!(surroundings.links().unwrap(), expected, "{state} {carrier}");
        }
    }

    #[test]
    fn only_routes_to_everywhere_lead_out() {
        for (line, out) in [
            ("eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0", true),
            ("tun0 00000000 0100080A 0003 0 0 0 00000080 0 0 0", true),
            ("eth0 000200C0 00000000 0001 0 0 0 00FFFFFF 0 0 0", false),
            ("* 00000000 00000000 0200 0 0 0 00000000 0 0 0", false),
        ] {
            let (_folder, surroundings) = machine(&[], &format!("{V4}{line}\n"), "");
            assert_eq!(surroundings.ways_out(), Some(WaysOut { v4: out, v6: false }), "{line}");
        }
    }

    #[test]
    fn the_kernels_rejecting_ipv6_route_leads_nowhere() {
        let rest = format!("{ZERO} 00 fd000000000000000000000000000001 00000400 2 0");
        for (line, out) in [
            (format!("{ZERO} 00 {rest} 00000003 eth0"), true),
            (format!("20{} 03 {rest} 00000003 eth0", &ZERO[2..]), true),
            (format!("{ZERO} 00 {rest} 00200200 lo"), false),
            (format!("fe80{} 40 {rest} 00000001 eth0", &ZERO[4..]), false),
        ] {
            let (_folder, surroundings) = machine(&[], V4, &line);
            assert_eq!(surroundings.ways_out(), Some(WaysOut { v4: false, v6: out }), "{line}");
        }
    }

    #[test]
    fn a_machine_that_does_not_tell_is_not_taken_for_unconnected() {
        let nowhere = PathBuf::from("/nonexistent");
        let (a, b) = (nowhere.clone(), nowhere.clone());
        let surroundings = Surroundings { interfaces: nowhere, routes_v4: a, routes_v6: b, proxied: false };
        assert_eq!((surroundings.links(), surroundings.ways_out()), (None, None));
    }

    #[test]
    fn a_proxy_is_noticed() {
        assert!(proxied(|name| name == "https_proxy"));
        assert!(!proxied(|name| name == "no_proxy"));
    }
}
