"""One deployment as its owner handles it: deploy.sh and Terraform in a copy of the repository."""

import json
import time

from cloud import Cloud
from processes import Failure, run


class Deployment:
    def __init__(self, world, copy, name="dev", identity=None, **settings):
        self.world, self.copy, self.name, self.identity = world, copy, name, identity or world.deployer
        self.values = {}
        self.settings(**settings)

    def settings(self, **changed):
        """Changes settings; `None` takes one away."""
        self.values = {name: value for name, value in {**self.values, **changed}.items() if value is not None}
        self.world.settings(self.copy, self.name, **self.values)

    def environment(self, **more):
        return self.world.environment(self.identity, **more)

    def script(self, *arguments, **more):
        """deploy.sh in a pipe. Gives its code and what it said."""
        return run(["./deploy.sh", *arguments, "--env", self.name], self.environment(**more), self.copy, 600)

    def must(self, *arguments, **more):
        code, text = self.script(*arguments, **more)
        if code != 0:
            raise Failure(f"deploy.sh {' '.join(arguments)} ended with {code}:\n{text[-2500:]}")
        return text

    def deploy(self):
        begin = time.monotonic()
        self.must("deploy", "--yes")
        return time.monotonic() - begin

    def terraform(self, *arguments):
        return self.world.terraform(self.copy, *arguments, identity=self.identity)

    def outputs(self):
        found = json.loads(self.terraform("output", "-json"))
        return {name: output["value"] for name, output in found.items()}

    def state(self):
        """The addresses of what was made."""
        code, text = run(["terraform", "state", "list"], self.environment(), self.copy / "terraform")
        if code != 0 and "No state file was found" not in text:
            raise Failure(f"terraform state list ended with {code}: {text}")
        addresses = text.split() if code == 0 else []
        return [address for address in addresses if not address.split(".", 2)[-1].startswith("data.")]

    def arguments(self):
        return [f"-var-file={self.name}.tfvars", f"-var=environment={self.name}"]

    def changes(self):
        """What a plan would change beyond the emulator's own forgetfulness, and how long the plan took."""
        begin = time.monotonic()
        self.terraform("plan", "-input=false", "-out=second.tfplan", *self.arguments())
        seconds = time.monotonic() - begin
        plan = json.loads(self.terraform("show", "-json", "second.tfplan"))
        known = {tuple(pair) for pair in self.world.known["drift"]}
        return [change for entry in plan["resource_changes"] for change in unknown(entry, known)], seconds

    def caller(self, name):
        """An identity that has the policy which the deployment gives out for its callers."""
        return self.world.root.user(name, [self.outputs()["invoke_policy_json"]])

    def cloud(self):
        return Cloud(self.world.endpoint, self.world.trust, self.identity)


def unknown(entry, known):
    """Lines about one resource's change."""
    change, address = entry["change"], entry["address"]
    if change["actions"] in (["no-op"], ["read"]):
        return []
    if change["actions"] != ["update"]:
        return [f"{address}: {'/'.join(change['actions'])}"]
    before, after = change["before"], change["after"]
    names = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    return [f"{address}: {name}" for name in names if (entry["type"], name) not in known]
