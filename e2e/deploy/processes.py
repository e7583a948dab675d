"""Processes and ports of this machine: each is ended by its id."""

import http.client
import os
import pathlib
import select
import shutil
import socket
import ssl
import subprocess
import threading
import time

PATIENCE_S = 90


class Failure(Exception):
    """What a person should read."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def certificate(folder):
    """A certificate for loopback that is its own authority, and its key. Gives both paths."""
    import datetime
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "loopback")])
    now = datetime.datetime.now(datetime.timezone.utc)
    names = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    paths[1].write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return paths


class Process:
    """A server, until it is ended."""

    def __init__(self, command, environment, log, cwd):
        self.log = pathlib.Path(log)
        self.output = self.log.open("wb")
        self.child = subprocess.Popen(
            [str(part) for part in command],
            env=environment,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self.output,
        )

    def first_line(self):
        ready, _, _ = select.select([self.child.stdout], [], [], PATIENCE_S)
        line = self.child.stdout.readline().decode().strip() if ready else ""
        if not line:
            raise Failure(f"{self.child.args[0]} does not start: {self.tail()}")
        return line

    def drain(self):
        """Keeps what it prints in its log; a full pipe would stop it."""
        threading.Thread(target=shutil.copyfileobj, args=(self.child.stdout, self.output), daemon=True).start()

    def answers(self, port, trust):
        """Waits until it speaks TLS on a port."""
        context = ssl.create_default_context(cafile=trust)
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            try:
                connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=5, context=context)
                connection.request("GET", "/")
                connection.getresponse().read()
                return
            except OSError:
                # Nobody tells when it begins to listen.
                time.sleep(0.1)
        raise Failure(f"{self.child.args[0]} does not answer: {self.tail()}")

    def tail(self):
        return self.log.read_text(errors="replace")[-2000:]

    def end(self):
        self.child.terminate()
        try:
            self.child.wait(20)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.child.stdout.close()
        self.output.close()


def run(command, environment, cwd, timeout=300):
    """Runs a command without a terminal. Gives its code and what it said on both channels together."""
    done = subprocess.run(
        [str(part) for part in command],
        env=environment,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=timeout,
        check=False,
    )
    return done.returncode, done.stdout.decode(errors="replace")


def must(command, environment, cwd, timeout=300):
    code, text = run(command, environment, cwd, timeout)
    if code != 0:
        raise Failure(f"{' '.join(map(str, command))} ended with {code}:\n{text[-3000:]}")
    return text
