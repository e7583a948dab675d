"""Compares what is written twice because two languages need it: names of keys, indexes, variables, events; the root's
settings and those of modules/platform; the README's tables. Prints what differs; `--write` writes the tables."""

import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TERRAFORM = ROOT / "terraform"
BUDGET_USD = 6.0
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
    given = set(re.findall(r"^    ([A-Z_]+) +=", hcl, re.M)) | set(re.findall(r"\{ ([A-Z_]+) = (?:var|join)", hcl))
    asked = set()
    for path in ("adapters/src/aws/settings.rs", "adapters/src/aws/agents.rs", "adapters/src/aws/gateway/door.rs", "controller/src/lambda/config.rs"):
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
    # The gateway takes the word behind an id for a token, so that one route brings these to the function as well.
    served -= {route for route in served if re.fullmatch(r"POST /callbacks/\{id\}/[a-z]+", route)}
    # Addresses that only a home without links gives out: here agents put and read in the bucket.
    served -= {"PUT /callbacks/{id}/objects/{object}", "GET /callbacks/{id}/files/{*name}"}
    need(given == served, f"locals.tf: the callback function serves {sorted(served)} and gets {sorted(given)}")
    # What the test of all doors takes for public is what has no authorizer, and no more.
    doors = set(re.findall(r'"(/\w+/)"', re.search(r"^PUBLIC = (.*)$", text("e2e/deploy/routes.py"), re.M)[1]))
    public = {re.match(r"\w+ (/\w+/)", route)[1] for route in served} | {"/assets/"}
    need(doors == public, f"e2e/deploy/routes.py: {sorted(doors)} are taken for public, {sorted(public)} are")
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


def table_of_variables(all_variables):
    lines = ["| variable | default | what it does |", "|---|---|---|"]
    for name in sorted(all_variables):
        variable = all_variables[name]
        description = variable["description"].replace("|", "\\|")
        lines.append(f"| `{name}` | `{variable['default']}` | {description} |")
    return lines


def table_of_costs():
    """Prices of us-east-1 for 30 days at rest: what, how it is reckoned, dollars."""
    minutes = 30 * 24 * 60
    number = len(names_of_alarms())
    costs = [
        ("signing key (KMS)", "1 x $1.00", 1.00),
        ("dashboard", "1 x $3.00; the account's first three are free", 3.00),
        ("alarms", f"{number} x $0.10; the account's first ten are free", number * 0.10),
        ("sweep, invocations", f"one a minute: {minutes:,} x $0.20 per million", minutes * 0.20e-6),
        ("sweep, time", f"{minutes:,} x 0.1 s x 0.25 GB x $13.33 per million GB-s", minutes * 0.1 * 0.25 * 13.33e-6),
        ("sweep, reads", f"{minutes:,} x 8 shards x half a unit x $0.125 per million", minutes * 8 * 0.5 * 0.125e-6),
        ("sweep, log", f"{minutes:,} x 3 lines of 200 bytes x $0.50 per GB", minutes * 600e-9 * 0.50),
        ("schedule", f"{minutes:,} of the account's 14,000,000 free ones a month", 0.0),
        ("wake queue, asked by Lambda", f"5 pollers x 3 a minute = {minutes * 15:,} x $0.40 per million; the account's first million is free", minutes * 15 * 0.40e-6),
        ("images", "3 repositories x 10 versions x 20 MB x $0.10 per GB", 3 * 10 * 0.020 * 0.10),
    ]
    total = sum(dollars for _, _, dollars in costs)
    need(total <= BUDGET_USD, f"at rest it costs ${total:.2f} a month, more than ${BUDGET_USD:.2f}")
    rows = [f"| {what} | {how} | ${dollars:.2f} |" for what, how, dollars in costs]
    return ["| what | how it is reckoned | a month |", "|---|---|---|", *rows, f"| **in all, at most** | the budget is ${BUDGET_USD:.2f} | **${total:.2f}** |"]


def written(part, lines):
    path, begin, end = TERRAFORM / "README.md", f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    readme = path.read_text(encoding="utf-8")
    start, stop = readme.index(begin) + len(begin), readme.index(end)
    wanted = readme[:start] + "\n" + "\n".join(lines) + "\n" + readme[stop:]
    if "--write" in sys.argv:
        path.write_text(wanted, encoding="utf-8")
    need("--write" in sys.argv or wanted == readme, f"README.md: the table of {part} is old; python3 terraform/tests/facts.py --write")


def outputs():
    scripts = text("deploy.sh") + text("terraform/look.sh")
    read = set(re.findall(r"\boutput (?:-json |-raw )?([a-z]+(?:_[a-z]+)*)\b", scripts)) - {"json", "text"}
    read |= {f"{name}_log_group_name" for name in ("controller", "callback")} if '"${name}_log_group_name"' in scripts else set()
    given = set(re.findall(r'^output "(\w+)"', text("terraform/outputs.tf"), re.M))
    need(read - given == set(), f"deploy.sh reads outputs that are not there: {sorted(read - given)}")
    need(len(read) >= 10, f"deploy.sh reads {sorted(read)}: this check is blind")


