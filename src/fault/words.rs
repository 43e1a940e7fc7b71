//! What a fault is called and what is said about it. No sentence says more than is known or needs a network engineer.

use std::fmt;

use url::Url;

use super::{Fault, TlsFault};

impl Fault {
    /// A stable name for scripts and metrics; the same as the `code` in JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoLink => "no-link",
            Self::NoRoute => "no-route",
            Self::NoInternet => "no-internet",
            Self::CaptivePortal { .. } => "captive-portal",
            Self::WrongClock => "wrong-clock",
            Self::Dns { .. } => "dns",
            Self::Refused { .. } => "refused",
            Self::Unreachable { .. } => "unreachable",
            Self::ConnectTimeout { .. } => "connect-timeout",
            Self::NoAnswer { .. } => "no-answer",
            Self::Tls { .. } => "tls",
            Self::ServiceDown { .. } => "service-down",
            Self::Unauthorized { .. } => "unauthorized",
            Self::Forbidden { .. } => "forbidden",
            Self::NotFound { .. } => "not-found",
            Self::TooManyRequests { .. } => "too-many-requests",
            Self::ServerError { .. } => "server-error",
            Self::HttpStatus { .. } => "http-status",
            Self::RedirectLoop { .. } => "redirect-loop",
            Self::BadAnswer { .. } => "bad-answer",
            Self::BadUrl { .. } => "bad-url",
            Self::Stalled { .. } => "stalled",
            Self::Reset { .. } => "reset",
            Self::Ended { .. } => "ended",
            Self::TooSlow { .. } => "too-slow",
            Self::Garbage { .. } => "garbage",
            Self::NotAudio { .. } => "not-audio",
            Self::UnknownFormat { .. } => "unknown-format",
            Self::DeadAir { .. } => "dead-air",
            Self::Noise { .. } => "noise",
            Self::DecoderDied { .. } => "decoder-died",
            Self::FileMissing { .. } => "file-missing",
            Self::FileUnreadable { .. } => "file-unreadable",
            Self::FileDamaged { .. } => "file-damaged",
            Self::FileSilent { .. } => "file-silent",
            Self::FileUnfit { .. } => "file-unfit",
            Self::DiskWedged { .. } => "disk-wedged",
            Self::DiskFull { .. } => "disk-full",
            Self::DeviceLost { .. } => "device-lost",
            Self::NoDevice { .. } => "no-device",
            Self::Drill => "drill",
        }
    }

    /// What happened, to what: one or two sentences without jargon, without secrets, on one line.
    pub fn sentence(&self) -> String {
        self.raw_sentence().replace(char::is_control, " ")
    }

    fn raw_sentence(&self) -> String {
        match self {
            Self::NoLink => "This machine is not connected to any network, neither by cable nor by Wi-Fi.".into(),
            Self::NoRoute => {
                "This machine is connected to a network, but knows no way from there to the internet.".into()
            }
            Self::NoInternet => {
                "This machine is on a network, but no site that Segue asks on the internet answers.".into()
            }
            Self::CaptivePortal { login_page } => portal(login_page.as_deref()),
            Self::WrongClock => "This machine's clock is wrong, so secure connections fail.".into(),
            Self::Dns { host } => format!("{host} cannot be found: looking up its name fails."),
            Self::Refused { host } => {
                format!("{host} refuses the connection, as it does when its stream is switched off.")
            }
            Self::Unreachable { host } => format!("There is no way from this machine to {host} at the moment."),
            Self::ConnectTimeout { host } => format!("{host} does not react to being called."),
            Self::NoAnswer { host } => format!("{host} takes the call, but gives no complete answer."),
            Self::Tls { host, why } => insecure(host, why),
            Self::ServiceDown { host } => {
                format!("{host} is not answering as it should. Your internet works; most likely the station is down.")
            }
            Self::Unauthorized { host } => {
                format!("{host} wants a name and password, or no longer accepts the ones it gets.")
            }
            Self::Forbidden { host } => format!("{host} answers, but does not allow this machine to listen."),
            Self::NotFound { host } => format!("{host} answers, but has no stream at this address."),
            Self::TooManyRequests { host } => format!("{host} asks Segue to wait: it was called too often."),
            Self::ServerError { host, status } => {
                format!("{host} answers, but reports a failure of its own (error {status}).")
            }
            Self::HttpStatus { host, status } => format!("{host} answers, but not with a stream (answer {status})."),
            Self::RedirectLoop { host } => {
                format!("{host} sends Segue from one address to the next and never to the stream.")
            }
            Self::BadAnswer { host } => format!("{host} gives an answer that makes no sense or breaks off."),
            Self::BadUrl { url } => format!("{} is not an address that Segue can play.", bare(url)),
            Self::Stalled { host } => format!("{host} is connected, but no music arrives any more."),
            Self::Reset { host } => format!("The connection to {host} was cut."),
            Self::Ended { host } => format!("{host} has ended the stream."),
            Self::TooSlow { host } => format!("Music from {host} arrives more slowly than it plays."),
            Self::Garbage { host } => format!("What arrives from {host} is not music."),
            Self::NotAudio { host, content_type } => {
                format!("{host} sends no music, but something else ({content_type}).")
            }
            Self::UnknownFormat { what } => format!("Segue cannot play this kind of sound: {what}."),
            Self::DeadAir { host } => format!("The stream from {host} runs, but it is silent."),
            Self::Noise { host } => format!("The stream from {host} has turned into noise."),
            Self::DecoderDied { what } => format!("The part of Segue that was playing {what} failed."),
            Self::FileMissing { path } => format!("The file {} is not there.", path.display()),
            Self::FileUnreadable { path, why } => format!("The file {} cannot be read: {why}.", path.display()),
            Self::FileDamaged { path } => format!("The file {} is damaged, cut short, or no music.", path.display()),
            Self::FileSilent { path } => format!("The file {} holds nothing that can be heard.", path.display()),
            Self::FileUnfit { sentence, .. } => sentence.clone(),
            Self::DiskWedged { path } => format!("The disk does not answer while {} is read.", path.display()),
            Self::DiskFull { path } => format!("The disk is full: {} cannot be written.", path.display()),
            Self::DeviceLost { device } => format!("The sound device {device} went away."),
            Self::NoDevice { why } => format!("There is no sound device to play on: {why}."),
            Self::Drill => "This is a drill: Segue acts as if the stream had failed.".into(),
        }
    }

    /// What to do, or that nothing needs doing.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::NoLink => "Plug in the network cable or switch Wi-Fi on; Segue notices by itself.",
            Self::NoRoute => "Restart the router, then switch this machine's network off and on. Segue keeps trying.",
            Self::NoInternet => {
                "Restart the router; if that does not help, ask your internet provider. Segue keeps trying."
            }
            Self::CaptivePortal { .. } => "Open a web browser on this machine and log in there. Segue keeps trying.",
            Self::WrongClock => "Set this machine's date and time, or let it set them from the internet.",
            Self::Dns { .. } => {
                "Check the address for a typing error. If nothing else works either, restart the router."
            }
            Self::Refused { .. } | Self::NotFound { .. } => {
                "If it has played before, just wait: Segue keeps trying. If it is new, check the address."
            }
            Self::Tls { why, .. } => secure_remedy(why),
            Self::ServiceDown { .. } => {
                "Nothing needs doing: Segue keeps trying. If it has never played, check the address."
            }
            Self::Unreachable { .. } | Self::ConnectTimeout { .. } | Self::NoAnswer { .. } => {
                "Nothing needs doing: Segue keeps trying. If other sites fail too, restart the router."
            }
            Self::Unauthorized { .. } => "Check the name and password that belong to this stream.",
            Self::Forbidden { .. } => "Ask the station whether it may be heard here; some serve only some countries.",
            Self::TooManyRequests { .. } => "Nothing needs doing: Segue waits as long as it was asked to.",
            Self::ServerError { .. } | Self::BadAnswer { .. } | Self::Reset { .. } | Self::Ended { .. } => {
                "Nothing needs doing: Segue keeps trying."
            }
            Self::HttpStatus { .. } | Self::RedirectLoop { .. } | Self::NotAudio { .. } | Self::Garbage { .. } => {
                "Check the address: it must lead to the stream itself. Segue keeps trying."
            }
            Self::BadUrl { .. } => "Correct the address; it begins with http:// or https://.",
            Self::Stalled { .. } | Self::DeadAir { .. } | Self::Noise { .. } => {
                "Nothing needs doing: Segue goes back to the stream when it brings music again."
            }
            Self::TooSlow { .. } => "Choose a stream of lower quality, or see what else uses the internet connection.",
            Self::UnknownFormat { .. } => "Choose another stream or file, for example MP3, AAC, Ogg or FLAC.",
            Self::DecoderDied { .. } => "Nothing needs doing: Segue goes on. If it happens again, please report it.",
            Self::FileMissing { .. } => "Put the file back, or take it off the list.",
            Self::FileUnreadable { .. } => "Check that this file may be read and that its disk is connected.",
            Self::FileDamaged { .. } | Self::FileSilent { .. } | Self::FileUnfit { .. } => {
                "Replace the file, or take it off the list."
            }
            Self::DiskWedged { .. } => "Check the disk or the network share; Segue plays from elsewhere meanwhile.",
            Self::DiskFull { .. } => "Make room on this disk. The music is not affected.",
            Self::DeviceLost { .. } => "Plug it in again, or choose another one; Segue goes on as soon as it can.",
            Self::NoDevice { .. } => "Connect a loudspeaker or sound card and see that it is switched on.",
            Self::Drill => "Nothing needs doing.",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

