"""Compares modules/runtimes with the recorded schema of its provider: names, which are blocks, which are required, types and
choices of values that are written out, and what is read of each resource. Then it breaks a copy in each of these ways, and
fails where one goes unnoticed."""

import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent / "modules" / "runtimes" / "runtimes.tf"
OUTPUTS = SOURCE.with_name("outputs.tf")
RUNTIME, ENDPOINT = "aws_bedrockagentcore_agent_runtime", "aws_bedrockagentcore_agent_runtime_endpoint"
# Under which names the module speaks of one of them.
HOLDERS = {"runtime": RUNTIME, "value": RUNTIME, "endpoint": ENDPOINT, "agent": ENDPOINT}
META = {"for_each", "count", "depends_on", "lifecycle", "provider"}
TOKEN = re.compile(r'#[^\n]*|"(?:\$\{[^}]*\}|\\.|[^"\\])*"|[A-Za-z_][\w.-]*|\d+|\n|\S')
CLOSES = {"{": "}", "[": "]", "(": ")"}


def tokens(text):
    return [token for token in TOKEN.findall(text) if not token.startswith("#")]


def matching(words, start):
    """The index of what closes the bracket at `start`."""
    open_ones = []
    for index in range(start, len(words)):
        if words[index] in CLOSES:
            open_ones.append(CLOSES[words[index]])
        elif open_ones and words[index] == open_ones[-1]:
            open_ones.pop()
            if not open_ones:
                return index
    raise SystemExit("runtimes.tf: a bracket is never closed")


def body(words):
    """The attributes and blocks of a body: name, labels or nothing, and what is in it."""
    found, index = [], 0
    while index < len(words):
        if words[index] == "\n" or not re.match(r"[A-Za-z_]", words[index]):
            index += 1
            continue
        name, labels, index = words[index], [], index + 1
        while words[index].startswith('"'):
            labels.append(words[index].strip('"'))
            index += 1
        if words[index] == "{":
            end = matching(words, index)
            found.append((name, labels, words[index + 1:end]))
            index = end + 1
        else:
            start = index = index + 1
            while index < len(words) and words[index] != "\n":
                index = matching(words, index) + 1 if words[index] in CLOSES else index + 1
            found.append((name, None, words[start:index]))
    return found


def literal(value):
    """The type of a value that is written out; nothing where it is computed."""
    if len(value) == 1:
        return "string" if value[0].startswith('"') else "number" if value[0].isdigit() else None
    return {"[": "list", "{": "map"}.get(value[0]) if value else None


def compared(where, schema, words):
    problems, seen = [], set()
    for name, labels, inner in body(words):
        if name in META:
            continue
        seen.add(name)
        entry = schema.get(name)
        if entry is None:
            problems.append(f"{where} knows no {name}")
            continue
        kind, nested = (entry, None) if isinstance(entry, str) else entry
        if kind.startswith("c"):
            problems.append(f"{where}: {name} is the provider's to set")
        elif kind.startswith("a") != (labels is None):
            problems.append(f"{where}: {name} is {'an attribute' if kind.startswith('a') else 'a block'}")
        elif labels is not None:
            problems += compared(f"{where}.{name}", nested, inner)
        else:
            (_, wanted, *choices), given = kind.split(), literal(inner)
            if given not in (None, wanted):
                problems.append(f"{where}: {name} is a {wanted}, not a {given}")
            elif given and choices and inner[0].strip('"') not in choices:
                problems.append(f"{where}: {name} is one of {choices}, not {inner[0]}")
            if nested and inner[:2] == ["[", "{"]:
                problems += compared(f"{where}.{name}", nested, inner[2:matching(inner, 1)])
    for name, entry in schema.items():
        kind = entry if isinstance(entry, str) else entry[0]
        if "!" in kind and name not in seen:
            problems.append(f"{where} lacks {name}")
    return problems


def read(schema, text):
    """What is read of a resource is something that it has."""
    found = set(re.findall(r"\b(\w+)(?:\[\w+\])?\.(agent_runtime_\w+)", text))
    problems = [f"{HOLDERS[holder]} gives no {name}" for holder, name in sorted(found) if name not in schema[HOLDERS[holder]]]
    return problems if len(found) >= 5 else [*problems, "nothing is read of the resources: this check is blind"]


def check(text):
    schema = json.loads((HERE / "runtimes.schema.json").read_text(encoding="utf-8"))
    resources = {labels[0]: inner for name, labels, inner in body(tokens(text)) if name == "resource"}
    problems = read(schema, text + OUTPUTS.read_text(encoding="utf-8"))
    for name in sorted({*schema, *resources} - {"about", "source"}):
        if name not in resources or name not in schema:
            problems.append(f"{name} is {'recorded and not made' if name in schema else 'made and not recorded'}")
        else:
            problems += compared(name, schema[name], resources[name])
    return problems


BREAKS = {
    "an unknown name": ("agent_runtime_name =", "agent_name =", "knows no agent_name"),
    "a required name left out": ("network_mode = ", "# network_mode = ", "lacks network_mode"),
    "a nested unknown name": ("container_uri = ", "container_url = ", "knows no container_url"),
    "a block for an attribute": ("lifecycle_configuration = [{", "lifecycle_configuration {", "is an attribute"),
    "an attribute for a block": ("protocol_configuration {", "protocol_configuration = {", "is a block"),
    "a wrong type": ('server_protocol = "HTTP"', "server_protocol = 8080", "is a string, not a number"),
    "a wrong type inside a list": ("max_lifetime                 = 28800", 'max_lifetime = "8h"', "is a number, not a string"),
    "a value that is no choice": ('network_mode = "PUBLIC"', 'network_mode = "OPEN"', "is one of ['PUBLIC', 'VPC'], not"),
    "a value that only the provider sets": ("role_arn           = ", "agent_runtime_id   = ", "is the provider's to set"),
    "a value that is not given": ("each.value.agent_runtime_version", "each.value.agent_runtime_release", "gives no agent_runtime_release"),
    "a resource of another name": ('"aws_bedrockagentcore_resource_policy"', '"aws_bedrockagentcore_policy"', "made and not recorded"),
}


def main():
    text = SOURCE.read_text(encoding="utf-8")
    problems = [f"runtimes.tf: {problem}" for problem in check(text)]
    for what, (old, new, wanted) in BREAKS.items():
        broken = text.replace(old, new, 1)
        if broken == text or not any(wanted in problem for problem in check(broken)):
            problems.append(f"tests/runtimes.py does not find {what}")
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
