#!/usr/bin/env python3
"""Cuts the power at random moments of updates and looks at what is on the disk afterwards; see power_cuts.sh.

Release after release is fetched; a release that was reported as shown must be on the disk.
"""

import argparse
import collections
import pathlib
import random
import sys

from disk import Disk
from releases import (Kiosk, Moment, Publisher, Violation, check_objects, check_shown, is_fetching, is_installing,
                      is_reported, is_switched, kill, run)

ENDED = Moment("ended", lambda _kiosk, _release, process: process.poll() is not None, 0)
MOMENTS = [
    Moment("switched", is_switched, 0.05),
    Moment("fetching", is_fetching, 1.6),
    Moment("reported", is_reported, 0),
    Moment("installing", is_installing, 0.05),
    ENDED,
    Moment("started", lambda *_: True, 0.3),
]


class Loop:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.publisher = Publisher(options.programs, options.publish_folder, options.scratch, self.random)
        self.disk = Disk(options.scratch / "disk")
        self.kiosk = Kiosk(options.programs, options.scratch / "disk/cache", options.scratch / "keys/root.json",
                           options.url, run_dir=options.scratch / "run")
        self.shown = 0
        self.hits = collections.Counter()
        self.outcomes = collections.Counter()

    def strike(self, moment, release):
        """One update with a cut; then what is on the disk is looked at."""
        process = self.kiosk.start("--once")
        moment.wait(process, self.kiosk, release, self.random)
        reported = release if process.poll() == 0 else self.kiosk.reported()
        refuses = self.disk.cut()
        kill(process)
        # What is told after the cut must not be believed where a flush of nothing seems to succeed.
        if refuses:
            reported = max(reported, self.kiosk.reported())
        self.disk.restart()
        self.look(reported)
        self.hits[moment.name] += 1
        self.outcomes["new" if self.shown == release else "old"] += 1

    def look(self, reported):
        self.shown = check_shown(self.kiosk, self.publisher, self.shown)
        if reported > self.shown:
            raise Violation(f"release {reported} was reported, {self.shown} is on the disk")
        check_objects(self.kiosk)

    def run(self):
        self.disk.try_out()
        self.kiosk.finish(self.publisher.publish())
        self.look(self.publisher.newest)
        turn = 0
        while self.hits.total() < self.options.cuts:
            release = self.publisher.publish()
            while self.shown < release and self.hits.total() < self.options.cuts:
                self.strike(MOMENTS[turn % len(MOMENTS)], release)
                turn += 1
            self.kiosk.finish(release)
            self.look(release)

    def self_proof(self):
        """A program that flushes nothing is found out by one cut after its end."""
        # The disk as it is now has to be there again after the cut.
        run("sync", "-f", self.disk.folder)
        release = self.publisher.publish()
        self.kiosk.preload = self.options.noflush
        try:
            self.strike(ENDED, release)
        except Violation as violation:
            print(f"self-proof: without flushes it is seen that {violation}")
        else:
            raise SystemExit("self-proof: a program that flushes nothing was not found out")
        finally:
            self.kiosk.preload = None
        self.kiosk.finish(release)
        check_shown(self.kiosk, self.publisher, release)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("programs", "publish-folder", "scratch", "noflush"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--cuts", type=int, default=8)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    loop = Loop(options)
    try:
        loop.run()
        moments = ", ".join(f"{count} {name}" for name, count in sorted(loop.hits.items()))
        print(f"{loop.hits.total()} power cuts ({moments}) over {loop.publisher.newest} releases: always one whole "
              f"release, {loop.outcomes['old']} times the old one, {loop.outcomes['new']} times the new one; "
              "nothing was reported before it was on the disk")
        loop.self_proof()
    except Violation as violation:
        sys.exit(f"seed {options.seed}, cut {loop.hits.total()}: {violation}")


if __name__ == "__main__":
    main()
