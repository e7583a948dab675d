"""No right is surplus: each action of each statement is taken from its role in turn, and some scenario goes red."""

import json
import subprocess
import time

from checks import need
from processes import Failure
from scenarios import SCENARIOS, short

# The API's own answers come within a second; a run takes five. The sweep would repair a lost wake after a minute, so less.
PATIENCE_S = 30
# What a sample takes away: something of each function, and what agents need of it.
SAMPLE = [
    ("controller", "Runs", "dynamodb:PutItem"), ("callback", "DeriveKeys", "kms:GenerateMac"), ("callback", "Files", "s3:PutObject"),
]
ROLES = ("controller", "callback", "scheduler")


class Listener:
    """Hears what is published on a bus, for as long as it is open."""

    def __init__(self, root, bus):
        self.events, self.queues, self.bus = root.client("events"), root.client("sqs"), bus

    def __enter__(self):
        self.url = self.queues.create_queue(QueueName="listener")["QueueUrl"]
        attributes = self.queues.get_queue_attributes(QueueUrl=self.url, AttributeNames=["QueueArn"])
        pattern = json.dumps({"source": ["agent.orchestration"]})
        self.events.put_rule(Name="listener", EventBusName=self.bus, EventPattern=pattern, State="ENABLED")
        targets = [{"Id": "listener", "Arn": attributes["Attributes"]["QueueArn"]}]
        self.events.put_targets(Rule="listener", EventBusName=self.bus, Targets=targets)
        return self

    def __exit__(self, *_):
        self.events.remove_targets(Rule="listener", EventBusName=self.bus, Ids=["listener"])
        self.events.delete_rule(Name="listener", EventBusName=self.bus)
        self.queues.delete_queue(QueueUrl=self.url)

    def forget(self):
        self.queues.purge_queue(QueueUrl=self.url)

    def hears(self, text):
        """Whether one of the next messages has this text; waits for two seconds at most."""
        heard = self.queues.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10, WaitTimeSeconds=2).get("Messages", [])
        for message in heard:
            self.queues.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        return any(text in message["Body"] for message in heard)


def listed(value):
    return value if isinstance(value, list) else [value]


