use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::ms;
use crate::lab::{Fault, Lab, Media, TlsKind};

fn connect(lab: &Lab) -> StreamOwned<ClientConnection, TcpStream> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(Lab::ca_pem()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let tls = ClientConnection::new(Arc::new(config), "127.0.0.1".try_into().unwrap()).unwrap();
    let tcp = TcpStream::connect(("127.0.0.1", lab.port())).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
    StreamOwned::new(tls, tcp)
}

/// What a careful client reads of the stream, or why it refuses.
fn tune_in(kind: TlsKind) -> Result<String, String> {
    let lab = Lab::start_tls(Media::MP3, kind);
    let mut stream = connect(&lab);
    stream.write_all(b"GET /radio HTTP/1.1\r\nHost: lab\r\n\r\n").map_err(|error| error.to_string())?;
    let mut bytes = vec![0; 40_000];
    stream.read_exact(&mut bytes).map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[test]
fn a_good_certificate_gives_music() {
    assert!(tune_in(TlsKind::Good).unwrap().starts_with("HTTP/1.0 200 OK"));
}

#[test]
fn each_bad_certificate_is_refused_for_its_own_reason() {
    let reasons = [
        (TlsKind::Expired, "expired"),
        (TlsKind::NotYetValid, "not valid yet"),
        (TlsKind::WrongHost, "not valid for name"),
        (TlsKind::Untrusted, "UnknownIssuer"),
    ];
    for (kind, reason) in reasons {
        let why = tune_in(kind).unwrap_err();
        assert!(why.contains(reason), "{kind:?}: {why}");
    }
}

#[test]
fn faults_pass_through_tls() {
    let lab = Lab::start_tls(Media::MP3, TlsKind::Good);
    let mut stream = connect(&lab);
    stream.write_all(b"GET /radio HTTP/1.1\r\nHost: lab\r\n\r\n").unwrap();
    stream.read_exact(&mut [0; 10_000]).unwrap();
    lab.set(Fault::End);
    stream.read_to_end(&mut Vec::new()).unwrap();
    lab.set(Fault::Blackhole);
    let mut stream = connect(&lab);
    stream.sock.set_read_timeout(Some(ms(100))).unwrap();
    assert!(stream.write_all(b"GET").is_err(), "no handshake");
}
