"""What the tests of faults share: releases one after the other, a kiosk's cache, and what must hold of it.

A release is the factory content with one fact changed, a picture changed and a clip of random bytes that no
compression makes smaller. What was published is remembered from the folder it was made of, so a wrong manifest is
seen as well as a wrong file.
"""

import hashlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time


class Violation(Exception):
    """Something that must never happen, as one sentence."""


def digest(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def tree_of(folder):
    """The regular files below a folder by path; a link or a device is a violation."""
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = pathlib.Path(place, name)
            if path.is_symlink() or not path.is_file():
                raise Violation(f"{path} is no regular file")
            found[path.relative_to(folder).as_posix()] = digest(path)
    return found


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False, **options)
    if done.returncode:
        raise SystemExit(f"{command[0]} ended with {done.returncode}: {done.stdout}")
    return done.stdout


class Publisher:
    """Makes releases in a folder of its own and adds them to the served tree."""

    def __init__(self, programs, publish_folder, scratch, random, clip=2_000_000):
        self.programs, self.program = pathlib.Path(programs), publish_folder
        self.content, self.tree, self.keys = scratch / "content", scratch / "tree", scratch / "keys"
        self.random, self.clip = random, clip
        self.releases = {}  # number: files by path
        factory = self.programs.parent / "share/hall/factory"
        shutil.copytree(factory, self.content)
        for path in self.content.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)

    def change(self):
        number = max(self.releases, default=0) + 1
        with sqlite3.connect(self.content / "release.db") as base:
            base.execute("UPDATE item SET fee_text = ?1 WHERE id = 'HZ07'", (f"{self.random.randrange(10_000)}元",))
        base.close()
        clips = self.content / "media"
        clips.mkdir(exist_ok=True)
        (clips / f"{number}.webm").write_bytes(self.random.randbytes(self.clip))
        for old in clips.glob("*"):
            if int(old.stem) < number - 1:
                old.unlink()
        picture = self.random.choice(sorted(self.content.glob("pages/*")))
        picture.write_bytes(picture.read_bytes() + self.random.randbytes(16))

    def publish(self):
        """Publishes a changed content; gives back the release's number."""
        self.change()
        return self.publish_content()

    def publish_content(self):
        """Publishes the content as it is."""
        files = tree_of(self.content)
        number = int(run(self.program, self.content, self.tree, self.keys).splitlines()[-1])
        self.releases[number] = files
        return number

    @property
    def newest(self):
        return max(self.releases)


class Kiosk:
    """One cache and the hall-sync that fills it."""

    def __init__(self, programs, folder, root, url, run_dir=None, preload=None):
        self.cache = pathlib.Path(folder)
        self.run_dir = pathlib.Path(run_dir or f"{folder}-run")
        self.command = [f"{programs}/hall-sync", "--url", url, "--cache", str(self.cache), "--root", str(root),
                        "--run-dir", str(self.run_dir)]
        self.log = pathlib.Path(f"{self.run_dir}.log")
        self.preload = preload
        self.clock = None  # for libfaketime

    def start(self, *more):
        self.run_dir.mkdir(parents=True, exist_ok=True)
        environment = dict(os.environ)
        if self.preload:
            environment["LD_PRELOAD"] = str(self.preload)
            # The sanitizer's library would have to come first; this one does not use it.
            options = environment.get("ASAN_OPTIONS")
            environment.update(FAKETIME=self.clock or "+0", FAKETIME_DONT_FAKE_MONOTONIC="1")
            environment["ASAN_OPTIONS"] = (options + ":" if options else "") + "verify_asan_link_order=0"
        with self.log.open("w") as log:
            return subprocess.Popen([*self.command, *more], stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                    env=environment)

    def once(self, *more):
        """Runs to the end; gives back the exit code."""
        with self.start("--once", *more) as process:
            return process.wait(timeout=120)

    def finish(self, release):
        """The run that nothing disturbs brings the newest release."""
        code = self.once()
        if code:
            raise Violation(f"the next run ended with {code}: {self.log.read_text()}")
        if self.shown() != release:
            raise Violation(f"the next run shows {self.shown()}, not {release}: {self.log.read_text()}")

    def link(self):
        try:
            return os.readlink(self.cache / "current")
        except FileNotFoundError:
            return None

    def shown(self):
        """The release that `current` names; 0 for none."""
        link = self.link()
        return int(link.rpartition("/")[2].split("-")[0]) if link else 0

    def status(self):
        try:
            return json.loads((self.run_dir / "status.json").read_text())
        except FileNotFoundError:
            return {}

    def reported(self):
        return self.status().get("release_shown") or 0


def check_shown(kiosk, publisher, before):
    """`current` is one whole published release, and none older than before; gives back its number."""
    number = kiosk.shown()
    if number < before:
        raise Violation(f"release {number} is shown after {before}")
    if number == 0:
        return 0
    files = tree_of(kiosk.cache / "current/")
    if files != publisher.releases.get(number):
        wanted = publisher.releases.get(number, {})
        wrong = sorted(path for path in files.keys() | wanted.keys() if files.get(path) != wanted.get(path))
        raise Violation(f"what is shown is not release {number} as it was published: {wrong[:5]}")
    return number


def check_objects(kiosk):
    """Whatever lies under its hash's name has this hash."""
    for path in (kiosk.cache / "objects").rglob("*"):
        if path.is_file() and digest(path) != path.name:
            raise Violation(f"object {path.name} is not what its name says")


class Moment:
    """When to strike at a running update: some while after something was seen."""

    def __init__(self, name, seen, most):
        self.name, self.seen, self.most = name, seen, most

    def wait(self, process, kiosk, release, random, patience=60):
        """True once it is time, false when the process ended first."""
        deadline = time.monotonic() + patience
        while not self.seen(kiosk, release, process):
            if process.poll() is not None:
                return self.seen(kiosk, release, process)
            if time.monotonic() > deadline:
                raise Violation(f"'{self.name}' was not seen in {patience} s: {kiosk.log.read_text()}")
            time.sleep(0.0005)
        end = time.monotonic() + random.uniform(0, self.most)
        while time.monotonic() < end and process.poll() is None:
            time.sleep(0.0005)
        return True


def is_fetching(kiosk, release, _process):
    status = kiosk.status()
    return status.get("phase") == "fetching" and status.get("release_wanted") == release


def is_installing(kiosk, release, _process):
    generations = kiosk.cache / "gen"
    return generations.is_dir() and any(name.startswith(f"{release}-") for name in os.listdir(generations))


def is_switched(kiosk, release, _process):
    return kiosk.shown() == release


def is_reported(kiosk, release, _process):
    return kiosk.reported() == release


def kill(process):
    """Kills and waits; false when it had ended by itself."""
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL
