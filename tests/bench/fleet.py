#!/usr/bin/env python3
"""Runs many kiosks against one nginx and counts; see fleet.sh.

Every kiosk is a process of hall-sync with a cache of its own, as in a hall; the caches share the contents of their
first release by hard links, for the sake of memory. Three things are looked at: polling while there is nothing new, a
release in which one fee has changed, and a notice marked urgent. What more kiosks would need is calculated from it.
That all kiosks come to show each release, and nothing but whole releases, is asserted; no duration is.
"""

import argparse
import collections
import datetime
import json
import os
import pathlib
import shutil
import sqlite3
import statistics
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "system")]

from chart import histogram  # noqa: E402
from releases import Kiosk, run, tree_of  # noqa: E402

MANY = 10_000
USUAL_POLL = 15
BEYOND_POLL = 2  # an urgent notice shall reach nearly all kiosks so many seconds after one poll interval
NOTICE = """---
title: 紧急通知（示例）
from: {today}
to: {until}
priority: urgent
halls: []
owner: 办公室
source: 示例
verifiedOn: {today}
disclosure: 主动公开
---
今天下午系统检修，业务暂停办理，恢复时间另行通知。
"""


def cpu_seconds(parent):
    """What a process and its children have used; to the nanosecond where the kernel tells it."""
    used = 0.0
    children = pathlib.Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    for process in [str(parent), *children]:
        folder = pathlib.Path("/proc", process)
        if (folder / "schedstat").exists():
            used += int((folder / "schedstat").read_text().split()[0]) / 1e9
        else:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


def memory(process):
    """Resident and own share of a process's memory, MB."""
    lines = pathlib.Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
    sizes = {line.split()[0]: int(line.split()[1]) for line in lines[1:]}
    return sizes["Rss:"] / 1024, sizes["Pss:"] / 1024


class Span:
    """Requests, bytes and processor time of nginx from one moment to the next."""

    def __init__(self, options):
        self.options = options
        self.lines = self.count()
        self.cpu = cpu_seconds(options.nginx)
        self.begun = time.monotonic()

    def count(self):
        return len(self.options.log.read_text().splitlines())

    def end(self):
        rows = [line.split(" ", 5) for line in self.options.log.read_text().splitlines()[self.lines:]]
        return {
            "seconds": time.monotonic() - self.begun,
            "cpu": cpu_seconds(self.options.nginx) - self.cpu,
            "requests": len(rows),
            "up": sum(int(row[2]) for row in rows),
            "down": sum(int(row[3]) for row in rows),
            "statuses": dict(collections.Counter(row[1] for row in rows)),
        }


