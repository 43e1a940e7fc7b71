//! Certificates good and bad, all but one kind signed by the lab's own authority.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use super::media::kept;

const CA_NAME: &str = "Segue's fault lab";

/// What is wrong with the server's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsKind {
    /// Nothing: it is for `127.0.0.1` and `localhost`, by the authority of [`ca_pem`].
    Good,
    /// Its last day was in 2021.
    Expired,
    /// Its first day is in 2090 (so looks every certificate to a machine whose clock is wrong).
    NotYetValid,
    /// It is for `radio.example`.
    WrongHost,
    /// Signed by an authority that is not in [`ca_pem`].
    Untrusted,
}

/// The lab's authority, for a client to trust (`SSL_CERT_FILE`). The same file in every run.
pub fn ca_pem() -> PathBuf {
    kept("ca.pem", |path| {
        let pem = ca_params(CA_NAME).self_signed(&ca_key()).expect("a sound authority").pem();
        fs::write(path, pem).expect("the lab's folder is writable");
    })
}

fn ca_key() -> KeyPair {
    let kept = kept("ca-key.pem", |path| {
        let pem = KeyPair::generate().expect("a key can be made").serialize_pem();
        fs::write(path, pem).expect("the lab's folder is writable");
    });
    KeyPair::from_pem(&fs::read_to_string(kept).expect("a kept file can be read")).expect("the lab wrote it")
}

fn ca_params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
    (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2099, 1, 1));
    params
}

/// A server's side of TLS with such a certificate.
pub(crate) fn server(kind: TlsKind) -> Arc<ServerConfig> {
    let names: &[&str] = if kind == TlsKind::WrongHost { &["radio.example"] } else { &["127.0.0.1", "localhost"] };
    let names: Vec<String> = names.iter().map(|&name| name.into()).collect();
    let mut params = CertificateParams::new(names).expect("sound names");
    let (from, to) = match kind {
        TlsKind::Expired => (2020, 2021),
        TlsKind::NotYetValid => (2090, 2095),
        _ => (2020, 2095),
    };
    (params.not_before, params.not_after) = (date_time_ymd(from, 1, 1), date_time_ymd(to, 1, 1));
    let issuer = match kind {
        TlsKind::Untrusted => Issuer::new(ca_params("A stranger"), KeyPair::generate().expect("a key can be made")),
        _ => Issuer::new(ca_params(CA_NAME), ca_key()),
    };
    let key = KeyPair::generate().expect("a key can be made");
    let certificate = params.signed_by(&key, &issuer).expect("a sound certificate");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring knows them")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key);
    Arc::new(config.expect("the key fits"))
}
