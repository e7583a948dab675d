"""What is shown about one deployment, in the order in which it lives: each check says what it saw, or fails."""

import contextlib
import json
import re
import time

from cloud import signed
from issuer import AUDIENCE, Issuer
from processes import Failure, run
from routes import ask, bearer, identity, let_in, routes, unsigned

APPLY_MAX_S = 120
PLAN_MAX_S = 10
RESOURCES_MIN = 40


def need(condition, what):
    if not condition:
        raise Failure(what)


@contextlib.contextmanager
def left_behind(root, outputs):
    """A message that nobody could handle and a line about an error, as a deployment in trouble has them."""
    queues, logs, group = root.client("sqs"), root.client("logs"), outputs["controller_log_group_name"]
    url = outputs["dead_letter_urls"]["wake"]
    queues.send_message(QueueUrl=url, MessageBody="{}")
    logs.create_log_stream(logGroupName=group, logStreamName="trouble")
    # Within the test that is about to begin, and gone before the next.
    event = {"timestamp": int(time.time() * 1000) + 60_000, "message": json.dumps({"level": "ERROR"})}
    logs.put_log_events(logGroupName=group, logStreamName="trouble", logEvents=[event])
    yield
    queues.purge_queue(QueueUrl=url)
    logs.delete_log_stream(logGroupName=group, logStreamName="trouble")


