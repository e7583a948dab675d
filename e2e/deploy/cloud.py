"""The emulator as AWS's own client library for Python sees it, and identities to be on it."""

import json

import botocore.auth
import botocore.awsrequest
import botocore.credentials
import botocore.session

REGION = "us-east-1"
ACCOUNT = "000000000000"
# With this key everybody is the account's root there.
ROOT = ("test", "test", None)


class Cloud:
    """Clients of one identity."""

    def __init__(self, endpoint, trust, identity=ROOT):
        self.endpoint, self.trust, self.identity = endpoint, trust, identity
        self.session = botocore.session.Session()
        self.clients = {}

    def client(self, service):
        if service not in self.clients:
            key, secret, token = self.identity
            self.clients[service] = self.session.create_client(
                service, region_name=REGION, endpoint_url=self.endpoint, verify=self.trust,
                aws_access_key_id=key, aws_secret_access_key=secret, aws_session_token=token,
            )
        return self.clients[service]

    def user(self, name, policies):
        """A new user with these policies and nothing else. Gives an identity."""
        iam = self.client("iam")
        iam.create_user(UserName=name)
        for number, policy in enumerate(policies):
            text = policy if isinstance(policy, str) else json.dumps(policy)
            made = iam.create_policy(PolicyName=f"{name}-{number}", PolicyDocument=text)
            iam.attach_user_policy(UserName=name, PolicyArn=made["Policy"]["Arn"])
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return (key["AccessKeyId"], key["SecretAccessKey"], None)


def signed(method, url, body, identity):
    """The headers of a request that an identity has signed for the API."""
    key, secret, token = identity
    request = botocore.awsrequest.AWSRequest(method=method, url=url, data=body, headers={"content-type": "application/json"})
    credentials = botocore.credentials.Credentials(key, secret, token)
    botocore.auth.SigV4Auth(credentials, "execute-api", REGION).add_auth(request)
    return dict(request.headers.items())
