"""No right is surplus: each action of each statement is taken from its role in turn, and some scenario goes red."""

import json
import re
import time

from checks import need
from processes import run
from routes import ask

# The API's own answers come within a second; a run takes five. The sweep would repair a lost wake after a minute, so less.
PATIENCE_S = 30
# What a sample takes away: something of each function, and what agents need of it. Each takes the patience of a run.
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

    def hears(self, text, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            heard = self.queues.receive_message(QueueUrl=self.url, MaxNumberOfMessages=10, WaitTimeSeconds=2)
            for message in heard.get("Messages", []):
                self.queues.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
                if text in message["Body"]:
                    return True
        return False


def listed(value):
    return value if isinstance(value, list) else [value]


class Rights:
    def __init__(self, life):
        self.life, self.deployment, self.world = life, life.deployment, life.world
        self.iam = self.world.root.client("iam")
        self.functions = self.world.root.client("lambda")
        self.number = 0
        self.bucket = self.deployment.outputs()["artifact_bucket_name"]
        known = self.world.known
        parts = ("rights_not_enforced", "rights_of_races", "rights_of_large_documents")
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
        green, seconds = self.green()
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
        green, _ = self.green()
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
        try:
            return self.green()[0]
        finally:
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

    def aegis(self, *arguments, timeout=PATIENCE_S):
        command = [self.world.programs / "aegis", "--server", self.life.api, *arguments, "--timeout", f"{timeout}s"]
        return run(command, self.world.environment(self.life.caller), self.world.folder, timeout + 60)


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


def short_of(ran):
    return "" if ran[0] == 0 else short(ran[1])


def short(text):
    denied = re.search(r"not authorized to perform: ([\w:-]+)", text)
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return f"denied {denied[1]}" if denied else (lines[-1] if lines else "no output")[:90]


def whole_run(rights):
    """Start, three agents, a decision by an identity, artifacts."""
    documents = json.dumps([str(rights.world.documents)])
    code, text = rights.aegis(
        "run", "research-report", "-i", "topic=How do heat pumps work in old houses?", "-i", f"docs:={documents}", "--approve", "auto",
        "--output", str(rights.world.folder / "results" / str(rights.number)))
    return "" if code == 0 else short(text)


def lists(rights):
    code, text = rights.aegis("ls")
    return "" if code == 0 else short(text)


def swept(rights):
    reply = rights.functions.invoke(FunctionName=rights.role("controller"), Payload=b'{"aegis": "sweep"}')
    return short(reply["Payload"].read().decode()) if reply.get("FunctionError") else ""


def found_by_prefix(rights):
    _, text = rights.aegis("--json", "ls")
    newest = json.loads(text)["workflows"][0]["workflow_id"]
    code, text = rights.aegis("show", newest[:6])
    return "" if code == 0 else short(text)


def by_link(rights):
    """A person decides by a personal link: page, then decision, at the callback function's door."""
    name, documents = f"link-{rights.number}", json.dumps([str(rights.world.documents)])
    ran = rights.aegis("run", "research-report", "-i", "topic=How do heat pumps work?", "-i", f"docs:={documents}", "--id", name, "--detach")
    notice = rights.world.notices.of(name, PATIENCE_S) if ran[0] == 0 else None
    if notice is None:
        return short_of(ran) or "nobody was told"
    url, trust = notice["approve_url"], rights.world.trust
    status, text = ask(trust, "GET", url)
    if status not in (200, 303):
        return f"the page: {status} {short(text)}"
    address, token = url.split("?token=")
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    status, text = ask(trust, "POST", address, headers, json.dumps({"decision": "approve"}))
    if status != 200:
        return f"the decision: {status} {short(text)}"
    return short_of(rights.aegis("watch", name))


def published(rights):
    """The end of the run that a link decided is told on the bus."""
    return "" if rights.listener.hears(f"link-{rights.number}", PATIENCE_S) else "nothing is told on the bus"


def large_input(rights):
    """One that is too large for the run's own item. It names no documents, so the run soon ends as FAILED."""
    notes = rights.world.folder / "large.json"
    notes.write_text(json.dumps({"topic": "How do heat pumps work?", "notes": "n" * 20_000}))
    name = f"large-{rights.number}"
    code, text = rights.aegis("run", "research-report", "--input", str(notes), "--id", name, "--detach")
    return short(text) if code != 0 else short_of(rights.aegis("watch", name))


def filed_wrong(rights):
    """A run that stands in the index though nothing is due: the sweep takes it out."""
    # The oldest has long told all that it had to tell, so nothing but the sweep writes it.
    _, text = rights.aegis("--json", "ls", "--status", "COMPLETED")
    table, name = rights.world.root.client("dynamodb"), json.loads(text)["workflows"][-1]["workflow_id"]
    where = {"TableName": rights.role("workflows"), "Key": {"pk": {"S": f"W#default#{name}"}, "sk": {"S": "A"}}}
    planted = {"S": f"{1000 ^ 1 << 63:016x}#default#{name}"}
    table.update_item(**where, UpdateExpression="SET due_pk = :p, due_sk = :s", ExpressionAttributeValues={":p": {"S": "D#0"}, ":s": planted})
    why = swept(rights)
    left = table.get_item(**where)["Item"].get("due_sk") == planted
    return why or ("it is still there" if left else "")


def artifact(rights):
    """An object of a run, as its link gives it."""
    name = f"large-{rights.number}"
    key = f"artifacts/default/{name}/report.md"
    rights.world.root.client("s3").put_object(Bucket=rights.bucket, Key=key, Body=b"# A report")
    status, text = rights.life.signed("GET", f"/artifacts/{name}/report.md")
    return "" if status in (200, 303, 307) else f"{status} {short(text)}"


def quiet(rights):
    """No function says that it may not do something, and no agent's session stays."""
    refused = [path.rsplit("/", 1)[-1] for path in rights.world.gate.refused]
    if refused:
        return f"refused by AgentCore: {refused[0][:40]}"
    logs = rights.world.root.client("logs")
    for name in ("controller", "callback"):
        group = f"/aws/lambda/{rights.role(name)}"
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=rights.since)
        for event in (event for page in pages for event in page["events"]):
            # The answer to a HEAD request has no words of the service's own.
            if "not authorized to perform" in event["message"] or "access denied" in event["message"]:
                return short(event["message"])
    return ""


SCENARIOS = [
    ("sweep", swept), ("run", whole_run), ("list", lists), ("prefix", found_by_prefix), ("link", by_link),
    ("events", published), ("large input", large_input), ("index", filed_wrong), ("artifact", artifact), ("log", quiet),
]
