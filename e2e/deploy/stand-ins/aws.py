"""As much of the AWS command line as deploy.sh uses, over the library that it is made of."""

import base64
import json
import os
import pathlib
import sys
import time

import botocore.exceptions
import botocore.session
import jmespath


def pairs(arguments):
    """`--a-name value value` as a map; a flag without a value is true."""
    found, name = {}, None
    for argument in arguments:
        if argument.startswith("--"):
            name = argument[2:]
            found[name] = []
        else:
            found[name].append(argument)
    return found


def member(shape, name):
    """The operation's own name of an option, and its value's type."""
    wanted = name.replace("-", "").lower()
    return next((own, kind.type_name) for own, kind in shape.members.items() if own.lower() == wanted)


def call(client, operation, options, output):
    """What a query is answered on: as the real one does it, each page for text, and else all of them as one."""
    method = operation.replace("-", "_")
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[method])
    given = {}
    for name, values in options.items():
        own, kind = member(model.input_shape, name)
        given[own] = values if kind == "list" else int(values[0]) if kind in ("integer", "long") else values[0]
    if client.can_paginate(method):
        pages = client.get_paginator(method).paginate(**given)
        # AWS may end with an empty page, so here each list does.
        return [*pages, {key.expression: [] for key in pages.result_keys}] if output == "text" else [pages.build_full_result()]
    reply = getattr(client, method)(**given)
    reply.pop("ResponseMetadata", None)
    return [reply]


def sync(client, source, folder):
    bucket = source.removeprefix("s3://")
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket):
        for entry in page.get("Contents", []):
            path = pathlib.Path(folder) / entry["Key"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(client.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read())


def tail(client, group):
    """Every line of a log group, with the process that tells it, until it is ended."""
    print(f"{group} by {os.getpid()}", flush=True)
    since = 0
    while True:
        for event in client.filter_log_events(logGroupName=group, startTime=since).get("events", []):
            print(event["message"], flush=True)
            since = event["timestamp"] + 1
        time.sleep(1)  # As the real one does: nobody tells that there is a line.


def shown(value, output):
    if output != "text":
        return json.dumps(value, default=str)
    if isinstance(value, list):
        return "\t".join(str(entry) for entry in value)
    return "None" if value is None else str(value)


def main():
    if sys.argv[1:] == ["--version"]:
        print(os.environ.get("AWS_VERSION", "aws-cli/2.31.0 (a stand-in)"))
        return
    service, operation, *rest = sys.argv[1:]
    session = botocore.session.get_session()
    named = {("s3", "sync"): 2, ("logs", "tail"): 1}.get((service, operation), 0)
    here = [rest.pop(0) for _ in range(named)]
    options = pairs(rest)
    region = options.pop("region", [os.environ.get("AWS_REGION")])[0]
    output, query = options.pop("output", ["json"])[0], options.pop("query", [None])[0]
    client = session.create_client(service, region_name=region, endpoint_url=os.environ["AWS_ENDPOINT_URL"])
    if here:
        {"sync": sync, "tail": tail}[operation](client, *here)
        return
    if (service, operation) == ("ecr", "get-login-password"):
        token = client.get_authorization_token()["authorizationData"][0]["authorizationToken"]
        print(base64.b64decode(token).decode().partition(":")[2])
        return
    for reply in call(client, operation, options, output):
        print(shown(jmespath.search(query, reply) if query else reply, output))


try:
    main()
except (botocore.exceptions.ClientError, botocore.exceptions.BotoCoreError) as error:
    print(error, file=sys.stderr)
    sys.exit(254)
