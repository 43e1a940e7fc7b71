//! HTTP. Async ends at this room's door: [`buffer`].

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{fs, io};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{Certificate, Client, ClientBuilder};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinHandle;

use crate::fault::is_local_host;

pub mod buffer;
#[cfg(test)]
pub mod fake_server;
pub mod http;
pub mod icy;
pub mod stream;
mod wrapper;

/// Redirects followed before they count as a circle.
const MOST_REDIRECTS: usize = 10;

/// The network's threads, and what every request has in common.
///
/// The player makes one and owns the threads; clones only use them. When the first is dropped all that runs on
/// it is cancelled, without waiting: a hanging name lookup delays no exit.
#[derive(Debug)]
pub struct Net {
    handle: Handle,
    /// Trusted beside the system's own authorities.
    authorities: Arc<[Certificate]>,
    threads: Option<Runtime>,
}

/// Why there can be no network room.
#[derive(Debug, thiserror::Error)]
pub enum NetError {
    #[error("cannot use the certificates in {}: {why}", path.display())]
    Authorities { path: PathBuf, why: String },
    #[error("cannot start the network's threads: {0}")]
    Threads(#[from] io::Error),
}

impl Net {
    /// Starts two threads. `authorities`: a PEM file of certificate authorities to trust beside the system's.
    ///
    /// # Errors
    /// If the file cannot be read or holds no certificate, or the threads cannot be started.
    pub fn new(authorities: Option<&Path>) -> Result<Self, NetError> {
        // Fails if a provider is already there: then there is one, which is all that is wanted.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let authorities = authorities.map(read_authorities).transpose()?.unwrap_or_default().into();
        let threads = Builder::new_multi_thread().worker_threads(2).thread_name("net").enable_all().build()?;
        Ok(Self { handle: threads.handle().clone(), authorities, threads: Some(threads) })
    }

    /// Runs `work` on the network's threads.
    pub fn spawn<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> JoinHandle<T> {
        self.handle.spawn(work)
    }

    /// A client for one request. A fresh one each time, so that no pooled connection that has died unseen
    /// can be mistaken for a dead server, and each request has its own deadline. It costs 3 ms.
    fn client(&self, host: &str, connect: Duration, lookup: &Lookup) -> reqwest::Result<Client> {
        let authorities = || self.authorities.iter().cloned();
        let trusting = client_builder(host, connect, lookup).tls_certs_merge(authorities()).build();
        // A machine without any authorities must still reach plain http.
        trusting.or_else(|_| client_builder(host, connect, lookup).tls_certs_only(authorities()).build())
    }
}

fn client_builder(host: &str, connect: Duration, lookup: &Lookup) -> ClientBuilder {
    let client = Client::builder()
        .user_agent(concat!("Segue/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(connect)
        .dns_resolver(lookup.clone())
        .redirect(Policy::custom(follow))
        // A peer that vanished without a word is noticed within half a minute even by a silent connection.
        .tcp_keepalive(Duration::from_secs(15))
        .tcp_keepalive_interval(Duration::from_secs(5))
        .tcp_keepalive_retries(3)
        .pool_max_idle_per_host(0)
        // Old SHOUTcast servers speak almost HTTP: see `http::shoutcast`.
        .http09_responses()
        .http1_ignore_invalid_headers_in_responses(true);
    // No proxy leads back into one's own house.
    if is_local_host(host) { client.no_proxy() } else { client }
}

impl Clone for Net {
    fn clone(&self) -> Self {
        Self { handle: self.handle.clone(), authorities: self.authorities.clone(), threads: None }
    }
}

impl Drop for Net {
    fn drop(&mut self) {
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

fn read_authorities(path: &Path) -> Result<Vec<Certificate>, NetError> {
    let fail = |why: String| NetError::Authorities { path: path.to_owned(), why };
    let pem = fs::read(path).map_err(|error| fail(error.to_string()))?;
    let found = Certificate::from_pem_bundle(&pem).map_err(|_| fail("it is not in PEM format".to_owned()))?;
    if found.is_empty() { Err(fail("there are none".to_owned())) } else { Ok(found) }
}

/// Follows a redirect unless it leads where we have been: without cookies the answer there is the same.
fn follow(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    if attempt.previous().len() > MOST_REDIRECTS || attempt.previous().contains(attempt.url()) {
        attempt.error("redirected in a circle")
    } else {
        attempt.follow()
    }
}

/// Looks names up by the system's resolver, and knows whether it is still at it: the resolver may hang for
/// longer than any deadline, and then the name, not the host, is what failed.
#[derive(Clone, Debug, Default)]
struct Lookup(Arc<AtomicBool>);

impl Lookup {
    fn hangs(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Resolve for Lookup {
    fn resolve(&self, name: Name) -> Resolving {
        let busy = self.0.clone();
        busy.store(true, Ordering::Relaxed);
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            busy.store(false, Ordering::Relaxed);
            let addresses: Vec<_> = found?.collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn dropping_the_owner_cancels_what_runs_and_clones_stay_harmless() {
        let net = Net::new(None).unwrap();
        let (alive, died) = mpsc::channel::<()>();
        net.spawn(async move {
            let _alive = alive;
            std::future::pending::<()>().await;
        });
        let clone = net.clone();
        drop(net);
        assert_eq!(died.recv_timeout(Duration::from_secs(5)), Err(mpsc::RecvTimeoutError::Disconnected));
        clone.spawn(async {});
    }

    #[test]
    fn a_useless_authorities_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        assert!(Net::new(Some(&path)).unwrap_err().to_string().contains("ca.pem"));
        fs::write(&path, "hello").unwrap();
        assert!(Net::new(Some(&path)).unwrap_err().to_string().ends_with("there are none"));
    }
}
