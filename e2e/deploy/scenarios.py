"""What a deployment is asked to do while one of its rights is taken away: each says why it went red, or nothing."""

import json
import re

from routes import ask


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


def told(rights, name):
    """The notice that a person is asked, or nothing."""
    return rights.until(lambda: rights.world.notices.of(name, 1))


def by_link(rights):
    """A person decides by a personal link: page, then decision, at the callback function's door."""
    name, documents = f"link-{rights.number}", json.dumps([str(rights.world.documents)])
    ran = rights.aegis("run", "research-report", "-i", "topic=How do heat pumps work?", "-i", f"docs:={documents}", "--id", name, "--detach")
    notice = told(rights, name) if ran[0] == 0 else None
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
    heard = rights.until(lambda: rights.listener.hears(f"link-{rights.number}"))
    return "" if heard else "nothing is told on the bus"


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


def large_gate(rights):
    """A page that shows more than fits a run's own item."""
    name, notes = f"gate-{rights.number}", "n" * 20_000
    playbook = {
        "aegis": "v1", "name": "large-gate", "input": {"type": "object", "required": ["notes"], "properties": {"notes": {"type": "string"}}},
        "steps": [{"id": "review", "approval": {"title": "Is it long?", "show": "${{ input.notes }}"}}],
    }
    start = {"workflow_id": name, "playbook": playbook, "input": {"notes": notes}}
    status, text = rights.life.signed("POST", "/workflows", json.dumps(start))
    notice = told(rights, name) if status == 202 else None
    if notice is None:
        return f"the start: {status} {short(text)}" if status != 202 else "nobody was told"
    address, token = notice["approve_url"].split("?token=")
    status, text = ask(rights.world.trust, "GET", address, {"authorization": f"Bearer {token}", "accept": "text/html"})
    return "" if status == 200 and notes in text else f"the page: {status} {short(text)}"


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
    # The answer to a HEAD request has no words of the service's own.
    lines = (line for line in rights.log() if "not authorized to perform" in line or "access denied" in line)
    found = next(lines, None)
    return short(found) if found else ""


SCENARIOS = [
    ("sweep", swept), ("run", whole_run), ("list", lists), ("prefix", found_by_prefix), ("link", by_link),
    ("events", published), ("large input", large_input), ("large gate", large_gate), ("index", filed_wrong), ("artifact", artifact), ("log", quiet),
]
