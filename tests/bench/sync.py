#!/usr/bin/env python3
"""Measures hall-sync, rsync and zsync on the same content; see sync.sh.

All go through a relay that counts the bytes of TCP in both directions. What rsync serves is the plain release folder,
as the kiosk ends up with it; unchanged files keep their times, so that rsync need not look into them. What zsync
serves is one tar of that folder (and, for one fact, also the database alone). Nothing is asserted about time or size.
"""

import argparse
import json
import os
import pathlib
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "system")]

from chart import bars  # noqa: E402
from relay import Relay  # noqa: E402
from releases import Kiosk, run, tree_of  # noqa: E402

CUT = 0.9
POLLS = 5
ITEM, AMOUNT = "HZ07", "739"


class Hall:
    """hall-sync over nginx."""

    name = "hall-sync"

    def __init__(self, bench, number):
        self.relay = Relay("127.0.0.1", bench.options.port)
        self.bench = bench
        self.kiosk = Kiosk(bench.options.programs, bench.options.scratch / f"cache-{number}",
                           bench.options.scratch / "keys/root.json", f"http://127.0.0.1:{self.relay.port}")
        self.target = self.kiosk.cache / "current"

    def fetch(self):
        return self.kiosk.once()

    def poll(self):
        """Bytes, requests and seconds of one question in a daemon's life, when there is nothing new."""
        with self.kiosk.start("--poll", "1") as process:
            self.bench.wait_until(lambda: self.bench.requests() > 0)
            time.sleep(1.5)  # the first question is a full one
            start = self.bench.requests()
            self.relay.take()
            begun = time.monotonic()
            self.bench.wait_until(lambda: self.bench.requests() >= start + POLLS)
            up, down, _ = self.relay.take()
            seconds = time.monotonic() - begun
            process.terminate()
        count = self.bench.requests() - start
        statuses = {line.split()[1] for line in self.bench.lines()[-count:]}
        assert statuses == {"304"}, f"answers to polls: {statuses}"
        return {"up": up / count, "down": down / count, "requests": 1, "seconds": seconds / count}


class Rsync:
    """rsync -az over its own daemon."""

    def __init__(self, bench, number, name, *more):
        self.name = name
        self.relay = Relay("127.0.0.1", bench.rsync_port)
        self.target = bench.options.scratch / f"{name.replace(' ', '')}-{number}"
        self.target.mkdir()
        self.more = more

    def fetch(self):
        return quiet("rsync", "-az", "--delete", *self.more, f"rsync://127.0.0.1:{self.relay.port}/release/",
                     f"{self.target}/")


class Zsync:
    """zsync of one file over nginx, with the copy from before as the seed."""

    def __init__(self, bench, number, name, file):
        self.name, self.file = name, file
        self.relay = Relay("127.0.0.3", bench.options.port)
        self.target = bench.options.scratch / f"{name.replace(' ', '-')}-{number}"
        self.target.mkdir()

    def fetch(self):
        got = self.target / self.file
        seed = ["-i", str(got)] if got.exists() else []
        return quiet("zsync", "-q", *seed, "-o", str(got), f"http://127.0.0.1:{self.relay.port}/{self.file}.zsync",
                     cwd=self.target)


def quiet(*command, cwd=None):
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return done.returncode


