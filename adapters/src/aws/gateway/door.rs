//! Who may come to the API at all, before any route is looked at: from which networks, and whether without signing in. The
//! gateway itself has no such rule: an HTTP API takes neither a resource policy nor a firewall.

use super::request::{BadRequestEvent, request};
use crate::aws::settings::Reader;
use crate::http::{Anonymous, ProblemResponse, Verified};
use aws_lambda_events::apigw::ApiGatewayV2httpRequest;
use axum::body::Body;
use axum::http::Request;
use ipnet::IpNet;
use shared::wire::ProblemKind;
use std::net::IpAddr;

/// The environment that is never open.
const PRODUCTION: &str = "prod";
/// Where agents answer. Nobody can list the addresses that they come from, and each answer carries its attempt's token.
const FOR_AGENTS: &str = "/callbacks/";

/// The rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Door {
    /// `ALLOWED_CIDR_BLOCKS`: the networks that requests may come from; empty: from anywhere.
    networks: Vec<IpNet>,
    /// `API_AUTH` is `none`: whoever comes without a credential is `anonymous`.
    open: bool,
}

/// Why a request does not come in.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// It is no request.
    #[error(transparent)]
    Malformed(#[from] BadRequestEvent),
    /// It comes from elsewhere.
    #[error(
        "requests from {0} are not taken here; come from one of the deployment's networks, or have yours added to allowed_cidr_blocks"
    )]
    Network(String),
}

impl From<Refused> for ProblemResponse {
    fn from(refused: Refused) -> Self {
        let kind = match refused {
            Refused::Malformed(_) => ProblemKind::InvalidRequest,
            Refused::Network(_) => ProblemKind::NotAllowed,
        };
        Self::new(kind, refused.to_string())
    }
}

impl Door {
    /// Reads it; what is wrong stays with the reader.
    pub fn read<F: Fn(&str) -> Option<String>>(reader: &mut Reader<F>) -> Self {
        let what = "networks between commas, such as 203.0.113.0/24";
        let networks = reader.with("ALLOWED_CIDR_BLOCKS", what, |text| {
            text.split(',')
                .map(|block| block.trim().parse().map_err(|_| "one is no CIDR block".to_owned()))
                .collect()
        });
        let auth = reader.with("API_AUTH", "iam, jwt or none", |text| match text {
            "iam" | "jwt" => Ok(false),
            "none" => Ok(true),
            _ => Err("it is another word".to_owned()),
        });
        let open = auth.unwrap_or(false);
        if open && reader.optional("ENVIRONMENT").as_deref() == Some(PRODUCTION) {
            reader.refuse("API_AUTH", "an API that is open to everybody is refused in prod; set iam or jwt");
        }
        Self { networks: networks.unwrap_or_default(), open }
    }

    /// The request in an event, if it may come in.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn admit(&self, event: ApiGatewayV2httpRequest) -> Result<Request<Body>, Refused> {
        let source = event.request_context.http.source_ip.clone().unwrap_or_default();
        let mut request = request(event)?;
        if !self.lets_in(&source) && !request.uri().path().starts_with(FOR_AGENTS) {
            return Err(Refused::Network(source));
        }
        if self.open && request.extensions().get::<Verified>().is_none() {
            request.extensions_mut().insert(Anonymous);
        }
        Ok(request)
    }

    /// Whoever's address is not known comes from no network.
    fn lets_in(&self, source: &str) -> bool {
        let inside = |address: IpAddr| self.networks.iter().any(|network| network.contains(&address));
        self.networks.is_empty() || source.parse().is_ok_and(inside)
    }
}
