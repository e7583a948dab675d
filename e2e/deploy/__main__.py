"""`python e2e/deploy`: deploys with deploy.sh on an emulator that enforces IAM, and shows that the deployment holds what is
promised of it. Run by the Python of ministack's own environment: `cargo xtask test deploy`. Loopback only, free ports."""

import argparse
import os
import sys
import threading
import time
import traceback

from checks import Life
from deployment import Deployment
from processes import Failure
from settings import SETTINGS, Settings
from terminal import Terminal
from world import World


class Report:
    def __init__(self, only):
        self.only, self.passed, self.failed, self.lock = only, 0, 0, threading.Lock()

    def check(self, name, step):
        begin = time.monotonic()
        try:
            seen, good = step(), True
        except Failure as failure:
            seen, good = str(failure), False
        except Exception:  # One check's defect must not hide what the others saw.
            seen, good = traceback.format_exc(), False
        with self.lock:
            self.passed, self.failed = self.passed + good, self.failed + (not good)
            print(f"{'ok  ' if good else 'FAIL'}  {name:<14} {time.monotonic() - begin:>6.1f} s  {seen}", flush=True)
        return good

    def all(self, steps):
        """Each builds on the ones before, so the first failure ends them."""
        for name, step in steps:
            if self.only and name not in self.only:
                continue
            if not self.check(name, step):
                return


def lives(world, args, report):
    deployment = Deployment(world, world.copied("dev"), "dev", build_images=True, **SETTINGS)
    life = Life(deployment, args.strict_time)
    terminal = Terminal(world)
    other = threading.Thread(target=report.all, args=(terminal.steps(),))
    other.start()
    report.all([
        ("apply", life.applied), ("plan", life.same_plan), ("settings", Settings(life).shown), ("images", lambda: images_of(life)), ("smoke", life.smoke), ("doors", life.doors),
        ("rights", lambda: rights_of(life, args.rights)), ("tokens", life.tokens), ("networks", life.networks),
        ("guard", life.guarded), ("destroy", life.destroyed),
    ])
    other.join()


def images_of(life):
    from images import Images

    return Images(life).shown()


def rights_of(life, which):
    from rights import Rights

    return Rights(life).shown(which)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", default="target/debug", help="folder with aegis and agentcore-host")
    parser.add_argument("--packages", default="target/lambda", help="folder with controller-x86_64.zip and callback-x86_64.zip")
    parser.add_argument("--rights", choices=["sample", "all"], default="sample", help="which rights are taken away in turn")
    parser.add_argument("--strict-time", action="store_true", help="an apply or a plan that takes too long is a failure")
    parser.add_argument("--only", default="", help="only these checks, between commas; most need apply")
    args = parser.parse_args()
    print(f"on {len(os.sched_getaffinity(0))} cores that have {os.getloadavg()[0]:.0f} to do")
    report, world = Report([name for name in args.only.split(",") if name]), World(args.programs, args.packages)
    try:
        world.up()
        lives(world, args, report)
    finally:
        world.down()
    print(f"and {os.getloadavg()[0]:.0f} at the end")
    verdict = "ok" if report.failed == 0 else "FAILED"
    print(f"test result: {verdict}. {report.passed} passed; {report.failed} failed; 0 ignored")
    return 1 if report.failed else 0


sys.exit(main())