/// A page in place of the expected answer is nearly always a login, but that it is one is only a guess.
fn portal(login_page: Option<&str>) -> String {
    let page = login_page.map(|page| format!(" ({})", bare(page))).unwrap_or_default();
    format!("This network shows a page of its own in place of the internet{page}, most likely to log in.")
}

fn insecure(host: &str, why: &TlsFault) -> String {
    match why {
        TlsFault::Expired => format!("{host} cannot prove who it is: its certificate has expired."),
        TlsFault::NotYetValid => format!("The certificate of {host} is not valid yet by this machine's clock."),
        TlsFault::WrongHost => format!("What answers shows a certificate that is not made for {host}."),
        TlsFault::Untrusted => format!("{host} cannot prove who it is: nobody trusted has signed its certificate."),
        TlsFault::Handshake => format!("No secure connection to {host} comes about."),
    }
}

fn secure_remedy(why: &TlsFault) -> &'static str {
    match why {
        TlsFault::Expired => {
            "Check this machine's date. If it is right, only the station can mend this. Segue keeps trying."
        }
        TlsFault::NotYetValid => "Check this machine's date and time.",
        TlsFault::WrongHost => {
            "Check the address, and whether this network wants you to log in first. Segue keeps trying."
        }
        TlsFault::Untrusted => "If the station is well known, check whether this network wants you to log in first.",
        TlsFault::Handshake => {
            "Check the address; an old server may need http:// instead of https://. Segue keeps trying."
        }
    }
}

