//! The visitor's address. A proxy's word is believed only where the proxy is configured.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

use super::error::WebError;
use super::state::WebState;

/// The visitor's address, where the connection has one.
#[derive(Debug, Clone, Copy)]
pub struct ClientAddress(pub Option<IpAddr>);

impl FromRequestParts<WebState> for ClientAddress {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, WebError> {
        Ok(Self(client(
            &parts.extensions,
            &parts.headers,
            &state.settings.http.trusted_proxies,
        )))
    }
}

/// Finds the visitor's address: the peer, or, behind trusted proxies, the last address that is not one of them.
pub fn client(extensions: &Extensions, headers: &HeaderMap, trusted: &[IpAddr]) -> Option<IpAddr> {
    let peer = extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(address)| address.ip())?;
    if !trusted.contains(&peer) {
        return Some(peer);
    }
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .collect();
    let mut nearest = peer;
    for hop in hops.into_iter().rev() {
        // What a proxy of ours wrote can be read; anything else was written by the visitor and is not believed.
        let Some(address) = parse(hop) else { break };
        nearest = address;
        if !trusted.contains(&address) {
            break;
        }
    }
    Some(nearest)
}

/// Reads an address, with or without a port.
fn parse(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    hop.parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(peer: &str, forwarded: &str, trusted: &[&str]) -> Option<IpAddr> {
        let mut extensions = Extensions::new();
        extensions.insert(ConnectInfo(SocketAddr::new(
            peer.parse().expect("address"),
            1,
        )));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().expect("header"));
        let trusted: Vec<IpAddr> = trusted
            .iter()
            .map(|text| text.parse().expect("address"))
            .collect();
        client(&extensions, &headers, &trusted)
    }

    #[test]
    fn a_strangers_word_is_not_believed() {
        assert_eq!(ask("192.0.2.7", "1.2.3.4", &[]), "192.0.2.7".parse().ok());
        assert_eq!(
            ask(
                "10.0.0.1",
                "6.6.6.6, 1.2.3.4, 10.0.0.2",
                &["10.0.0.1", "10.0.0.2"]
            ),
            "1.2.3.4".parse().ok()
        );
        assert_eq!(
            ask("10.0.0.1", "6.6.6.6, nonsense", &["10.0.0.1"]),
            "10.0.0.1".parse().ok()
        );
        assert_eq!(
            ask("10.0.0.1", "6.6.6.6, 203.0.113.9:4711", &["10.0.0.1"]),
            "203.0.113.9".parse().ok()
        );
        assert_eq!(
            ask("10.0.0.1", "nonsense", &["10.0.0.1"]),
            "10.0.0.1".parse().ok()
        );
    }
}
