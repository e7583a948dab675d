//! Telling approvers: a webhook, or nobody. The link in a notice is a secret and never logged.

use crate::http_agent::{Clients, NoClient, root_cause};
use async_trait::async_trait;
use reqwest::Url;
use shared::limits::DISPATCH_TIMEOUT_MS;
use shared::ports::{Notice, Notifier, NotifyError};
use std::time::Duration;

/// Nobody is told: approvers look for themselves.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoNotifier;

#[async_trait]
impl Notifier for NoNotifier {
    fn is_connected(&self) -> bool {
        false
    }

    async fn notify(&self, _notice: &Notice) -> Result<(), NotifyError> {
        Ok(())
    }
}

/// Why a webhook can't be used.
#[derive(Debug, thiserror::Error)]
pub enum BadWebhook {
    /// The text is no URL that can be called.
    #[error("the notification URL can't be used: {0}; write it like http://127.0.0.1:8000/notices")]
    Url(&'static str),
    /// There is no HTTP client.
    #[error(transparent)]
    Client(#[from] NoClient),
}

/// Posts each notice as JSON to a URL; any 2xx is delivery.
pub struct WebhookNotifier {
    url: Url,
    clients: Clients,
}

impl WebhookNotifier {
    /// With the URL to post to.
    ///
    /// # Errors
    /// [`BadWebhook`] where that is no `http:` or `https:` URL.
    pub fn new(url: &str) -> Result<Self, BadWebhook> {
        let url = Url::parse(url).map_err(|_| BadWebhook::Url("it can't be read as a URL"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(BadWebhook::Url("only http and https are known"));
        }
        Ok(Self { url, clients: Clients::new()? })
    }
}

#[async_trait]
impl Notifier for WebhookNotifier {
    fn is_connected(&self) -> bool {
        true
    }

    async fn notify(&self, notice: &Notice) -> Result<(), NotifyError> {
        let client = self.clients.of(&self.url).map_err(|error| NotifyError { reason: error.to_string() })?;
        let request =
            client.post(self.url.clone()).timeout(Duration::from_millis(DISPATCH_TIMEOUT_MS)).json(notice);
        let reply = request.send().await.map_err(|error| NotifyError { reason: root_cause(error) })?;
        if reply.status().is_success() {
            return Ok(());
        }
        Err(NotifyError { reason: format!("the notification URL answered {}", reply.status().as_u16()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::digest::Digest;
    use shared::ids::{ApprovalId, PersonId};
    use shared::run::NoticeKind;
    use wiremock::matchers::{body_partial_json, method, path};
    use wiremock::{Mock, MockServer, ResponseTemplate};

    fn notice() -> Notice {
        Notice {
            id: "n1".to_owned(),
            kind: NoticeKind::Requested,
            run: crate::conformance::samples::key("t", "r"),
            approval_id: ApprovalId::parse("review.1").unwrap(),
            title: "Publish?".to_owned(),
            artifact_hash: Digest::of_bytes(b"x"),
            person: PersonId::parse("local-user").unwrap(),
            approve_url: "http://127.0.0.1/approve/r?token=hush".to_owned(),
            deadline: None,
        }
    }

    #[tokio::test]
    async fn a_notice_arrives_as_json_and_other_replies_than_2xx_are_errors() {
        let server = MockServer::start().await;
        Mock::given(method("POST"))
            .and(path("/ok"))
            .and(body_partial_json(json!({"id": "n1", "approval_id": "review.1"})))
            .respond_with(ResponseTemplate::new(204))
            .mount(&server)
            .await;
        let notifier = |path: &str| WebhookNotifier::new(&format!("{}{path}", server.uri())).unwrap();
        notifier("/ok").notify(&notice()).await.unwrap();
        let error = notifier("/missing").notify(&notice()).await.unwrap_err().to_string();
        assert!(error.contains("404") && !error.contains("hush"), "{error}");
        assert!(WebhookNotifier::new("file:///etc").is_err());
        assert!(!NoNotifier.is_connected());
    }
}