class Life:
    """One deployment's life."""

    def __init__(self, deployment, strict_time):
        self.deployment, self.world, self.strict_time = deployment, deployment.world, strict_time
        self.has_runs = False

    def in_time(self, what, seconds, limit):
        """A busy machine is no defect; where it is quiet, the figures are part of what is promised."""
        need(not self.strict_time or seconds < limit, f"{what} took {seconds:.0f} s, more than {limit}")

    def applied(self):
        seconds = self.deployment.deploy()
        self.in_time("the apply", seconds, APPLY_MAX_S)
        made = len(self.deployment.state())
        need(made >= RESOURCES_MIN, f"one apply made {made} resources, fewer than {RESOURCES_MIN}")
        self.api = self.deployment.outputs()["api_endpoint"]
        self.caller = self.deployment.caller("caller")
        return f"{made} resources in {seconds:.0f} s by the shipped deployer policy"

    def same_plan(self):
        self.deployment.must("build")
        changes, seconds = self.deployment.changes()
        need(not changes, "a second plan would change: " + "; ".join(changes))
        self.in_time("the plan", seconds, PLAN_MAX_S)
        return f"nothing to change after the same zips were packed again; {seconds:.1f} s"

    def smoke(self):
        operator = self.world.deployer_named("operator", more=[self.deployment.outputs()["invoke_policy_json"]])
        with left_behind(self.world.root, self.deployment.outputs()):
            code, text = self.looked(operator)
        faults = re.findall(r"FAILED   (.*)\n +help: .", text)
        need(code == 1 and len(faults) == 2 and "1 in wake" in faults[0] and "1 lines in /aws/lambda/" in faults[1], text[-1000:])
        code, text = self.looked(operator)
        need(code == 0 and "The smoke test passed" in text and "COMPLETED" in text, text[-1000:])
        self.has_runs = True
        seen, not_here = (re.findall(rf"^{word} +(.*?)(?::.*)?$", text, re.M) for word in ("ok", "not here"))
        need(len(seen) == 3 and len(not_here) == 5, text[-1000:])
        return f"a run, an approval, a report; then {', '.join(seen)}. Only AWS shows that {', '.join(not_here)}"

    def looked(self, operator):
        command = ["./deploy.sh", "smoke", "--full", "--env", self.deployment.name, "--docs", str(self.world.documents)]
        return run(command, self.world.environment(operator), self.deployment.copy)

    def doors(self):
        """Behind the authorizer nobody gets in without the policy; what is public wants its own token."""
        nobody = self.world.root.user("nobody", [])
        key, _, token = self.caller
        agent = self.agent()
        callers = [unsigned(), bearer("a junk token", "junk", passes=True), identity("no policy", nobody),
                   identity("a wrong secret", (key, "x" * 40, token)), identity("the agents' role", agent)]
        paths = routes()
        need(len(paths) >= 12, f"only {len(paths)} routes found: this check is blind")
        before = self.runs()
        leaks = let_in(self.world.trust, self.api, callers, paths)
        need(not leaks, "\n".join(leaks))
        need(self.runs() == before, "a request that was refused left something behind")
        return f"{len(paths)} routes x {len(callers)} strangers: all refused; {self.public()}"

    def agent(self):
        """Whoever has the agents' role, even if somebody gives them the callers' policy by mistake."""
        role = "agent-orchestration-" + self.deployment.name + "-agent"
        policy = self.world.root.client("iam").get_role_policy(RoleName=role, PolicyName="agent")["PolicyDocument"]
        return self.world.root.user("agent-like", [policy, self.deployment.outputs()["invoke_policy_json"]])

    def runs(self):
        status, text = self.signed("GET", "/workflows")
        need(status == 200, f"the caller can't list the runs: {status} {text[:200]}")
        return [item["workflow_id"] for item in json.loads(text)["workflows"]]

    def signed(self, method, path, body=""):
        return ask(self.world.trust, method, self.api + path, signed(method, self.api + path, body, self.caller), body)

    def public(self):
        answer = {"status": "SUCCESS", "result": {}}
        tried = {
            "a callback without a token": ("POST", "/callbacks/x1", answer, (400, 401, 403)),
            "a forged callback": ("POST", "/callbacks/x1", {**answer, "token": "v1.k.x.y"}, (403,)),
            "a forged capability": ("POST", "/callbacks/x1/v1.k.x.y", answer, (403,)),
            "forged uploads": ("POST", "/callbacks/x1/uploads", {"token": "v1.k.x.y", "uploads": []}, (403,)),
            "forged names of files": ("POST", "/callbacks/x1/files", {"token": "v1.k.x.y", "files": {}}, (403,)),
            "forged downloads": ("POST", "/callbacks/x1/downloads", {"token": "v1.k.x.y", "names": []}, (403,)),
            "a route that there is not": ("POST", "/unknown", {}, (401, 403)),
            "a decision by nobody": ("POST", "/approve/x1", {"decision": "approve"}, (401,)),
        }
        for name, (method, path, body, wanted) in tried.items():
            status, text = ask(self.world.trust, method, self.api + path, {"content-type": "application/json"}, json.dumps(body))
            need(status in wanted, f"{name} got {status}: {text[:200]}")
        return f"{len(tried)} forgeries at the public ones too"

    def tokens(self):
        """The same with tokens of an identity provider."""
        issuer = Issuer()
        try:
            # Each deployment takes its time, so that one shows several settings, here as below.
            self.deployment.settings(auth="jwt", jwt={"issuer": issuer.url, "audiences": [AUDIENCE]}, allowed_cidr_blocks=["127.0.0.0/8"])
            self.deployment.deploy()
            status, text = ask(self.world.trust, "GET", f"{self.api}/workflows", {"authorization": f"Bearer {issuer.token()}"})
            need(status == 200, f"a good token got {status}: {text[:200]}")
            callers = [unsigned(), *(bearer(name, token) for name, token in issuer.bad_tokens().items())]
            leaks = let_in(self.world.trust, self.api, callers, routes())
            need(not leaks, "\n".join(leaks))
        finally:
            issuer.end()
        return f"{len(routes())} routes x {len(callers)} bad tokens: all refused; a good one from a named network is let in"

    def networks(self):
        """Whoever comes from elsewhere, even to an API that asks nobody to sign in."""
        self.deployment.settings(auth="none", jwt=None, allowed_cidr_blocks=["203.0.113.0/24"], deletion_protection=True)
        self.deployment.deploy()
        status, text = ask(self.world.trust, "GET", f"{self.api}/workflows")
        need(status == 403 and "allowed_cidr_blocks" in text, f"from elsewhere: {status} {text[:200]}")
        status, text = ask(self.world.trust, "POST", f"{self.api}/callbacks/x1", {"content-type": "application/json"}, '{"token": "v1.k.x.y", "status": "SUCCESS", "result": {}}')
        need(status == 403 and "bad-token" in text, f"an agent from elsewhere: {status} {text[:200]}")
        return "403 from elsewhere even with auth = none, agents' answers apart"

    def guarded(self):
        need(self.deployment.outputs()["protected"] is True, "the deployment is not protected yet")
        before = self.deployment.state()
        code, text = self.deployment.script("destroy", "--yes")
        need(code != 0 and "dev is protected" in text, f"deploy.sh destroy: {code} {text[-500:]}")
        command = ["terraform", "destroy", "-input=false", "-auto-approve", *self.deployment.arguments()]
        code, text = run(command, self.deployment.environment(), self.deployment.copy / "terraform")
        need(code != 0 and "This deployment is protected" in text, f"terraform destroy: {code} {text[-500:]}")
        need(self.deployment.state() == before, "terraform destroy has deleted something")
        return "deploy.sh and terraform destroy both stop, and nothing is gone"

    def destroyed(self):
        self.deployment.settings(auth="none", jwt=None, deletion_protection=None, allowed_cidr_blocks=["127.0.0.0/8"])
        self.deployment.deploy()
        status, text = ask(self.world.trust, "GET", f"{self.api}/workflows")
        need(status == 200, f"from a named network, with auth = none: {status} {text[:200]}")
        begin = time.monotonic()
        text = self.deployment.must("destroy", "--yes")
        need(not self.deployment.state(), f"left in the state: {self.deployment.state()}")
        left = self.left()
        need(not left, f"left on the emulator: {left}")
        exports = list((self.deployment.copy / "target").glob("export-*/table.json"))
        need(exports, "nothing was exported")
        items = json.loads(exports[0].read_text())["Items"]
        need(items or not self.has_runs, "the export of the table is empty")
        objects = [path for path in exports[0].parent.rglob("*") if path.is_file()]
        need("runtime" in text.splitlines()[-1], f"nothing is said about runtimes: {text[-300:]}")
        return f"let in from a named network with auth = none; then nothing is left; {len(objects)} files exported before, {time.monotonic() - begin:.0f} s"

    def left(self):
        """Names that the deployment made and that are still there; a key only waits for its deletion."""
        root, prefix = self.world.root, f"agent-orchestration-{self.deployment.name}"
        found = [
            *root.client("dynamodb").list_tables()["TableNames"],
            *(bucket["Name"] for bucket in root.client("s3").list_buckets()["Buckets"]),
            *(function["FunctionName"] for function in root.client("lambda").list_functions()["Functions"]),
            *(role["RoleName"] for role in root.client("iam").list_roles()["Roles"]),
            *(api["Name"] for api in root.client("apigatewayv2").get_apis()["Items"]),
            *root.client("sqs").list_queues().get("QueueUrls", []),
            *(bus["Name"] for bus in root.client("events").list_event_buses()["EventBuses"]),
            *(group["logGroupName"] for group in root.client("logs").describe_log_groups()["logGroups"]),
            *(repository["repositoryName"] for repository in root.client("ecr").describe_repositories()["repositories"]),
            *(schedule["Name"] for schedule in root.client("scheduler").list_schedules()["Schedules"]),
            *(alarm["AlarmName"] for alarm in root.client("cloudwatch").describe_alarms()["MetricAlarms"]),
        ]
        return [name for name in found if re.search(rf"\b{prefix}\b", name)]