def names_of_alarms():
    hcl = text("terraform/modules/platform/observe.tf")
    return re.findall(r"^    ([a-z0-9-]+) += \{ namespace", hcl, re.M) + ["sweep-missing"]


def alarms():
    manual, names = text("docs/OPERATIONS.md"), names_of_alarms()
    need(len(names) > 5, "observe.tf: no alarms found: this check is blind")
    for name in names:
        need(f"| `{name}` |" in manual, f"docs/OPERATIONS.md does not say what {name} means")


def metrics():
    rust, hcl = text("adapters/src/aws/telemetry/metric.rs"), text("terraform/modules/platform/observe.tf")
    known = dict(re.findall(r'^pub const (\w+): &str = "(\w+)";', rust, re.M))
    namespace, dimension = known.pop("NAMESPACE"), known.pop("DIMENSION")
    used = re.findall(r'namespace = "Aegis", metric = "(\w+)", dimensions = \{ (\w+) =', hcl)
    shown = re.findall(r'for metric in (\[[^]]*\]) : \["Aegis", metric, "(\w+)"', hcl)
    used += [(metric, name) for names, name in shown for metric in json.loads(names)]
    need(len(used) >= 8, "observe.tf uses no metrics of the functions: this check is blind")
    need(namespace == "Aegis", f"observe.tf looks for metrics in Aegis, the functions write to {namespace}")
    for metric, name in used:
        need(metric in known.values(), f"observe.tf: no function counts {metric}")
        need(name == dimension, f"observe.tf: {metric} has the dimension {dimension}, not {name}")


def stand_in():
    stub = set(re.findall(r'^output "(\w+)"', text("terraform/tests/stub/main.tf"), re.M))
    real = set(re.findall(r'^output "(\w+)"', text("terraform/modules/runtimes/outputs.tf"), re.M))
    need(stub == real, f"tests/stub has the outputs {sorted(stub)}, modules/runtimes {sorted(real)}")


def documents():
    """Where the smoke test looks is where the image has them and the agents may read."""
    asked = re.search(r"^docs=(\S+)$", text("deploy.sh"), re.M)[1]
    copied = re.search(r"^COPY documents (\S+)$", text("agents/Dockerfile"), re.M)[1]
    read = re.search(r'const DOCUMENTS: &str = "(.*)";', text("agents/src/bin/aegis-agents/config.rs"))[1]
    need(asked == copied == read, f"documents: deploy.sh asks for {asked}, the image has {copied}, agents read {read}")
    packed = re.search(r'const DOCUMENTS: &str = "(.*)";', text("xtask/src/agent_image/mod.rs"))[1]
    need(any((ROOT / packed).iterdir()), f"documents: {packed} is empty")


def prefixes():
    """What may be written where: the keys are the Rust side's."""
    iam = text("terraform/modules/platform/iam.tf")
    artifacts = re.search(r'format!\("(artifacts)/\{\}/\{\}/"', text("adapters/src/aws/s3/key.rs"))
    attempts = re.search(r'const ATTEMPTS: &str = "(\w+)/"', text("callback/src/files/place.rs"))[1]
    need(artifacts, "adapters/src/aws/s3/key.rs: artifacts lie elsewhere: see iam.tf")
    need(f'/artifacts/*/{attempts}/*"' in iam, f"iam.tf: the callback function may not put into {attempts}/")


def commands():
    """What the documents tell to type is what deploy.sh knows."""
    script = text("deploy.sh")
    verbs = set(re.search(r"^  ((?:\w+ \| )+\w+)\) \"\$\{verb\}\"", script, re.M)[1].split(" | ")) | {"help"}
    flags = set(re.findall(r"^  (--[a-z-]+)", script, re.M))
    typed = [
        (path, verb, rest)
        for path in ("README.md", "terraform/README.md", "docs/OPERATIONS.md", "docs/ARCHITECTURE.md", "deploy.sh")
        for verb, rest in re.findall(r"\./deploy\.sh ([a-z]+)((?: --?[a-z][^`\n]*)?)", text(path))
    ]
    need(len(typed) >= 15, "the documents tell to type hardly anything: this check is blind")
    for path, verb, rest in typed:
        need(verb in verbs, f"{path}: deploy.sh has no verb {verb}")
        for flag in re.findall(r"--[a-z-]+", rest):
            need(flag in flags, f"{path}: deploy.sh {verb} knows no {flag}")


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


for check in (table, environment, events, routes, outputs, alarms, metrics, stand_in, documents, prefixes, commands, deployer, literals):
    check()
written("variables", table_of_variables(handed_on()))
written("costs", table_of_costs())
for problem in problems:
    print(problem)
sys.exit(1 if problems else 0)
