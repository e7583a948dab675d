"""The root's own settings arrive where they have an effect; and what its policies allow are things that there are to allow."""

import fnmatch
import json

import botocore.exceptions

from checks import need
from cloud import Cloud
from images import runtimes
from processes import Failure

# Each differs from its default.
SETTINGS = {
    "additional_tags": {"CostCenter": "42"},
    "agent_environment": {"writer": {"TONE": "plain"}},
    "agent_model_arns": ["arn:aws:bedrock:us-east-1::foundation-model/a-model"],
    "agent_platform_version": "V1",
    "enable_container_image_scanning": False,
}
# Services whose operations are described under other names than the prefix of their rights.
MODELS = {"bedrock": ["bedrock-runtime"], "bedrock-agentcore": ["bedrock-agentcore", "bedrock-agentcore-control"], "servicequotas": ["service-quotas"]}
# Rights to call what is no AWS operation: an HTTP API, and API Gateway's own, which are HTTP's methods.
NO_OPERATIONS = ("execute-api", "apigateway")


class Settings:
    def __init__(self, life):
        self.deployment, self.world = life.deployment, life.deployment.world

    def shown(self):
        prefix, told = f"agent-orchestration-{self.deployment.name}", runtimes(self.deployment)
        table = self.world.root.client("dynamodb")
        found = table.list_tags_of_resource(ResourceArn=self.deployment.outputs()["workflow_table_arn"])["Tags"]
        tags = {tag["Key"]: tag["Value"] for tag in found}
        wanted = {"Project": "agent-orchestration", "Environment": self.deployment.name, "ManagedBy": "terraform", "Component": "aegis", "CostCenter": "42"}
        need(tags == wanted, f"the table's tags are {tags}")
        need({agent: runtime["platform"] for agent, runtime in told.items()} == dict.fromkeys(told, "V1"), f"the runtimes are told {told}")
        need({agent: runtime["environment"] for agent, runtime in told.items() if runtime["environment"]} == SETTINGS["agent_environment"], f"the runtimes are told {told}")
        repositories = self.world.root.client("ecr").describe_repositories()["repositories"]
        scanned = [repository["repositoryName"] for repository in repositories if prefix in repository["repositoryName"] and repository["imageScanningConfiguration"].get("scanOnPush")]
        need(not scanned, f"scanned all the same: {scanned}")
        policies = self.policies(prefix)
        models = [statement["Resource"] for statement in policies["agent"] if statement["Sid"] == "InvokeModels"]
        need(models == [SETTINGS["agent_model_arns"]], f"the agents may invoke {models}")
        self.nobody_else_signs(policies)
        return f"{len(SETTINGS)} settings have their effect; {self.actions(policies)}; an identity with all rights to KMS can't sign without changing the key's policy first"

    def nobody_else_signs(self, policies):
        """Whoever may do everything with KMS can't forge a token without changing the key's policy first, which is not tried here."""
        key = next(statement["Resource"] for statement in policies["controller"] if statement["Sid"] == "DeriveKeys")[0]
        everything = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*"}]}
        kms = Cloud(self.world.endpoint, self.world.trust, self.world.root.user("keys", [everything])).client("kms")
        need(kms.describe_key(KeyId=key)["KeyMetadata"]["KeyUsage"] == "GENERATE_VERIFY_MAC", "the key is of another kind")
        try:
            kms.generate_mac(KeyId=key, MacAlgorithm="HMAC_SHA_256", Message=b"aegis/callback/v1")
        except botocore.exceptions.ClientError as error:
            need("AccessDenied" in error.response["Error"]["Code"], str(error))
        else:
            raise Failure("whoever may do everything with KMS can forge tokens, and need not even change the key's policy")

    def policies(self, prefix):
        """The statements of each role's policy, and of the deployer's."""
        iam = self.world.root.client("iam")
        documents = {
            role: iam.get_role_policy(RoleName=f"{prefix}-{role}", PolicyName=role)["PolicyDocument"]
            for role in ("controller", "callback", "scheduler", "agent")
        }
        shipped = (self.deployment.copy / "terraform" / "deployer-policy.json").read_text()
        return {name: document["Statement"] for name, document in {**documents, "deployer": json.loads(shipped)}.items()}

    def actions(self, policies):
        """A right that is misspelt allows nothing, and nobody is told."""
        rights, known = set(), self.world.known["rights_of_another_name"]
        for statements in policies.values():
            for statement in statements:
                rights |= {statement["Action"]} if isinstance(statement["Action"], str) else set(statement["Action"])
        unknown = sorted(right for right in rights if right not in known and not self.exists(*right.split(":")))
        need(not unknown, f"no service has these operations: {unknown}")
        stale = sorted(set(known) - rights)
        need(not stale, f"known.json explains rights that nobody has: {stale}")
        return f"{len(rights)} rights are each an operation of their service, but for {len(known)} with another name"

    def exists(self, service, action):
        if service in NO_OPERATIONS:
            return True
        session = self.world.root.session
        names = [name for model in MODELS.get(service, [service]) for name in session.get_service_model(model).operation_names]
        return bool(fnmatch.filter(names, action))
