"""Stands before the agents' host, which asks nobody, and asks the emulator's IAM about each call: the same request goes there
first. What IAM refuses does not reach the agents."""

import http.client
import http.server
import ssl
import threading
import urllib.parse

# What belongs to one connection only.
NOT_PASSED_ON = {"connection", "transfer-encoding", "content-length"}


class Gate:
    def __init__(self, iam, trust):
        self.iam, self.trust, self.agents, self.refused = iam, trust, None, []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"gate": self}))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def end(self):
        self.server.shutdown()
        self.server.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    gate = None
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        try:
            self.passed_on()
        except ConnectionError:
            # Whoever asked was ended meanwhile, or the emulator was.
            self.close_connection = True

    def passed_on(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        status, headers, reply = self.forward(self.gate.iam, body)
        if status == 403:
            self.gate.refused.append(self.path)
        else:
            status, headers, reply = self.forward(self.gate.agents, body)
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in NOT_PASSED_ON:
                self.send_header(name, value)
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def forward(self, url, body):
        # The signature covers the name of the host that was asked, so it stays.
        address = urllib.parse.urlsplit(url)
        if address.scheme == "https":
            trust = ssl.create_default_context(cafile=self.gate.trust)
            connection = http.client.HTTPSConnection(address.hostname, address.port, timeout=60, context=trust)
        else:
            connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        connection.putrequest("POST", self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            if name.lower() not in NOT_PASSED_ON:
                connection.putheader(name, value)
        connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        reply = response.read()
        connection.close()
        return response.status, response.getheaders(), reply

    def log_message(self, *_):
        pass
