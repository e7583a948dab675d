//! Who called, as the gateway's authorizer found out.

use crate::http::Verified;
use aws_lambda_events::apigw::{
    ApiGatewayRequestAuthorizer, ApiGatewayRequestAuthorizerIamDescription,
    ApiGatewayRequestAuthorizerJwtDescription,
};
use shared::ids::PersonId;

/// Claims that name a person, the most telling first.
const NAMING_CLAIMS: [&str; 4] = ["email", "preferred_username", "cognito:username", "sub"];

/// The identity; `None` where the route has no authorizer.
pub(super) fn verified(authorizer: &ApiGatewayRequestAuthorizer) -> Option<Verified> {
    let name = match (&authorizer.jwt, &authorizer.iam) {
        (Some(jwt), _) => of_jwt(jwt)?,
        (None, Some(iam)) => of_iam(iam)?,
        (None, None) => return None,
    };
    PersonId::parse(name).ok().map(Verified)
}

fn of_jwt(jwt: &ApiGatewayRequestAuthorizerJwtDescription) -> Option<&str> {
    NAMING_CLAIMS.iter().find_map(|claim| jwt.claims.get(*claim)).map(String::as_str)
}

/// The part of the ARN that names somebody: `user/alice`, `assumed-role/approver/bob`. The account is the deployment's own
/// unless its policies let others in, and then it tells who.
fn of_iam(iam: &ApiGatewayRequestAuthorizerIamDescription) -> Option<&str> {
    let arn = iam.user_arn.as_deref().filter(|arn| !arn.is_empty());
    arn.or(iam.user_id.as_deref()).or(iam.caller_id.as_deref()).filter(|name| !name.is_empty())
}
