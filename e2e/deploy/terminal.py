"""deploy.sh as people and pipelines meet it: without its tools, in a pipe, with the wrong account, half-way, interrupted."""

import os
import pathlib
import pty
import re
import select
import shutil
import subprocess
import time

from checks import need
from deployment import Deployment
from processes import Failure, run

PATIENCE_S = 300
CTRL_C = b"\x03"
# What every system has, and deploy.sh may take for granted.
BASICS = ["bash", "cat", "date", "dirname", "env", "grep", "mkdir", "sed", "sh", "tr"]
# Another account's root: the emulator takes twelve digits for an account.
STRANGER = ("111111111111", "test", None)


class Screen:
    """A command in a terminal."""

    def __init__(self, command, environment, cwd):
        self.master, slave = pty.openpty()
        # Its own session with this terminal, so that Ctrl-C reaches whatever runs in it, also where all this runs in the background: there
        # it is ignored, and what a shell finds ignored it can't trap.
        self.child = subprocess.Popen(["setsid", "--ctty", "env", "--default-signal=INT", *command], env=environment, cwd=cwd, stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)
        self.seen = ""

    def until(self, pattern):
        """Reads until a pattern is seen."""
        end = time.monotonic() + PATIENCE_S
        while not re.search(pattern, self.seen):
            if not self.read(end):
                raise Failure(f"the terminal never showed {pattern}:\n{self.seen[-1500:]}")

    def read(self, end):
        ready, _, _ = select.select([self.master], [], [], max(0, end - time.monotonic()))
        try:
            data = os.read(self.master, 65536) if ready else b""
        except OSError:  # The other side is closed.
            data = b""
        self.seen += data.decode(errors="replace")
        return bool(data)

    def type(self, data):
        os.write(self.master, data if isinstance(data, bytes) else f"{data}\n".encode())

    def end(self):
        """The rest, and the code."""
        while self.read(time.monotonic() + PATIENCE_S):
            pass
        os.close(self.master)
        return self.child.wait(PATIENCE_S)


