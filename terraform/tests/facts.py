"""Compares what is written twice because two languages need it: names of keys, indexes, variables, events; the root's
settings and those of modules/platform; the README's table. Prints what differs; `--write` writes the table."""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TERRAFORM = ROOT / "terraform"
BEGIN, END = "<!-- variables: begin -->", "<!-- variables: end -->"
problems = []


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def need(condition, problem):
    if not condition:
        problems.append(problem)


def table():
    rust, hcl = text("adapters/src/aws/dynamodb/table.rs"), text("terraform/modules/platform/state.tf")
    for constant, pattern in {"PK": r'^  hash_key +=', "SK": r'^  range_key +=', "TTL": r"attribute_name ="}.items():
        name = re.search(rf'const {constant}: &str = "(\w+)"', rust)[1]
        need(re.search(rf'{pattern} "{name}"', hcl, re.M), f"state.tf: {constant} is not {name}")
    keys = {"PK": "pk"}
    indexes = re.findall(r'name: "([\w-]+)",\s*hash: "(\w+)",\s*range: "?(\w+)"?,\s*projected: &\[(.*?)\]', rust)
    blocks = re.findall(r"global_secondary_index \{(.*?)\n  \}", hcl, re.S)
    need(len(indexes) == len(blocks) == 3, f"state.tf: {len(blocks)} indexes, the store has {len(indexes)}")
    for name, partition, order, projected in indexes:
        block = next((block for block in blocks if f'"{name}"' in block), "")
        for key, value in (("hash_key", partition), ("range_key", keys.get(order, order))):
            need(re.search(rf'{key} += "{value}"', block), f"state.tf: {key} of {name} is not {value}")
        kind = "INCLUDE" if projected else "KEYS_ONLY"
        need(f'"{kind}"' in block, f"state.tf: {name} does not project {kind}")
        need(not projected or f"[{projected}]" in block, f"state.tf: {name} does not project {projected}")
        iam = text("terraform/modules/platform/iam.tf")
        need(f'"{name}"' in iam, f"iam.tf: the controller may not query {name}")


def environment():
    hcl = text("terraform/modules/platform/locals.tf").split("\n  environment = {")[1]
    given = set(re.findall(r"^    ([A-Z_]+) +=", hcl, re.M)) | set(re.findall(r"\{ ([A-Z_]+) = var", hcl))
    asked = set()
    for path in ("adapters/src/aws/settings.rs", "adapters/src/aws/agents.rs", "controller/src/lambda/config.rs"):
        rust = text(path).split("#[cfg(test)]")[0]
        asked |= set(re.findall(r'(?:required|optional|parsed|with)(?:::<\w+>)?\(\s*"([A-Z_]+)"', rust))
    asked -= {"AWS_REGION"}  # Lambda sets it.
    given -= {"LOG_LEVEL"}  # Read by the handlers, before the settings.
    need(asked == given, f"locals.tf: asked by the functions and not given: {sorted(asked - given)}; given and not asked: {sorted(given - asked)}")


def events():
    source = re.search(r'EVENT_SOURCE: &str = "([\w.]+)"', text("shared/src/wire/event.rs"))[1]
    need(f'"{source}"' in text("terraform/modules/platform/events.tf"), f"events.tf: the source is not {source}")
    need('json!({"aegis": "sweep"})' in text("controller/src/lambda/event.rs"), "the sweep's event changed: see schedule.tf")


def routes():
    hcl = text("terraform/modules/platform/locals.tf")
    given = set(re.findall(r'"((?:GET|POST) \S+)" += "callback"', hcl)) - {"GET /assets/{file}"}
    served = {
        f"{method.upper()} {path}"
        for path, methods in re.findall(r'\.route\("([^"]+)", (.*)\)', text("callback/src/routes/mod.rs"))
        for method in re.findall(r"\b(get|post|put|delete|patch)\(", methods)
    }
    need(given == served, f"locals.tf: the callback function serves {sorted(served)} and gets {sorted(given)}")
    need("/assets/" in text("console/src/assets.rs"), "the style sheet is elsewhere: see /assets/{file} in locals.tf")


def variables(path):
    found = {}
    for name, block in re.findall(r'^variable "(\w+)" \{\n(.*?)^\}', text(path), re.S | re.M):
        kind = re.search(r"^  type += (.*?)(?=^  (?:default|nullable|validation)|\Z)", block, re.S | re.M)
        default = re.search(r"^  default += (.*?)(?=^  nullable|^\s*^  validation|\Z)", block, re.S | re.M)
        found[name] = {
            "description": re.search(r'^  description = "(.*)"$', block, re.M)[1].replace('\\"', '"'),
            "type": " ".join(kind[1].split()),
            "default": " ".join(default[1].split()) if default else "-",
        }
    return found


def handed_on():
    platform, passed = variables("terraform/modules/platform/variables.tf"), variables("terraform/variables_platform.tf")
    own, main = variables("terraform/variables.tf"), text("terraform/main.tf")
    need(set(platform) == set(passed) | {"project_name", "environment", "agent_targets"}, "variables_platform.tf does not hand on all settings of modules/platform")
    for name, variable in passed.items():
        same = {**platform.get(name, {}), "default": "null"} == variable
        need(same, f"variables_platform.tf: {name} is not as in modules/platform")
        need(re.search(rf"^  {name} += var\.{name}$", main, re.M), f"main.tf does not hand {name} on")
    return {**own, **{name: platform[name] for name in passed if name in platform}}