class Fleet:
    def __init__(self, options):
        self.options = options
        self.workspace = options.scratch / "workspace"
        self.root = options.scratch / "keys/root.json"
        self.kiosks, self.processes = [], []
        self.releases = {}

    def publish(self):
        """Publishes the workspace; gives back the new release's number and when it was out."""
        timestamp = self.options.scratch / "tree/meta/timestamp.json"
        run(self.options.programs / "hall-publish", "build", self.workspace, "--repo", self.options.scratch / "tree",
            "--keys", self.options.scratch / "keys", "--public-url", "https://bs.example")
        return len(self.releases) + 1, timestamp.stat().st_ctime

    def seed(self):
        self.publish()
        first = Kiosk(self.options.programs, self.options.scratch / "seed", self.root, self.options.url)
        first.finish(1)
        self.releases[1] = tree_of(first.cache / "current")
        for number in range(self.options.kiosks):
            folder = self.options.scratch / f"kiosk-{number}"
            shutil.copytree(first.cache, folder, symlinks=True, copy_function=os.link,
                            ignore=lambda place, names: [name for name in names if name == "lock"
                                                         or place.endswith("leases")])
            self.kiosks.append(Kiosk(self.options.programs, folder, self.root, self.options.url))

    def start(self):
        """Spread over one interval, as kiosks that were switched on at different times."""
        began_at = datetime.datetime.now(datetime.timezone.utc)
        time.sleep(1)  # the status tells whole seconds
        begun = time.monotonic()
        for number, kiosk in enumerate(self.kiosks):
            time.sleep(max(0.0, begun + number * self.options.poll / len(self.kiosks) - time.monotonic()))
            self.processes.append(kiosk.start("--poll", str(self.options.poll)))
        # Once the first question has been answered in full a kiosk knows the etag.
        deadline = time.monotonic() + 300
        while not all(self.has_asked(kiosk, began_at) for kiosk in self.kiosks):
            if time.monotonic() > deadline:
                raise SystemExit("not all kiosks asked within five minutes")
            time.sleep(0.2)

    @staticmethod
    def has_asked(kiosk, since):
        answered = kiosk.status().get("last_ok")
        return bool(answered) and datetime.datetime.fromisoformat(answered.replace("Z", "+00:00")) > since

    def stop(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(timeout=60)

    def poll(self):
        span = Span(self.options)
        time.sleep(self.options.seconds)
        figures = span.end()
        assert set(figures["statuses"]) == {"304"}, f"answers to polls: {figures['statuses']}"
        return figures

    def follow(self):
        """A new release until all show it: nginx's figures, and each kiosk's delay in seconds."""
        span = Span(self.options)
        number, out = self.publish()
        delays = {}
        deadline = time.monotonic() + 10 * self.options.poll + 120
        while len(delays) < len(self.kiosks):
            for kiosk in self.kiosks:
                if kiosk not in delays and kiosk.shown() == number:
                    delays[kiosk] = time.time() - out
            if time.monotonic() > deadline:
                raise SystemExit(f"{len(self.kiosks) - len(delays)} kiosks never showed release {number}")
            time.sleep(0.02)
        # Their last words to the server are still on the way.
        time.sleep(0.5)
        figures = span.end()
        self.check(number, delays)
        figures["delays"] = sorted(delays.values())
        return figures

    def check(self, number, delays):
        assert min(delays.values()) > -0.05, "a kiosk showed the release before it was out"
        trees = [tree_of(kiosk.cache / "current") for kiosk in self.kiosks]
        assert all(tree == trees[0] for tree in trees), "kiosks show different contents"
        assert trees[0] not in self.releases.values(), "the kiosks show an older release"
        self.releases[number] = trees[0]
        for process in self.processes:
            assert process.poll() is None, "a hall-sync has ended"

    def change_fee(self):
        run(sys.executable, "-B", HERE.parent / "system/change_fee.py", self.workspace, "HZ07", "739")

    def add_notice(self):
        today = datetime.date.today()
        (self.workspace / "notices/jinji.md").write_text(
            NOTICE.format(today=today, until=today + datetime.timedelta(days=30)), encoding="utf-8")

    def notice_is_shown(self):
        for kiosk in self.kiosks:
            base = sqlite3.connect(f"file:{kiosk.cache}/current/release.db?mode=ro&immutable=1", uri=True)
            found = base.execute("SELECT count(*) FROM record WHERE kind = 'notice' AND body LIKE '%\"urgent\"%'")
            assert found.fetchone()[0] == 1, f"{kiosk.cache} lacks the notice"
            base.close()


def share(delays, within):
    return sum(delay <= within for delay in delays) / len(delays)


def print_figures(name, figures):
    print(f"{name:14}{figures['seconds']:9.1f}{figures['requests']:10}{figures['up']:12}{figures['down']:12}"
          f"{figures['cpu']:9.3f}   {figures['statuses']}")


def print_calculation(options, polling, release):
    """What so many kiosks would need, from what one request and one kiosk took here."""
    rate = MANY / USUAL_POLL
    each = (polling["up"] + polling["down"]) / polling["requests"]
    cpu = polling["cpu"] / polling["requests"]
    print(f"one poll: {each:.0f} bytes, {cpu * 1e6:.0f} us of nginx; {MANY} kiosks every {USUAL_POLL} s are "
          f"{rate:.0f} requests/s x {each:.0f} bytes x 8 = {rate * each * 8 / 1e6:.2f} Mbit/s and "
          f"{rate:.0f} x {cpu * 1e6:.0f} us = {rate * cpu:.1%} of one core")
    # Polls go on while the release is fetched; they are taken off by their own price.
    fetched = (release["up"] + release["down"]) / options.kiosks
    used = release["cpu"] / options.kiosks
    print(f"one small release: {release['requests'] / options.kiosks:.1f} requests, {fetched:.0f} bytes and "
          f"{used * 1e6:.0f} us of nginx a kiosk, polls in the meantime included; {MANY} kiosks are "
          f"{MANY * fetched / 1e6:.0f} MB and {MANY * used:.1f} s of one core, within one interval of {USUAL_POLL} s "
          f"{MANY * fetched * 8 / USUAL_POLL / 1e6:.0f} Mbit/s and {MANY * used / USUAL_POLL:.0%} of one core")


def print_delays(options, delays):
    aim = options.poll + BEYOND_POLL
    within = statistics.quantiles(delays, n=100, method="inclusive")
    print(f"urgent notice, poll every {options.poll} s: half of {len(delays)} kiosks after {within[49]:.1f} s, "
          f"95 % after {within[94]:.1f} s, all after {delays[-1]:.1f} s; {share(delays, aim):.1%} within {aim} s (aim: 95 %)")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("programs", "scratch", "results", "log"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    parser.add_argument("--url", required=True)
    for name in ("nginx", "kiosks", "poll", "seconds"):
        parser.add_argument(f"--{name}", type=int, required=True)
    options = parser.parse_args()
    fleet = Fleet(options)
    fleet.seed()
    try:
        fleet.start()
        resident, own = memory(fleet.processes[0])
        print(f"{options.kiosks} processes of hall-sync, poll every {options.poll} s; one holds {resident:.0f} MB, "
              f"{own:.0f} MB of them not shared with others")
        print(f"{'':14}{'seconds':>9}{'requests':>10}{'bytes up':>12}{'bytes down':>12}{'cpu s':>9}   answers")
        polling = fleet.poll()
        print_figures("polling", polling)
        fleet.change_fee()
        release = fleet.follow()
        print_figures("small release", release)
        fleet.add_notice()
        urgent = fleet.follow()
        print_figures("urgent notice", urgent)
        fleet.notice_is_shown()
    finally:
        fleet.stop()
    print_calculation(options, polling, release)
    print_delays(options, urgent["delays"])
    options.results.mkdir(parents=True, exist_ok=True)
    (options.results / f"fleet-{options.kiosks}.json").write_text(json.dumps(
        {"kiosks": options.kiosks, "poll": options.poll, "polling": polling, "release": release, "urgent": urgent},
        indent=1) + "\n")
    (options.results / f"urgent-{options.kiosks}.svg").write_text(histogram(
        "Seconds from publication until a kiosk shows the urgent notice", urgent["delays"], max(0.5, options.poll / 15),
        "s", f"{options.kiosks} processes of hall-sync against one nginx, poll every {options.poll} s ± 20 %."))


if __name__ == "__main__":
    main()