class Terminal:
    def __init__(self, world):
        self.world = world
        # It may not make functions yet: its first deployment stays half-way.
        self.identity = world.deployer_named("newcomer", without=["lambda:CreateFunction"])
        self.deployment = Deployment(world, world.copied("staging"), "staging", self.identity, enable_alarms=False, enable_dashboard=False)

    def steps(self):
        return [
            ("script-tools", self.tools), ("script-pipe", self.pipe), ("script-half", self.half),
            ("script-ctrl-c", self.interrupted), ("script-logs", self.logs), ("script-account", self.account), ("script-leave", self.leave),
        ]

    def screen(self, *arguments):
        command = ["./deploy.sh", *arguments, "--env", "staging"]
        return Screen(command, self.deployment.environment(), self.deployment.copy)

    def tools(self):
        """Each missing tool is named with its remedy."""
        folder = self.world.folder / "basics"
        folder.mkdir()
        for name in BASICS:
            (folder / name).symlink_to(pathlib.Path(shutil.which(name)).resolve() if name != "sh" else shutil.which("bash"))
        code, text = self.deployment.script("check", PATH=str(folder))
        missing = re.findall(r"MISSING  (.*)\n +help: (.+)", text)
        names = " ".join(name for name, _ in missing)
        for tool in ("terraform", "aws", "credentials", "cargo", "Lambda", "AgentCore"):
            need(tool in names, f"deploy.sh check does not miss {tool}: {text}")
        need(code == 1 and f"{len(missing)} of the above missing" in text, f"{code} {text}")
        self.deployment.settings(agent_types=[])
        code, text = self.deployment.script("check")
        need(code == 0 and "AgentCore" not in text and text.count("ok ") == 7, f"with all tools and agents that are URLs: {code} {text}")
        self.deployment.settings(agent_types=None)
        for verb, what in (("plan", "terraform is not installed"), ("deploy", "cargo is not installed"), ("destroy", "AWS command line is not installed")):
            code, text = self.deployment.script(verb, PATH=str(folder))
            need(code == 1 and what in text and "help:" in text, f"{verb}: {code} {text}")
        code, text = self.deployment.script("smoke", "--base-url", "https://127.0.0.1:9", AEGIS="")
        need(code == 1 and "aegis is not installed" in text and "set AEGIS" in text, f"without the program: {code} {text}")
        code, text = self.deployment.script("check", AWS_VERSION="aws-cli/1.45.11 Python/3.11.7")
        need("MISSING  aws is of version 2" in text, f"an old aws is taken: {text}")
        return f"{len(missing)} things missing, each with its remedy; old aws refused"

    def pipe(self):
        """Nobody can answer in a pipe, so nothing is done; `--dry-run` never does anything; and nothing is there yet."""
        for verb in ("smoke", "outputs", "logs", "destroy"):
            code, text = self.deployment.script(verb)
            need(code == 1 and "staging is not deployed" in text and "help:" in text, f"{verb}: {code} {text[-500:]}")
        code, text = self.deployment.script("deploy", "--dry-run")
        need(code == 0 and "would run: terraform apply" in text, f"dry run: {code} {text[-500:]}")
        code, text = self.deployment.script("deploy")
        need(code == 1 and "nobody is there to answer" in text and "--yes" in text, f"{code} {text[-500:]}")
        need(not self.deployment.state(), "something was made")
        return "without a terminal it asks for --yes and makes nothing"

    def half(self):
        """A right is missing: half of it is made, and the message says how to go on."""
        code, text = self.deployment.script("deploy", "--yes")
        need(code == 1 and "lambda:CreateFunction" in text, f"{code} {text[-500:]}")
        need("the apply did not finish" in text and "run ./deploy.sh deploy again" in text, text[-500:])
        made = len(self.deployment.state())
        need(made > 10, f"only {made} resources were made: this is no half")
        code, text = self.deployment.script("destroy")
        need(code == 1 and "nobody is there to confirm" in text, f"a half can't be given up: {code} {text[-500:]}")
        return f"{made} resources and a message that says how to go on"

    def interrupted(self):
        """Ctrl-C in the middle: the same command finishes it."""
        grant = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "lambda:CreateFunction", "Resource": "*"}]}'
        self.world.root.client("iam").put_user_policy(UserName="newcomer", PolicyName="functions", PolicyDocument=grant)
        screen = self.screen("deploy")
        screen.until(r"Apply this to staging\? \[y/N\]")
        screen.type("n")
        need(screen.end() == 1 and "nothing was changed" in screen.seen, f"a no is no no: {screen.seen[-300:]}")
        screen = self.screen("deploy")
        screen.until(r"Apply this to staging\? \[y/N\]")
        screen.type("y")
        screen.until(r"aws_lambda_function\.\w+: Creating")
        screen.type(CTRL_C)
        code = screen.end()
        need(code == 130 and "error: interrupted" in screen.seen and "run ./deploy.sh deploy again" in screen.seen, f"{code} {screen.seen[-800:]}")
        before = len(self.deployment.state())
        self.deployment.must("deploy", "--yes")
        changes, _ = self.deployment.changes()
        need(not changes, f"it is not finished: {changes}")
        return f"stopped at {before} resources; the same command went on to {len(self.deployment.state())}"

    def logs(self):
        """Both functions' logs, and Ctrl-C ends both."""
        screen = self.screen("logs")
        screen.until(r"callback by \d+[\s\S]*controller by \d+|controller by \d+[\s\S]*callback by \d+")
        screen.type(CTRL_C)
        screen.end()
        end, left = time.monotonic() + 10, re.findall(r" by (\d+)", screen.seen)
        while left and time.monotonic() < end:
            left = [number for number in left if pathlib.Path(f"/proc/{number}").exists()]
        need(not left, f"still following after Ctrl-C: {left}")
        return "both logs are followed until Ctrl-C, and nothing is left running"

    def account(self):
        """Credentials of another account would make everything anew, in the wrong place."""
        for verb in ("plan", "deploy", "destroy"):
            command = ["./deploy.sh", verb, "--env", "staging", "--yes"]
            code, text = run(command, self.world.environment(STRANGER), self.deployment.copy)
            need(code == 1 and "are of account 111111111111" in text and "help: sign in to 000000000000" in text, f"{verb}: {code} {text[-500:]}")
        return "plan, deploy and destroy name both accounts and stop"

    def leave(self):
        """Giving it up takes a typed word, and goes on after Ctrl-C."""
        table = "agent-orchestration-staging-workflows"
        screen = self.screen("destroy")
        screen.until(f"Type {table} to go on")
        screen.type("yes")
        need(screen.end() == 1 and "nothing was deleted" in screen.seen, screen.seen[-300:])
        screen = self.screen("destroy")
        screen.until(f"Type {table} to go on")
        screen.type(table)
        screen.until("Destruction complete")
        screen.type(CTRL_C)
        code = screen.end()
        need(code == 130 and "run ./deploy.sh destroy again" in screen.seen, f"{code} {screen.seen[-800:]}")
        left = len(self.deployment.state())
        need(left > 0, "everything was gone before Ctrl-C came")
        self.deployment.must("destroy", "--yes")
        need(not self.deployment.state(), f"left: {self.deployment.state()}")
        return f"a wrong word deletes nothing; stopped at {left} resources, and the same command finished"
