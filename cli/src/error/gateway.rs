//! What stands before a server and answers in its place, like API Gateway: its refusals have a status and at best a
//! sentence, and know no problem's type.

use crate::exit::Exit;

/// A request that never reached Aegis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Turned {
    /// Who was asked.
    pub(crate) target: String,
    /// The status.
    pub(crate) status: u16,
    /// The sentence that came with it.
    pub(crate) said: Option<String>,
    /// How the request was signed: `none`, `bearer` or `iam`.
    pub(crate) auth: &'static str,
}

impl Turned {
    /// How the program ends.
    pub(super) const fn exit(&self) -> Exit {
        match self.status {
            401 | 403 => Exit::NotAllowed,
            // No run is missing here: there is no such API.
            404 => Exit::Failure,
            400..=499 => Exit::Usage,
            _ => Exit::Failure,
        }
    }

    /// What it said.
    pub(crate) fn why(&self) -> String {
        match &self.said {
            Some(said) => format!("it answered {}: {said}", self.status),
            None => format!("it answered {} without a problem report", self.status),
        }
    }

    /// What to do about it.
    pub(super) fn advice(&self) -> String {
        let advice = match (self.status, self.auth) {
            (401 | 403, "iam") => {
                "check which AWS credentials are used (`aegis doctor`), that they may call execute-api:Invoke here, and \
                 this machine's clock; an API that wants a token gets it with AEGIS_TOKEN"
            }
            (401 | 403, "bearer") => {
                "check that AEGIS_TOKEN is a token of this API that has not expired; an API that wants AWS credentials \
                 gets them with --auth iam"
            }
            (401 | 403, _) => {
                "sign in: set AEGIS_TOKEN to your token, or sign with AWS credentials: --auth iam"
            }
            (404, _) => {
                "check the address: an API's stage belongs to it, like https://API.execute-api.REGION.amazonaws.com/prod"
            }
            (300..=399, _) => "it sends elsewhere: name the address that it sends to, with --server",
            (413, _) => "send less: the gateway's limit is smaller than the server's",
            (_, _) => "see the logs of the gateway and of what stands behind it",
        };
        advice.to_owned()
    }
}