class Bench:
    def __init__(self, options):
        self.options = options
        self.release = options.scratch / "release"  # the plain folder
        self.rivals = options.scratch / "rivals"
        self.figures = []
        self.asked = {}  # what hall-sync asked for in a scenario
        self.rsync_port = self.start_rsync()
        self.clients = []
        for number in range(options.rounds):
            self.clients += [Hall(self, number), Rsync(self, number, "rsync -az"),
                             Rsync(self, number, "rsync -az --partial", "--partial"),
                             Zsync(self, number, "zsync of the tar", "release.tar"),
                             Zsync(self, number, "zsync of the database", "release.db")]

    def start_rsync(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        folder = self.options.scratch
        (folder / "rsyncd.conf").write_text(
            f"use chroot = no\naddress = 127.0.0.1\nport = {port}\n[release]\npath = {self.release}\nread only = yes\n"
            f"uid = {os.geteuid()}\ngid = {os.getegid()}\n")
        self.rsync = subprocess.Popen(
            ["rsync", "--daemon", "--no-detach", f"--config={folder}/rsyncd.conf", f"--log-file={folder}/rsyncd.log"],
            stdin=subprocess.DEVNULL)
        self.wait_until(lambda: self.answers(port))
        return port

    @staticmethod
    def answers(port):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    @staticmethod
    def wait_until(holds, seconds=60):
        deadline = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > deadline:
                raise SystemExit("something did not happen in a minute")
            time.sleep(0.02)

    def lines(self):
        return self.options.log.read_text().splitlines()

    def requests(self):
        return len(self.lines())

    def serve(self, folder):
        """Gives rsync and zsync the same content as the kiosk has; unchanged files stay as they are."""
        new = tree_of(folder)
        self.release.mkdir(exist_ok=True)
        old = tree_of(self.release)
        for path in old.keys() - new.keys():
            (self.release / path).unlink()
        for path, digest in new.items():
            if old.get(path) != digest:
                (self.release / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(folder / path, self.release / path)
        tar, database = self.rivals / "release.tar", self.rivals / "release.db"
        run("tar", "--sort=name", "--mtime=@0", "--owner=0", "--group=0", "-cf", tar, "-C", self.release, ".")
        shutil.copy(self.release / "release.db", database)
        for file in (tar, database):
            run("zsyncmake", "-u", file.name, "-o", f"{file}.zsync", file, cwd=self.rivals)

    def measure(self, scenario, client, cut=None):
        """One transfer, or one that is cut after so many bytes and then begun again."""
        client.relay.take()
        before = self.requests()
        begun = time.monotonic()
        if cut:
            client.relay.cut_after(cut)
            assert client.fetch() != 0, f"{client.name} noticed nothing of the cut"
            client.relay.heal()
        code = client.fetch()
        seconds = time.monotonic() - begun
        assert code == 0, f"{client.name} ended with {code} in '{scenario}'"
        up, down, _ = client.relay.take()
        requests = self.requests() - before
        if isinstance(client, Hall):
            self.asked[scenario] = self.lines()[before:]
        self.note(scenario, client, {"up": up, "down": down, "seconds": seconds,
                                     "requests": 0 if client.name.startswith("rsync") else requests})

    def note(self, scenario, client, figures):
        self.figures.append({"scenario": scenario, "rival": client.name, **figures})

    def all(self, scenario, **options):
        for client in self.clients:
            self.measure(scenario, client, **options)

    def publish(self, folder=None):
        options = self.options
        if folder:
            run(options.publish_folder, folder, options.scratch / "tree", options.scratch / "keys")
        else:
            run(options.programs / "hall-publish", "build", options.scratch / "workspace", "--repo",
                options.scratch / "tree", "--keys", options.scratch / "keys", "--public-url", "https://bs.example")
        # The rivals' content is what a kiosk makes of the release.
        probe = Kiosk(options.programs, options.scratch / "probe", options.scratch / "keys/root.json",
                      f"http://127.0.0.2:{options.port}")
        probe.finish(max(probe.shown() + 1, 1))
        self.serve(probe.cache / "current")

    def same_everywhere(self):
        wanted = tree_of(self.release)
        for client in self.clients:
            if not isinstance(client, Zsync):
                assert tree_of(client.target) == wanted, f"{client.name} has something else"
        for client in self.clients:
            if isinstance(client, Zsync):
                assert (client.target / client.file).read_bytes() == (self.rivals / client.file).read_bytes()

    def run(self):
        self.publish()
        self.all("first fill")
        for client in self.clients:
            if isinstance(client, Hall):
                self.note("nothing new", client, client.poll())
            else:
                self.measure("nothing new", client)
        self.same_everywhere()
        run(sys.executable, "-B", HERE.parent / "system/change_fee.py", self.options.scratch / "workspace", ITEM,
            AMOUNT)
        self.publish()
        self.all("one fact")
        self.same_everywhere()
        size = self.options.video * 1_000_000
        folder = self.options.scratch / "with-video"
        shutil.copytree(self.release, folder)
        (folder / "media").mkdir()
        (folder / "media/video.webm").write_bytes(random.Random(3).randbytes(size))
        self.clients = [client for client in self.clients if client.name != "zsync of the database"]
        self.publish(folder)
        self.all("new video", cut=int(size * CUT))
        self.same_everywhere()


def summed(figures):
    """Medians over the rounds, in the order of the measuring."""
    table = {}
    for row in figures:
        table.setdefault(row["scenario"], {}).setdefault(row["rival"], []).append(row)
    return {scenario: {rival: {key: statistics.median(row[key] for row in rows)
                               for key in ("up", "down", "requests", "seconds")}
                       for rival, rows in rivals.items()}
            for scenario, rivals in table.items()}


def total(row):
    return row["up"] + row["down"]


def print_table(table, video):
    print(f"{'':24}{'up':>11}{'down':>13}{'bytes':>13}{'x rsync':>9}{'requests':>9}{'s':>8}{'x rsync':>9}")
    for scenario, rivals in table.items():
        print(f"{scenario}, cut at {CUT:.0%} of {video} MB" if scenario == "new video" else scenario)
        base = rivals["rsync -az"]
        for rival, row in rivals.items():
            print(f"  {rival:22}{row['up']:11.0f}{row['down']:13.0f}{total(row):13.0f}"
                  f"{total(row) / total(base):9.3f}{row['requests'] or '':9}{row['seconds']:8.2f}"
                  f"{row['seconds'] / base['seconds']:9.2f}")


def print_requests(lines):
    """Where the bytes of hall-sync go."""
    print(f"hall-sync's requests for one fact:\n{'':6}{'question':>9}{'head':>7}{'body':>9}")
    for line in lines:
        _, status, question, answer, body, path = line.split(" ", 5)
        name = re.sub(r"[0-9a-f]{16,}", lambda digest: digest.group()[:8] + "…", path)
        print(f"  {status} {question:>9}{int(answer) - int(body):7}{body:>9}  {name}")


def print_aims(table, video):
    hall = {scenario: rivals["hall-sync"] for scenario, rivals in table.items()}
    fact = total(hall["one fact"]) / total(table["one fact"]["rsync -az"])
    quiet_poll = hall["nothing new"]
    again = total(hall["new video"]) / (video * 1_000_000) - 1
    print(f"one fact: {fact:.2f} x rsync's bytes (aim: at most 0.3)")
    print(f"nothing new: {total(quiet_poll):.0f} bytes, {quiet_poll['down']:.0f} of them from the server, "
          f"{quiet_poll['requests']:.0f} request (aim: at most 250 and one)")
    print(f"new video: {again:.1%} more than its size (aim: at most 2 %)")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("programs", "publish-folder", "scratch", "results", "log"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--url", help="of nginx without the relay; not used")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--video", type=int, default=16, help="megabytes")
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    bench = Bench(options)
    try:
        bench.run()
    finally:
        bench.rsync.terminate()
    table = summed(bench.figures)
    print_table(table, options.video)
    print_requests(bench.asked["one fact"])
    print_aims(table, options.video)
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / "sync.json").write_text(
        json.dumps({"video_mb": options.video, "rounds": options.rounds, "medians": table, "runs": bench.figures},
                   indent=1) + "\n")
    groups = [(f"{scenario}: bytes on the wire",
               [(rival, total(row), f"{total(row):,.0f} B, {row['seconds']:.2f} s", rival == "hall-sync")
                for rival, row in rivals.items()]) for scenario, rivals in table.items()]
    (options.results / "sync.svg").write_text(
        bars("Synchronisation beside rsync and zsync", groups,
             f"Both directions, counted by a relay; the new video has {options.video} MB, the line is cut at {CUT:.0%}."))


if __name__ == "__main__":
    main()
