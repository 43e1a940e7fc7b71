//! Every fault that loopback can show, against a real socket.

use std::time::Duration;

use super::*;
use crate::fault::TlsFault;
use crate::net::fake_server::{Request, nobody, serve};

const PATIENT: Deadlines = Deadlines { connect: Duration::from_secs(20), answer: Duration::from_secs(20) };
const HASTY: Duration = Duration::from_millis(80);

fn ask_within(url: &Url, deadlines: Deadlines) -> Result<Response, NetFault> {
    let net = Net::new(None).unwrap();
    let (client, url) = (net.clone(), url.clone());
    net.threads
        .as_ref()
        .unwrap()
        .block_on(async move { open(&client, &url, &[("icy-metadata", "1")], deadlines).await })
}

fn ask(url: &Url) -> Result<Response, NetFault> {
    ask_within(url, PATIENT)
}

fn fault(answer: impl Fn(Request) + Send + Sync + 'static) -> Fault {
    ask(&serve(answer)).unwrap_err().fault
}

fn host() -> String {
    "127.0.0.1".to_owned()
}

#[test]
fn refusals_carry_the_servers_wish() {
    let url = serve(|mut request| request.answer("503 Service Unavailable", "retry-after: 7\r\n", ""));
    let retry_after = Some(Duration::from_secs(7));
    assert_eq!(
        ask(&url).unwrap_err(),
        NetFault { fault: Fault::ServerError { host: host(), status: 503 }, retry_after }
    );
    let dates = "date: Wed, 21 Oct 2026 07:28:00 GMT\r\nretry-after: Wed, 21 Oct 2026 07:28:30 GMT\r\n";
    let url = serve(move |mut request| request.answer("429 Too Many Requests", dates, ""));
    let retry_after = Some(Duration::from_secs(30));
    assert_eq!(ask(&url).unwrap_err(), NetFault { fault: Fault::TooManyRequests { host: host() }, retry_after });
    assert_eq!(fault(|mut request| request.answer("404 Not Found", "", "")), Fault::NotFound { host: host() });
}

#[test]
fn connections_that_fail() {
    assert_eq!(ask(&nobody()).unwrap_err().fault, Fault::Refused { host: host() });
    let unknown = "http://no-such-host.invalid/".parse().unwrap();
    assert_eq!(ask(&unknown).unwrap_err().fault, Fault::Dns { host: "no-such-host.invalid".to_owned() });
    let odd = "rtsp://u:secret@radio.example/a?token=secret".parse().unwrap();
    assert_eq!(ask(&odd).unwrap_err().fault, Fault::BadUrl { url: "rtsp://radio.example/a".to_owned() });
}

#[test]
fn answers_that_are_none() {
    assert_eq!(fault(|_| ()), Fault::BadAnswer { host: host() });
    assert_eq!(fault(|mut request| request.send("SSH-2.0-OpenSSH\r\n\r\n")), Fault::BadAnswer { host: host() });
    assert_eq!(fault(|mut request| request.send("HTTP/1.1 200 OK\r\ncontent-")), Fault::BadAnswer { host: host() });
    let mute = serve(|mut request| request.hold());
    assert_eq!(
        ask_within(&mute, Deadlines { answer: HASTY, ..PATIENT }).unwrap_err().fault,
        Fault::NoAnswer { host: host() }
    );
    let endless = serve(|mut request| {
        request.send("HTTP/1.1 200 OK\r\n");
        while std::io::Write::write_all(&mut request.client, b"x: y\r\n").is_ok() {}
    });
    assert_eq!(ask_within(&endless, PATIENT).unwrap_err().fault, Fault::BadAnswer { host: host() });
}

#[test]
fn a_server_that_speaks_no_tls() {
    let mut url = serve(|mut request| request.answer("200 OK", "", "hello"));
    url.set_scheme("https").unwrap();
    // Our greeting is no request to it, so it stays silent: that is a handshake that does not come about in time.
    assert_eq!(
        ask_within(&url, Deadlines { connect: HASTY, ..PATIENT }).unwrap_err().fault,
        Fault::ConnectTimeout { host: host() }
    );
}

