"""Which routes there are, from the API's own description, and requests to them by all kinds of callers."""

import concurrent.futures
import http.client
import json
import pathlib
import ssl
import urllib.parse

from cloud import signed

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
DESCRIPTION = REPOSITORY / "controller/openapi.json"
# These carry a token of their own.
PUBLIC = ("/callbacks/", "/approve/", "/assets/")
REFUSED = (401, 403)
# Requests at a time: the emulator is one process, and waits for the functions.
AT_A_TIME = 8
# They tell nobody anything; on AWS the authorizer stands before them as well.
SAID_TO_ALL = ("/healthz", "/readyz", "/openapi.json")


def routes():
    """Methods and paths behind the authorizer, with a value for each parameter."""
    document = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    found = []
    for path, methods in document["paths"].items():
        if not path.startswith(PUBLIC):
            concrete = "/".join("x1" if part.startswith("{") else part for part in path.split("/"))
            found += [(method.upper(), concrete) for method in methods if method in ("get", "post", "put", "patch", "delete")]
    return found


def ask(trust, method, url, headers=None, body=None):
    """One request. Gives status and body."""
    address = urllib.parse.urlsplit(url)
    context = ssl.create_default_context(cafile=trust)
    connection = http.client.HTTPSConnection(address.hostname, address.port, timeout=60, context=context)
    path = address.path + (f"?{address.query}" if address.query else "")
    connection.request(method, path, body=body, headers=headers or {})
    response = connection.getresponse()
    text = response.read().decode(errors="replace")
    connection.close()
    return response.status, text


class Caller:
    """Somebody who asks, by name, and how they make the headers of a request."""

    def __init__(self, name, headers, passes=False):
        # `passes`: the emulator's authorizer lets it through, so it is the function that refuses.
        self.name, self.headers, self.passes = name, headers, passes


def unsigned():
    return Caller("unsigned", lambda *_: {"content-type": "application/json"})


def bearer(name, token, passes=False):
    return Caller(name, lambda *_: {"content-type": "application/json", "authorization": f"Bearer {token}"}, passes)


def identity(name, keys):
    return Caller(name, lambda method, url, body: signed(method, url, body, keys))


def body_of(method):
    return json.dumps({"topic": "Nobody may ask this", "decision": "approve"}) if method != "GET" else ""


def let_in(trust, api, callers, paths):
    """Who got through where, though nobody should: one line each. Several ask at a time."""

    def asked(of):
        (method, path), caller = of
        url, body = api + path, body_of(method)
        status, text = ask(trust, method, url, caller.headers(method, url, body), body)
        return "" if status in REFUSED else f"{caller.name}: {method} {path} answered {status}: {text[:120]}"

    all_of_them = [(route, caller) for route in paths for caller in callers if not (caller.passes and route[1] in SAID_TO_ALL)]
    with concurrent.futures.ThreadPoolExecutor(AT_A_TIME) as pool:
        return [leak for leak in pool.map(asked, all_of_them) if leak]