/// An address as it may be shown, even one that cannot be read as a URL: no name, password, query or fragment.
pub(super) fn bare(address: &str) -> String {
    if let Ok(url) = Url::parse(address)
        && url.has_host()
    {
        return crate::model::shown(&url);
    }
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let kept = &address[..end];
    match kept.rsplit_once('@') {
        Some((_, after)) => after.to_owned(),
        None => kept.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each.
    fn every() -> Vec<Fault> {
        let host = || "radio.example.org".to_owned();
        let path = || "/music/a.mp3".into();
        let tls = |why| Fault::Tls { host: host(), why };
        vec![
            Fault::NoLink,
            Fault::NoRoute,
            Fault::NoInternet,
            Fault::CaptivePortal { login_page: None },
            Fault::CaptivePortal { login_page: Some("http://login.example/?id=secret".into()) },
            Fault::WrongClock,
            Fault::Dns { host: host() },
            Fault::Refused { host: host() },
            Fault::Unreachable { host: host() },
            Fault::ConnectTimeout { host: host() },
            Fault::NoAnswer { host: host() },
            tls(TlsFault::Expired),
            tls(TlsFault::NotYetValid),
            tls(TlsFault::WrongHost),
            tls(TlsFault::Untrusted),
            tls(TlsFault::Handshake),
            Fault::ServiceDown { host: host() },
            Fault::Unauthorized { host: host() },
            Fault::Forbidden { host: host() },
            Fault::NotFound { host: host() },
            Fault::TooManyRequests { host: host() },
            Fault::ServerError { host: host(), status: 503 },
            Fault::HttpStatus { host: host(), status: 418 },
            Fault::RedirectLoop { host: host() },
            Fault::BadAnswer { host: host() },
            Fault::BadUrl { url: "http://me:secret@radio.example.org/live?token=secret#secret".into() },
            Fault::Stalled { host: host() },
            Fault::Reset { host: host() },
            Fault::Ended { host: host() },
            Fault::TooSlow { host: host() },
            Fault::Garbage { host: host() },
            Fault::NotAudio { host: host(), content_type: "text/html".into() },
            Fault::UnknownFormat { what: "WMA".into() },
            Fault::DeadAir { host: host() },
            Fault::Noise { host: host() },
            Fault::DecoderDied { what: "a.mp3".into() },
            Fault::FileMissing { path: path() },
            Fault::FileUnreadable { path: path(), why: "permission denied".into() },
            Fault::FileDamaged { path: path() },
            Fault::FileSilent { path: path() },
            Fault::FileUnfit { path: path(), sentence: "The file ends after 3 s of 180 s.".into() },
            Fault::DiskWedged { path: path() },
            Fault::DiskFull { path: path() },
            Fault::DeviceLost { device: "USB speaker".into() },
            Fault::NoDevice { why: "none was found".into() },
            Fault::Drill,
        ]
    }

    #[test]
    fn the_code_is_the_tag_in_json() {
        for fault in every() {
            let json = serde_json::to_value(&fault).unwrap();
            assert_eq!(json["code"], fault.code());
        }
        let codes: std::collections::BTreeSet<_> = every().iter().map(Fault::code).collect();
        assert_eq!(codes.len(), 41, "a fault is missing from the test's list, or two share a code");
    }

    #[test]
    fn every_fault_is_told_in_whole_sentences_with_its_host_and_no_secret() {
        for fault in every() {
            let (said, remedy, json) = (fault.to_string(), fault.remedy(), serde_json::to_value(&fault).unwrap());
            for text in [said.as_str(), remedy] {
                assert!(text.ends_with('.') && !text.ends_with(".."), "{text}");
                assert!(!text.contains("secret") && text.len() < 160, "{text}");
            }
            if let Some(host) = json.get("host").and_then(|host| host.as_str()) {
                assert!(said.contains(host), "{said}");
            }
        }
    }

    #[test]
    fn the_words_that_the_house_stands_for() {
        let down = Fault::ServiceDown { host: "radio.example.org".into() };
        assert!(down.sentence().starts_with("radio.example.org is not answering"), "{down}");
        assert!(down.sentence().contains("Your internet works"), "{down}");
        assert!(down.remedy().starts_with("Nothing needs doing"));
    }

    #[test]
    fn an_address_is_shown_without_its_secrets_even_if_it_is_no_url() {
        assert_eq!(bare("http://a:b@host/x?y#z"), "http://host/x");
        assert_eq!(bare("a:b@host/x?y"), "host/x");
        assert_eq!(bare("host/x#z"), "host/x");
        assert_eq!(bare("mailto:a"), "mailto:a");
    }

    #[test]
    fn a_servers_words_cannot_move_the_cursor() {
        let fault = Fault::NotAudio { host: "h".into(), content_type: "text\u{1b}[2Jhtml\n".into() };
        assert!(!fault.sentence().contains(char::is_control));
    }
}