#[test]
fn redirects_are_followed_but_not_in_circles() {
    let url = serve(|mut request| match request.path.as_str() {
        "/" => request.answer("302 Found", "location: /new?x=1\r\n", ""),
        "/a" => request.answer("301 Moved", "location: /b\r\n", ""),
        "/b" => request.answer("307 Moved", "location: /a\r\n", ""),
        _ => request.answer("200 OK", "", "here"),
    });
    assert_eq!(ask(&url).unwrap().url.path(), "/new");
    assert_eq!(ask(&url.join("/a").unwrap()).unwrap_err().fault, Fault::RedirectLoop { host: host() });
}

#[test]
fn credentials_in_the_url_are_sent() {
    let mut url = serve(|mut request| match request.head.contains("authorization: Basic dTpwQHNz") {
        true => request.answer("200 OK", "", ""),
        false => request.answer("401 Unauthorized", "", ""),
    });
    assert_eq!(ask(&url).unwrap_err().fault, Fault::Unauthorized { host: host() });
    url.set_username("u").unwrap();
    url.set_password(Some("p@ss")).unwrap();
    assert_eq!(ask(&url).unwrap().status, 200);
}

#[test]
fn shoutcast_answers_are_understood() {
    let url = serve(|mut request| {
        assert!(request.head.contains("icy-metadata: 1") && request.head.contains("user-agent: Segue/"));
        request.send("ICY 200 OK\r\nicy-name: Caf\u{e9}\r\nContent-Type: AUDIO/mpeg; x=y\r\n\r\nsound");
    });
    let net = Net::new(None).unwrap();
    let (response, body) = net.threads.as_ref().unwrap().block_on(async {
        let mut response = open(&net, &url, &[("icy-metadata", "1")], PATIENT).await.unwrap();
        let body = response.start(100, PATIENT.answer, |_| false).await.unwrap();
        (response, body)
    });
    assert_eq!(response.header("icy-name").as_deref(), Some("Café"));
    assert_eq!(response.content_type().as_deref(), Some("audio/mpeg"));
    assert_eq!(body, b"sound");
    assert_eq!(fault(|mut request| request.send("ICY 401 Unavailable\r\n\r\n")), Fault::Unauthorized { host: host() });
}

/// A TLS server with a certificate of our own authority, valid for `names` in the given years.
mod tls {
    use std::io::Write;
    use std::net::TcpListener;
    use std::sync::Arc;

    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
    use rustls::pki_types::PrivateKeyDer;

    use super::*;

    fn serve_tls(name: &str, years: (i32, i32), folder: &std::path::Path) -> u16 {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        std::fs::write(folder.join("ca.pem"), authority.pem()).unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        (params.not_before, params.not_after) = (date_time_ymd(years.0, 1, 1), date_time_ymd(years.1, 1, 1));
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &authority).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config =
            rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = config.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).unwrap();
        accept(TcpListener::bind("127.0.0.1:0").unwrap(), Arc::new(config))
    }

    fn accept(listener: TcpListener, config: Arc<rustls::ServerConfig>) -> u16 {
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let session = rustls::ServerConnection::new(config.clone()).unwrap();
                let mut stream = rustls::StreamOwned::new(session, client);
                let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
                let _ = std::io::copy(&mut stream, &mut std::io::sink());
            }
        });
        port
    }

    fn ask_tls(name: &str, years: (i32, i32), trusted: bool) -> Result<u16, Fault> {
        let folder = tempfile::tempdir().unwrap();
        let port = serve_tls(name, years, folder.path());
        let net = Net::new(trusted.then(|| folder.path().join("ca.pem")).as_deref()).unwrap();
        let url = format!("https://localhost:{port}/").parse().unwrap();
        let client = net.clone();
        let answer = net.threads.as_ref().unwrap().block_on(async move { open(&client, &url, &[], PATIENT).await });
        answer.map(|response| response.status).map_err(|fault| fault.fault)
    }

    #[test]
    fn each_bad_certificate_is_told_apart() {
        let refused = |why| Err(Fault::Tls { host: "localhost".to_owned(), why });
        assert_eq!(ask_tls("localhost", (2020, 2090), true), Ok(200));
        assert_eq!(ask_tls("localhost", (2020, 2021), true), refused(TlsFault::Expired));
        assert_eq!(ask_tls("localhost", (2089, 2090), true), refused(TlsFault::NotYetValid));
        assert_eq!(ask_tls("other.example", (2020, 2090), true), refused(TlsFault::WrongHost));
        assert_eq!(ask_tls("localhost", (2020, 2090), false), refused(TlsFault::Untrusted));
    }
}