def documented(all_variables):
    lines = ["| variable | default | what it does |", "|---|---|---|"]
    for name in sorted(all_variables):
        variable = all_variables[name]
        description = variable["description"].replace("|", "\\|")
        lines.append(f"| `{name}` | `{variable['default']}` | {description} |")
    path = TERRAFORM / "README.md"
    readme = path.read_text(encoding="utf-8")
    start, end = readme.index(BEGIN) + len(BEGIN), readme.index(END)
    wanted = readme[:start] + "\n" + "\n".join(lines) + "\n" + readme[end:]
    if "--write" in sys.argv:
        path.write_text(wanted, encoding="utf-8")
    need("--write" in sys.argv or wanted == readme, "README.md: the table of variables is old; python3 terraform/tests/facts.py --write")


def outputs():
    read = set(re.findall(r'output (?:-json )?"?([a-z_]+)"?', text("deploy.sh"))) & set(re.findall(r"\b[a-z]+_[a-z_]+\b|\bprotected\b|\bregion\b", text("deploy.sh")))
    given = set(re.findall(r'^output "(\w+)"', text("terraform/outputs.tf"), re.M))
    need(read - given == set(), f"deploy.sh reads outputs that are not there: {sorted(read - given)}")
    need(len(read) >= 5, "deploy.sh reads no outputs: this check is blind")


def alarms():
    hcl, manual = text("terraform/modules/platform/observe.tf"), text("docs/OPERATIONS.md")
    names = re.findall(r"^    ([a-z0-9-]+) += \{ namespace", hcl, re.M) + ["sweep-missing"]
    need(len(names) > 5, "observe.tf: no alarms found: this check is blind")
    for name in names:
        need(f"| `{name}` |" in manual, f"docs/OPERATIONS.md does not say what {name} means")


# What the AWS provider 6.73 takes, for it is not to be had where the tests run: required, then optional.
RUNTIME_RESOURCES = {
    "aws_bedrockagentcore_agent_runtime": (
        {"agent_runtime_name", "role_arn", "agent_runtime_artifact", "network_configuration"},
        {"authorizer_configuration", "description", "environment_variables", "lifecycle_configuration", "platform_version",
         "protocol_configuration", "region", "request_header_configuration", "tags", "timeouts"},
    ),
    "aws_bedrockagentcore_agent_runtime_endpoint": ({"name", "agent_runtime_id"}, {"agent_runtime_version", "description", "region", "tags", "timeouts"}),
    "aws_bedrockagentcore_resource_policy": ({"resource_arn", "policy"}, {"region"}),
}
META = {"for_each", "count", "depends_on", "lifecycle"}


def runtimes():
    hcl = text("terraform/modules/runtimes/runtimes.tf")
    blocks = dict(re.findall(r'^resource "(aws_bedrockagentcore_\w+)" "\w+" \{\n(.*?)^\}', hcl, re.S | re.M))
    need(set(blocks) == set(RUNTIME_RESOURCES), f"runtimes.tf makes {sorted(blocks)}")
    for name, (required, optional) in RUNTIME_RESOURCES.items():
        said = set(re.findall(r"^  (\w+) (?:=|\{)|^  (\w+) +=", blocks.get(name, ""), re.M))
        said = {word for pair in said for word in pair if word} - META
        need(required <= said, f"runtimes.tf: {name} lacks {sorted(required - said)}")
        need(said <= required | optional, f"runtimes.tf: {name} knows no {sorted(said - required - optional)}")
    stub = set(re.findall(r'^output "(\w+)"', text("terraform/tests/stub/main.tf"), re.M))
    real = set(re.findall(r'^output "(\w+)"', text("terraform/modules/runtimes/outputs.tf"), re.M))
    need(stub == real, f"tests/stub has the outputs {sorted(stub)}, modules/runtimes {sorted(real)}")


def deployer():
    policy = json.loads(text("terraform/deployer-policy.json"))
    size = len(json.dumps(policy, separators=(",", ":")))
    need(size <= 6144, f"deployer-policy.json: {size} characters, a managed policy takes 6144")
    name = variables("terraform/variables.tf")["project_name"]["default"].strip('"')
    for statement in policy["Statement"]:
        for resource in [statement["Resource"]] if isinstance(statement["Resource"], str) else statement["Resource"]:
            fine = resource == "*" or name in resource or ":apigateway:" in resource
            need(fine, f"deployer-policy.json: {statement['Sid']} reaches {resource}")


def literals():
    for path in sorted(TERRAFORM.rglob("*.tf")):
        if "tests" in path.parts:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            need(not re.search(r'"arn:aws:[^$]*"', line), f"{path.name}:{number}: an ARN is typed out")


for check in (table, environment, events, routes, outputs, alarms, runtimes, deployer, literals):
    check()
documented(handed_on())
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
