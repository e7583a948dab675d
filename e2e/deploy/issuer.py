"""An identity provider: publishes its key and writes tokens, good ones and bad ones."""

import base64
import http.server
import json
import threading
import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

AUDIENCE = "aegis"


def encoded(data):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value):
    return encoded(value.to_bytes((value.bit_length() + 7) // 8, "big"))


class Issuer:
    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        public = self.key.public_key().public_numbers()
        keys = [{"kty": "RSA", "kid": "one", "alg": "RS256", "use": "sig", "n": number(public.n), "e": number(public.e)}]

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(handler):
                found = {"/.well-known/openid-configuration": {"issuer": self.url, "jwks_uri": f"{self.url}/keys"}, "/keys": {"keys": keys}}
                reply = json.dumps(found.get(handler.path, {})).encode()
                handler.send_response(200 if handler.path in found else 404)
                handler.send_header("content-length", str(len(reply)))
                handler.end_headers()
                handler.wfile.write(reply)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self, key=None, header=None, **changed):
        now = int(time.time())
        claims = {"iss": self.url, "aud": AUDIENCE, "sub": "alice", "iat": now - 60, "exp": now + 600, **changed}
        text = f"{encoded({'alg': 'RS256', 'kid': 'one', **(header or {})})}.{encoded(claims)}"
        return f"{text}.{encoded((key or self.key).sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"

    def bad_tokens(self):
        """Tokens that nobody should take, by what is wrong with them."""
        now = int(time.time())
        unsigned = self.token(header={"alg": "none"}).rsplit(".", 1)[0] + "."
        return {
            "another audience": self.token(aud="another"),
            "another issuer": self.token(iss="http://127.0.0.1:9"),
            "expired": self.token(exp=now - 60),
            "not valid yet": self.token(nbf=now + 600),
            "another's signature": self.token(key=self.stranger),
            "an unknown key": self.token(header={"kid": "two"}),
            "no signature": unsigned,
            "no token at all": "junk",
        }

    def end(self):
        self.server.shutdown()
        self.server.server_close()
