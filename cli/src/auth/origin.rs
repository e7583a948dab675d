//! What a server's address says about it: whether it is an API Gateway, in which region, and whether it is this machine.

use reqwest::Url;
use std::net::IpAddr;

/// What an address says about the API Gateway behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gateway {
    /// Whether it is one: `API.execute-api.REGION.amazonaws.com`.
    pub(crate) is_gateway: bool,
    /// Its region, where the address names it.
    pub(crate) region: Option<String>,
}

impl Gateway {
    /// Reads an address.
    pub(crate) fn of(url: &Url) -> Self {
        let host = url.host_str().unwrap_or_default().to_ascii_lowercase();
        let amazon = host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn");
        let mut labels = host.split('.').skip(1).skip_while(|label| *label != "execute-api");
        match (amazon, labels.next(), labels.next()) {
            (true, Some(_), Some(region)) => Self { is_gateway: true, region: Some(region.to_owned()) },
            (_, _, _) => Self { is_gateway: false, region: None },
        }
    }
}

/// Whether an address is on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    url.host_str().is_some_and(|host| {
        let bare = host.trim_matches(['[', ']']);
        host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    })
}

/// The `Host` header that a client sends for an address.
pub(super) fn host_header(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(url: &str) -> Option<String> {
        Gateway::of(&Url::parse(url).unwrap()).region
    }

    #[test]
    fn a_gateway_names_its_region() {
        assert_eq!(
            region("https://a1b2.execute-api.eu-west-1.amazonaws.com/prod").as_deref(),
            Some("eu-west-1")
        );
        assert_eq!(
            region("https://a1b2.execute-api.cn-north-1.amazonaws.com.cn").as_deref(),
            Some("cn-north-1")
        );
        assert_eq!(
            region("https://a1b2-vpce-0f1.execute-api.us-east-1.vpce.amazonaws.com/").as_deref(),
            Some("us-east-1")
        );
    }

    #[test]
    fn nobody_else_is_taken_for_a_gateway() {
        for url in [
            "https://example.com/execute-api.eu-west-1.amazonaws.com",
            "https://a1b2.execute-api.eu-west-1.amazonaws.com.example.com",
            "https://execute-api.eu-west-1.amazonaws.com",
            "https://fakeamazonaws.com",
            "http://127.0.0.1:7410",
        ] {
            assert!(!Gateway::of(&Url::parse(url).unwrap()).is_gateway, "{url}");
        }
    }
}
