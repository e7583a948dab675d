"""All that a deployment meets: the emulator with IAM on, the agents behind a gate that asks IAM, a copy of the repository as
a user has it, and a deployer who has the shipped policy and no other right."""

import json
import os
import pathlib
import shutil
import sys
import tempfile

from cloud import Cloud, ROOT
from gate import Gate
from notices import Notices
from processes import Failure, Process, certificate, free_port, must

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
DIGEST = "sha256:" + "a" * 64


class World:
    def __init__(self, programs, packages):
        self.programs, self.packages = pathlib.Path(programs).resolve(), pathlib.Path(packages).resolve()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="aegis-deploy-"))
        self.documents = REPOSITORY / "examples" / "documents"
        self.known = json.loads((HERE / "known.json").read_text())
        self.started = []

    def up(self):
        for name in ("home", "logs"):
            (self.folder / name).mkdir()
        self.trust, self.key = map(str, certificate(self.folder))
        self.port = free_port()
        self.endpoint = f"https://127.0.0.1:{self.port}"
        self.notices = Notices()
        self.gate = Gate(self.endpoint, self.trust)
        self.gate.agents = self.agents()
        self.emulator()
        self.root = Cloud(self.endpoint, self.trust, ROOT)
        self.copy = self.copied("user")
        self.deployer = self.deployer_named("deployer")

    def deployer_named(self, name, without=(), more=()):
        """A user with the shipped policy, what the emulator can't see that it allows, and more policies."""
        seen = [action for action in self.known["resources_not_seen"] if action not in without]
        gaps = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": seen, "Resource": "*"}]}
        policy = (REPOSITORY / "terraform" / "deployer-policy.json").read_text()
        return self.root.user(name, [policy, gaps, *more])

    def agents(self):
        # Without a folder of their own they put files where the callback function says, as on AgentCore.
        command = [self.programs / "agentcore-host", "--trust", self.trust]
        host = Process(command, {"PATH": os.environ["PATH"]}, self.folder / "logs" / "agents.txt", self.folder)
        self.started.append(host)
        return host.first_line()

    def emulator(self):
        # Its functions inherit the whole environment: only what they need is in it.
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.folder / "home"), "AUTH": "true", "USE_SSL": "1",
            "MINISTACK_SSL_CERT": self.trust, "MINISTACK_SSL_KEY": self.key, "AWS_CA_BUNDLE": self.trust,
            "SSL_CERT_FILE": self.trust, "GATEWAY_PORT": str(self.port), "BIND_HOST": "127.0.0.1",
            "IOT_MTLS_ENABLED": "0", "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_ENDPOINT_URL_BEDROCK_AGENTCORE": self.gate.url,
        }
        program = pathlib.Path(sys.executable).parent / "ministack"
        emulator = Process([program], environment, self.folder / "logs" / "ministack.txt", self.folder / "home")
        self.started.append(emulator)
        emulator.drain()
        emulator.answers(self.port, self.trust)

    def copied(self, name):
        """A copy of the repository as deploy.sh needs it, with the runtimes' stand-in and the older provider."""
        copy, terraform = self.folder / name, REPOSITORY / "terraform"
        ignored = shutil.ignore_patterns(".terraform*", "tests", "*.tfstate*", "*.tfvars", "terraform.tfstate.d", "runtimes")
        shutil.copytree(terraform, copy / "terraform", ignore=ignored)
        runtimes = copy / "terraform" / "modules" / "runtimes"
        runtimes.mkdir()
        for file in ("variables.tf", "iam.tf"):
            shutil.copy(terraform / "modules" / "runtimes" / file, runtimes)
        shutil.copy(terraform / "tests" / "stub" / "main.tf", runtimes)
        shutil.copy(terraform / "tests" / "stub" / "override.tf", copy / "terraform")
        shutil.copy(REPOSITORY / "deploy.sh", copy)
        return copy

    def settings(self, copy, environment="dev", **more):
        """Writes the settings of an environment."""
        # A fact of this place: the emulator runs functions on its own processor, and has one address for all APIs.
        settings = {
            "api_base_url": f"{self.endpoint}/_aws/execute-api/{{api_id}}/$default",
            "build_images": False,
            "image_digests": {agent: DIGEST for agent in ("researcher", "analyst", "writer")},
            "lambda_architecture": "x86_64",
            "notify_url": self.notices.url,
            **more,
        }
        lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
        (copy / "terraform" / f"{environment}.tfvars").write_text("\n".join(lines) + "\n")

    def environment(self, identity=None, **more):
        """The environment of a user's shell."""
        key, secret, token = identity or self.deployer
        path = f"{HERE / 'stand-ins'}:{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
        found = {
            "PATH": path, "HOME": os.environ["HOME"], "AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": self.endpoint, "AWS_CA_BUNDLE": self.trust,
            "SSL_CERT_FILE": self.trust, "AWS_EC2_METADATA_DISABLED": "true", "TF_IN_AUTOMATION": "1",
            "TF_CLI_ARGS": "-no-color", "CHECKPOINT_DISABLE": "1", "AEGIS": str(self.programs / "aegis"),
            "AEGIS_AUTH": "iam", "PACKAGES": str(self.packages), "PYTHON": sys.executable,
            "REPOSITORY": str(REPOSITORY), "DOCKER_LOG": str(self.folder / "docker.txt"),
        }
        return {**found, **more}

    def terraform(self, copy, *arguments, identity=None, timeout=300):
        return must(["terraform", *arguments], self.environment(identity), copy / "terraform", timeout)

    def down(self):
        for process in reversed(self.started):
            process.end()
        for server in (getattr(self, name, None) for name in ("gate", "notices")):
            if server is not None:
                server.end()
        shutil.rmtree(self.folder, ignore_errors=True)