class Rights:
    def __init__(self, life):
        self.life, self.deployment, self.world = life, life.deployment, life.world
        self.iam = self.world.root.client("iam")
        self.functions = self.world.root.client("lambda")
        self.logs = self.world.root.client("logs")
        self.number, self.taken = 0, None
        self.bucket = self.deployment.outputs()["artifact_bucket_name"]
        known = self.world.known
        parts = ("rights_not_enforced", "rights_of_races")
        self.known = {name: why for part in parts for name, why in known[part].items()}

    def role(self, name):
        return f"agent-orchestration-{self.deployment.name}-{name}"

    def policy(self, name):
        return self.iam.get_role_policy(RoleName=self.role(name), PolicyName=name)["PolicyDocument"]

    def put(self, name, policy):
        self.iam.put_role_policy(RoleName=self.role(name), PolicyName=name, PolicyDocument=json.dumps(policy))

    def table(self):
        """Role, statement, action and resource of every right."""
        return [
            (role, statement["Sid"], action, resource)
            for role in ROLES for statement in self.policy(role)["Statement"]
            for action in listed(statement["Action"]) for resource in apart(statement)
        ]

    def shown(self, which):
        with Listener(self.world.root, self.deployment.outputs()["event_bus_name"]) as self.listener:
            return self.taken_away(which)

    def taken_away(self, which):
        rows = self.table()
        names = {f"{role}.{sid}.{action}{part(resource)}" for role, sid, action, resource in rows} | {row[1] for row in rows}
        stale = [name for name in self.known if name not in names]
        need(not stale, f"known.json lists rights that nobody has: {stale}")
        chosen = [row for row in rows if which == "all" or row[:3] in SAMPLE]
        need(which == "all" or len(chosen) >= len(SAMPLE), "a right of the sample is no longer there")
        # A sample has this at its end only: what was red for another reason is still red then.
        green, _ = self.green() if which == "all" else ("", 0)
        need(green == "", f"a scenario is red with all rights: {green}")
        surplus, red, unseen = [], 0, 0
        for role, sid, action, resource in chosen:
            if sid in self.known or f"{role}.{sid}.{action}{part(resource)}" in self.known:
                unseen += 1
                continue
            found = self.without(role, sid, action, resource)
            line = f"{role:<10} {sid:<12} {action:<40}{part(resource):<22}"
            if which == "all":
                print(f"      {line} {'red: ' + found if found else 'SURPLUS'}", flush=True)
            red += bool(found)
            surplus += [] if found else [line]
        need(not surplus, "taken away, and nobody missed it: " + "; ".join(" ".join(line.split()) for line in surplus))
        green, seconds = self.green()
        need(green == "", f"a scenario stays red after all rights are back: {green}")
        return f"{red} of {len(rows)} rights taken away in turn, each missed; {unseen} listed as not to be shown here; all green takes {seconds:.0f} s"

    def without(self, role, sid, action, resource):
        """Why a scenario went red."""
        policy = self.policy(role)
        less = json.loads(json.dumps(policy))
        for statement in less["Statement"]:
            if statement["Sid"] == sid:
                rest = [other for other in listed(statement["Action"]) if other != action]
                kept = [other for other in listed(statement["Resource"]) if other not in (resource, *twins(resource))]
                # What the action may do elsewhere stays, as a statement of its own.
                if kept:
                    less["Statement"].append({**statement, "Sid": f"{sid}Kept", "Action": action, "Resource": kept})
                statement["Action"] = rest
        less["Statement"] = [statement for statement in less["Statement"] if statement["Action"]]
        self.put(role, less)
        self.taken = action
        try:
            return self.green()[0]
        finally:
            self.taken = None
            self.put(role, policy)
            self.cold()

    def cold(self):
        """New processes: rights that only a start needs are missed, too."""
        self.number += 1
        self.world.gate.refused.clear()
        self.listener.forget()
        self.since = int(time.time() * 1000)
        for name in ("controller", "callback"):
            memory = self.functions.get_function_configuration(FunctionName=self.role(name))["MemorySize"]
            # The same as before; that it is said is what starts new processes.
            self.functions.update_function_configuration(FunctionName=self.role(name), MemorySize=memory)

    def green(self):
        """The first scenario that is red and why, or nothing; and how long all of them took."""
        self.cold()
        begin = time.monotonic()
        for name, scenario in SCENARIOS:
            why = scenario(self)
            if why:
                return f"{name}: {why}", time.monotonic() - begin
        return "", time.monotonic() - begin

    def aegis(self, *arguments):
        """Runs the program until it ends, or until it waits in vain; a minute after its own patience it is killed. Gives its code
        and what it said."""
        command = [self.world.programs / "aegis", "--server", self.life.api, *arguments, "--timeout", f"{PATIENCE_S}s"]
        child = subprocess.Popen(
            command, env=self.world.environment(self.life.caller), cwd=self.world.folder,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )
        end = time.monotonic() + PATIENCE_S + 60
        while True:
            try:
                text, _ = child.communicate(timeout=1)
                return child.returncode, text.decode(errors="replace")
            except subprocess.TimeoutExpired:
                why = self.denied()
                if why or time.monotonic() > end:
                    child.kill()
                    text, _ = child.communicate()
                    if why:
                        return 1, why
                    said = text.decode(errors="replace")[-500:]
                    raise Failure(f"aegis {' '.join(arguments)} did not end within {PATIENCE_S + 60} s: {said}") from None

    def until(self, ready):
        """What `ready` gives, or nothing where it is waited for in vain."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end and not self.denied():
            if found := ready():
                return found
        return None

    def denied(self):
        """Whether a function says already that it may not do what was taken away: then nobody has to wait for the rest."""
        words = f"not authorized to perform: {self.taken}"
        return "" if self.taken is None else next((short(line) for line in self.log() if words in line), "")

    def log(self):
        """What the functions have said since they were started."""
        groups = [f"/aws/lambda/{self.role(name)}" for name in ("controller", "callback")]
        pages = self.logs.get_paginator("filter_log_events")
        events = (page["events"] for group in groups for page in pages.paginate(logGroupName=group, startTime=self.since))
        return (event["message"] for some in events for event in some)


def apart(statement):
    """Resources that are worth taking away one by one: indexes and prefixes; others go together."""
    resources = listed(statement["Resource"])
    return resources if all("/index/" in arn or arn.startswith("arn:aws:s3:") for arn in resources) else [resources[0]]


def part(resource):
    """What tells resources of one action apart: an index, a prefix of the bucket."""
    name = resource.removesuffix("/*").rsplit("/", 1)[-1]
    return f" {name}" if "/index/" in resource or resource.startswith("arn:aws:s3:") and "/" in resource else ""


def twins(resource):
    """An endpoint goes with its runtime."""
    return [f"{resource}/runtime-endpoint/*"]
