"""Where the deployment tells that a person is asked: a webhook that keeps what it is told."""

import http.server
import json
import threading


class Notices:
    def __init__(self):
        self.told, self.arrived = [], threading.Condition()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(handler):
                notice = json.loads(handler.rfile.read(int(handler.headers.get("content-length") or 0)))
                with self.arrived:
                    self.told.append(notice)
                    self.arrived.notify_all()
                handler.send_response(204)
                handler.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/notices"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def of(self, run, seconds):
        """The newest notice of a run, or nothing."""
        def found():
            return next((notice for notice in reversed(self.told) if notice["run"]["id"] == run), None)

        with self.arrived:
            self.arrived.wait_for(found, seconds)
            return found()

    def end(self):
        self.server.shutdown()
        self.server.server_close()
