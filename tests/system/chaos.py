#!/usr/bin/env python3
"""Does to one kiosk whatever may happen to it, in a random order; see chaos.sh.

After each step `current` is one whole published release and none older than before, whatever hall-sync said; after
each fault the next undisturbed run brings the newest release.
"""

import argparse
import collections
import os
import pathlib
import random
import shutil
import sys

from disk import Disk
from releases import (Kiosk, Moment, Publisher, Violation, check_objects, check_shown, is_fetching, is_installing,
                      is_reported, is_switched, kill, run)

MOMENTS = [
    Moment("started", lambda *_: True, 0.3),
    Moment("fetching", is_fetching, 1.6),
    Moment("installing", is_installing, 0.05),
    Moment("switched", is_switched, 0.05),
    Moment("reported", is_reported, 0.05),
]
CLOCKS = ["1970-01-02 00:00:00", "2099-01-01 00:00:00", "-1d", "+1d", "-40d", "+400d"]
KEPT_CONTENTS = 3


class Chaos:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.publisher = Publisher(options.programs, options.publish_folder, options.scratch, self.random)
        self.disk = Disk(options.scratch / "disk")
        self.kiosk = Kiosk(options.programs, options.scratch / "disk/cache", options.scratch / "keys/root.json",
                           options.url, run_dir=options.scratch / "run")
        self.contents = collections.deque(maxlen=KEPT_CONTENTS)
        self.shown = 0
        self.done = collections.Counter()
        self.steps = [self.update, self.rollback, self.killed, self.power_cut, self.rotten_object, self.rotten_server,
                      self.full_disk, self.wrong_clock, self.daemon, self.lost_metadata]

    def look(self):
        self.shown = check_shown(self.kiosk, self.publisher, self.shown)

    def finish(self):
        self.kiosk.finish(self.publisher.newest)
        self.look()
        check_objects(self.kiosk)

    def publish(self):
        number = self.publisher.publish()
        if len(self.contents) == KEPT_CONTENTS:
            shutil.rmtree(self.contents[0])
        copy = self.options.scratch / f"content-{number}"
        shutil.copytree(self.publisher.content, copy)
        self.contents.append(copy)
        return number

    def update(self):
        """A new release."""
        self.publish()
        self.finish()

    def rollback(self):
        """The content of an earlier release under a new number."""
        earlier = self.random.choice(self.contents)
        shutil.rmtree(self.publisher.content)
        shutil.copytree(earlier, self.publisher.content)
        self.publisher.publish_content()
        self.finish()

    def strike(self, blow):
        """A new release, and something happens on the way to it."""
        release = self.publish()
        process = self.kiosk.start("--once")
        self.random.choice(MOMENTS).wait(process, self.kiosk, release, self.random)
        blow(process)
        self.look()

    def killed(self):
        """hall-sync is killed."""
        self.strike(kill)

    def power_cut(self):
        """The power fails."""
        def blow(process):
            reported = self.kiosk.reported()
            self.disk.cut()
            kill(process)
            self.disk.restart()
            if reported > self.kiosk.shown():
                raise Violation(f"release {reported} was reported, {self.kiosk.shown()} is on the disk")
        self.strike(blow)

    def rotten_object(self):
        """The disk changes a byte of what is shown; the next run mends it."""
        # Shown files are links to objects; an object of the release before may stay as it is until it is wanted.
        shown = {path.stat().st_ino for path in (self.kiosk.cache / "current/").rglob("*") if path.is_file()}
        flip(self.random, self.random.choice(sorted(path for path in (self.kiosk.cache / "objects").rglob("*")
                                                    if path.is_file() and path.stat().st_ino in shown)))
        self.finish()

    def rotten_server(self):
        """The server changes a byte of everything that is new; nothing of it is shown."""
        before = {path for path in self.publisher.tree.rglob("*") if path.is_file()}
        release = self.publish()
        new = [path for path in self.publisher.tree.rglob("*")
               if path.is_file() and path not in before and "meta" not in path.parts and "t" not in path.parts]
        kept = {path: path.read_bytes() for path in new}
        for path in new:
            flip(self.random, path)
        code = self.kiosk.once()
        self.look()
        if code == 0 or self.shown == release:
            raise Violation("damaged objects were taken for a release")
        for path, content in kept.items():
            path.write_bytes(content)

    def full_disk(self):
        """Other things fill the disk; when they go, the update comes by itself."""
        ballast = self.disk.folder / "ballast"
        room = os.statvfs(self.disk.folder)
        run("fallocate", "-l", room.f_bavail * room.f_frsize - self.random.randrange(0, 3_000_000), ballast)
        release = self.publish()
        code = self.kiosk.once()
        self.look()
        if code != 3 or self.shown == release:
            raise Violation(f"on a full disk hall-sync ended with {code} and shows {self.shown}")
        ballast.unlink()

    def wrong_clock(self):
        """The machine's clock is wrong: the update waits or comes, what is shown stays whole."""
        self.publish()
        self.kiosk.preload, self.kiosk.clock = self.options.faketime, self.random.choice(CLOCKS)
        self.kiosk.once()
        self.kiosk.preload = self.kiosk.clock = None
        self.look()

    def daemon(self):
        """The running program follows two releases, and ends in the middle of something."""
        process = self.kiosk.start("--poll", "1")
        for _ in range(2):
            release = self.publish()
            Moment("follows", is_switched, 0.2).wait(process, self.kiosk, release, self.random)
            self.look()
        process.terminate()
        if process.wait(timeout=30):
            raise Violation(f"the daemon ended with {process.returncode}: {self.kiosk.log.read_text()}")

    def lost_metadata(self):
        """Some of what hall-sync remembers is gone or torn."""
        files = sorted((self.kiosk.cache / "meta").glob("*.json"))
        for path in self.random.sample(files, min(2, len(files))):
            if self.random.random() < 0.5:
                path.unlink()
            else:
                path.write_bytes(path.read_bytes()[:self.random.randrange(200)])

    def run(self):
        self.disk.try_out()
        self.update()
        order = []
        while self.done.total() < self.options.steps:
            # Each kind once before any comes again.
            order = order or self.random.sample(self.steps, len(self.steps))
            step = order.pop()
            print(f"{self.done.total() + 1}. {step.__doc__}", flush=True)
            step()
            self.done[step.__name__] += 1
            if self.random.random() < 0.7:
                self.finish()
        self.finish()


def flip(chance, path):
    mode = path.stat().st_mode
    path.chmod(0o644)
    with path.open("r+b") as file:
        place = chance.randrange(path.stat().st_size)
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 0x10]))
    path.chmod(mode)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("programs", "publish-folder", "scratch", "faketime"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    chaos = Chaos(options)
    try:
        chaos.run()
    except Violation as violation:
        sys.exit(f"seed {options.seed}: {violation}")
    kinds = ", ".join(f"{count} {name}" for name, count in sorted(chaos.done.items()))
    print(f"{chaos.done.total()} steps ({kinds}), {chaos.publisher.newest} releases: always one whole release")


if __name__ == "__main__":
    main()
