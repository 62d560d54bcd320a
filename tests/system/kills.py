#!/usr/bin/env python3
"""Kills hall-sync at random moments of updates and looks at what is shown each time; see kills.sh.

A second kiosk takes every release undisturbed, from another address of the same nginx: what it was sent is what was
needed, and what the killed one was sent beyond that was sent again.
"""

import argparse
import collections
import pathlib
import random
import sys
import time

from releases import (Kiosk, Moment, Publisher, Violation, check_objects, check_shown, is_fetching, is_installing,
                      is_switched, kill)

STARTED = Moment("start", lambda *_: True, 0.12)
MOMENTS = [
    STARTED,
    Moment("fetching", is_fetching, 1.6),
    Moment("fetching", is_fetching, 1.6),
    Moment("installing", is_installing, 0.03),
    Moment("switched", is_switched, 0.02),
]


def sent(log):
    """Bytes of bodies by address of the server, and how many of them were resumed."""
    bodies, resumed = collections.Counter(), 0
    for line in pathlib.Path(log).read_text().splitlines():
        address, status, _, _, body, path = line.split(" ", 5)
        if path.startswith(("/o/", "/p/", "/t/", "/u/")):
            bodies[address] += int(body)
            resumed += status == "206"
    return bodies, resumed


class Loop:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.publisher = Publisher(options.programs, options.publish_folder, options.scratch, self.random)
        root = options.scratch / "keys/root.json"
        self.kiosk = Kiosk(options.programs, options.scratch / "cache", root, options.url)
        self.control = Kiosk(options.programs, options.scratch / "control", root, options.control_url)
        self.hits = collections.Counter()
        self.kept = 0  # bytes that lay in parts after kills
        self.shown = 0

    def next_release(self):
        number = self.publisher.publish()
        self.control.finish(number)
        return number

    def strike(self, moment, release):
        """One run that is killed; false when it ended before."""
        process = self.kiosk.start("--once")
        moment.wait(process, self.kiosk, release, self.random)
        phase = self.kiosk.status().get("phase", "start")
        killed = kill(process)
        self.shown = check_shown(self.kiosk, self.publisher, self.shown)
        if killed:
            self.hits[phase] += 1
            self.kept += sum(path.stat().st_size for path in (self.kiosk.cache / "part").glob("*"))
        return killed

    def run(self):
        turn = 0
        while self.hits.total() < self.options.kills:
            release = self.next_release()
            for _ in range(self.random.randint(2, 4)):
                if self.shown == release or self.hits.total() == self.options.kills:
                    break
                self.strike(MOMENTS[turn % len(MOMENTS)], release)
                turn += 1
            self.kiosk.finish(release)
            self.shown = check_shown(self.kiosk, self.publisher, self.shown)
            check_objects(self.kiosk)

    def report(self):
        # A broken connection enters nginx's log when nginx next writes to it.
        time.sleep(1.5)
        bodies, resumed = sent(self.options.log)
        needed, received = bodies["127.0.0.2"], bodies["127.0.0.1"]
        phases = ", ".join(f"{count} {phase}" for phase, count in sorted(self.hits.items()))
        print(f"{self.hits.total()} kills ({phases}) over {self.publisher.newest} releases: always one whole release")
        print(f"needed {needed} bytes of objects and manifests, sent {received}: "
              f"{received - needed} again ({(received - needed) / needed:.1%}); "
              f"{self.kept} bytes lay ready after kills; {resumed} answers were 206")


def self_proof(loop):
    """The eyes see a file that is changed, missing or too many, and a link to nowhere."""
    folder = loop.kiosk.cache / "current/"
    victim = max(folder.rglob("*.png"))
    good = victim.read_bytes()
    victim.chmod(0o644)
    for spoil in (lambda: victim.write_bytes(good[:-1] + bytes([good[-1] ^ 1])), lambda: victim.write_bytes(good[:-1])):
        spoil()
        must_see(loop)
        victim.write_bytes(good)
    extra = folder / "extra"
    extra.write_bytes(b"")
    must_see(loop)
    extra.unlink()
    check_shown(loop.kiosk, loop.publisher, loop.shown)


def must_see(loop):
    try:
        check_shown(loop.kiosk, loop.publisher, loop.shown)
    except Violation:
        return
    raise SystemExit("self-proof: a damaged release was called whole")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("programs", "publish-folder", "scratch", "log"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    for name in ("url", "control-url"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    loop = Loop(options)
    try:
        loop.run()
        loop.report()
        self_proof(loop)
    except Violation as violation:
        sys.exit(f"seed {options.seed}, kill {loop.hits.total()}: {violation}")


if __name__ == "__main__":
    main()
