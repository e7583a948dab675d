//! ARNs of runtimes and their endpoints, and whether one belongs to this deployment. It asks nobody.

use std::fmt;

/// Where a deployment is: only runtimes there are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The region.
    pub region: String,
    /// The account's twelve digits, where they are known.
    pub account: Option<String>,
}

/// A runtime, and the endpoint of it that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimeArn {
    arn: String,
    region: String,
    account: String,
    qualifier: Option<String>,
}

/// A text that names no runtime which can be called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadRuntime {
    /// It is no ARN of a runtime.
    #[error(
        "'{given}' is no runtime: {why}; write it like \
         arn:aws:bedrock-agentcore:REGION:ACCOUNT:runtime/NAME, with /runtime-endpoint/QUALIFIER behind it for an endpoint"
    )]
    NoArn {
        /// What was given.
        given: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// It belongs to somebody else.
    #[error(
        "runtime '{arn}' is in {what} {theirs} and this deployment in {ours}; deploy the agent there and register it anew"
    )]
    Elsewhere {
        /// The runtime.
        arn: String,
        /// `account` or `region`.
        what: &'static str,
        /// The runtime's.
        theirs: String,
        /// This deployment's.
        ours: String,
    },
}

impl RuntimeArn {
    /// Reads the ARN of a runtime or of one of its endpoints.
    ///
    /// # Errors
    /// [`BadRuntime::NoArn`] where it is neither.
    pub fn parse(text: &str) -> Result<Self, BadRuntime> {
        let bad = |why| BadRuntime::NoArn { given: text.chars().take(200).collect(), why };
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let ["arn", partition, "bedrock-agentcore", region, account, resource] = parts.as_slice() else {
            return Err(bad("it is no ARN of bedrock-agentcore"));
        };
        if !partition.starts_with("aws") || !is_name(partition) || region.is_empty() || !is_name(region) {
            return Err(bad("its partition or region is none"));
        }
        if account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad("its account is not of twelve digits"));
        }
        let name = resource.strip_prefix("runtime/").ok_or_else(|| bad("its resource is no runtime"))?;
        let (name, qualifier) = match name.split_once("/runtime-endpoint/") {
            Some((name, qualifier)) if is_name(qualifier) => (name, Some(qualifier.to_owned())),
            Some(_) => return Err(bad("its endpoint's name is none")),
            None => (name, None),
        };
        if !is_name(name) {
            return Err(bad("its runtime's name is none"));
        }
        let arn = format!("arn:{partition}:bedrock-agentcore:{region}:{account}:runtime/{name}");
        Ok(Self { arn, region: (*region).to_owned(), account: (*account).to_owned(), qualifier })
    }

    /// With the endpoint that is to be called.
    ///
    /// # Errors
    /// [`BadRuntime::NoArn`] where the name is none, or the ARN names another endpoint already.
    pub fn with_qualifier(self, qualifier: &str) -> Result<Self, BadRuntime> {
        let bad = |why| BadRuntime::NoArn { given: format!("{self}, qualifier {qualifier}"), why };
        if !is_name(qualifier) {
            return Err(bad("the qualifier is no name of an endpoint"));
        }
        if self.qualifier.as_deref().is_some_and(|named| named != qualifier) {
            return Err(bad("the ARN names another endpoint than the qualifier"));
        }
        Ok(Self { qualifier: Some(qualifier.to_owned()), ..self })
    }

    /// Whether it belongs to a deployment at `place`.
    ///
    /// # Errors
    /// [`BadRuntime::Elsewhere`] names both.
    pub fn check(&self, place: &Place) -> Result<(), BadRuntime> {
        let elsewhere = |what, theirs: &str, ours: &str| BadRuntime::Elsewhere {
            arn: self.arn.clone(),
            what,
            theirs: theirs.to_owned(),
            ours: ours.to_owned(),
        };
        if self.region != place.region {
            return Err(elsewhere("region", &self.region, &place.region));
        }
        match place.account.as_deref() {
            Some(ours) if ours != self.account => Err(elsewhere("account", &self.account, ours)),
            Some(_) | None => Ok(()),
        }
    }

    /// The runtime's ARN.
    #[must_use]
    pub fn arn(&self) -> &str {
        &self.arn
    }

    /// The endpoint's name; `None` for the default one, which follows the newest version.
    #[must_use]
    pub fn qualifier(&self) -> Option<&str> {
        self.qualifier.as_deref()
    }
}

/// The address that is recorded per attempt: the endpoint's ARN where one is named.
impl fmt::Display for RuntimeArn {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.arn)?;
        match &self.qualifier {
            Some(qualifier) => write!(formatter, "/runtime-endpoint/{qualifier}"),
            None => Ok(()),
        }
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 128
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/researcher-a1B2c3D4e5";

    #[test]
    fn an_endpoint_is_kept_in_the_address() {
        let runtime = RuntimeArn::parse(ARN).unwrap();
        assert_eq!((runtime.arn(), runtime.qualifier()), (ARN, None));
        let pinned = runtime.with_qualifier("prod").unwrap();
        assert_eq!(pinned.to_string(), format!("{ARN}/runtime-endpoint/prod"));
        assert_eq!(RuntimeArn::parse(&pinned.to_string()).unwrap(), pinned);
        assert_eq!((pinned.arn(), pinned.qualifier()), (ARN, Some("prod")));
        assert!(pinned.clone().with_qualifier("prod").is_ok() && pinned.with_qualifier("dev").is_err());
    }

    #[test]
    fn what_is_no_runtime_is_refused() {
        for bad in [
            "",
            "researcher",
            "arn:aws:lambda:us-east-1:123456789012:function:x",
            "arn:aws:bedrock-agentcore:us-east-1:12:runtime/x",
            "arn:aws:bedrock-agentcore:us-east-1:123456789012:memory/x",
            "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/x/../y",
            "arn:aws:bedrock-agentcore:us-east-1:123456789012:runtime/x/runtime-endpoint/",
            "arn:aws:bedrock-agentcore::123456789012:runtime/x",
        ] {
            assert!(matches!(RuntimeArn::parse(bad), Err(BadRuntime::NoArn { .. })), "{bad}");
        }
        assert!(
            RuntimeArn::parse("arn:aws-us-gov:bedrock-agentcore:us-gov-west-1:123456789012:runtime/x")
                .is_ok()
        );
    }

    #[test]
    fn a_runtime_of_another_account_or_region_is_refused_by_name() {
        let place = |region: &str, account: Option<&str>| Place {
            region: region.to_owned(),
            account: account.map(str::to_owned),
        };
        let runtime = RuntimeArn::parse(ARN).unwrap();
        assert!(runtime.check(&place("us-east-1", Some("123456789012"))).is_ok());
        assert!(runtime.check(&place("us-east-1", None)).is_ok());
        let error = runtime.check(&place("us-east-1", Some("999999999999"))).unwrap_err().to_string();
        assert!(error.contains("account 123456789012") && error.contains("999999999999"), "{error}");
        let error = runtime.check(&place("eu-west-1", None)).unwrap_err().to_string();
        assert!(error.contains("region us-east-1") && error.contains("eu-west-1"), "{error}");
    }
}
