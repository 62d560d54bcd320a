#!/usr/bin/env python3
"""Asks a running QEMU by its machine protocol.

Usage: qmp.py SOCKET screendump FILE.ppm
       qmp.py SOCKET keys KEY-KEY… …       each word is pressed together and let go, as ctrl-alt-f2
       qmp.py SOCKET monitor WORDS…        a command of QEMU's own monitor; prints its answer
       qmp.py SOCKET COMMAND [JSON]        any other command; prints its answer as JSON

Exit code: 0 done, 1 QEMU refused, 2 wrong use.
"""

import json
import socket
import sys


class Machine:
    """One conversation with QEMU; events that come in between are left aside."""

    def __init__(self, path):
        self.line = socket.socket(socket.AF_UNIX)
        self.line.settimeout(60)
        self.line.connect(path)
        self.answers = self.line.makefile("r", encoding="utf-8")
        self.answers.readline()
        self.ask("qmp_capabilities")

    def ask(self, command, **arguments):
        words = {"execute": command}
        if arguments:
            words["arguments"] = arguments
        self.line.sendall(json.dumps(words).encode() + b"\n")
        for text in self.answers:
            answer = json.loads(text)
            if "error" in answer:
                raise RuntimeError(answer["error"]["desc"])
            if "return" in answer:
                return answer["return"]
        raise RuntimeError("QEMU has hung up")


def main(words):
    if len(words) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        machine = Machine(words[0])
        command, rest = words[1], words[2:]
        if command == "screendump":
            machine.ask("screendump", filename=rest[0])
        elif command == "keys":
            for keys in rest:
                machine.ask("send-key", keys=[{"type": "qcode", "data": key} for key in keys.split("-")])
        elif command == "monitor":
            print(machine.ask("human-monitor-command", **{"command-line": " ".join(rest)}), end="")
        else:
            print(json.dumps(machine.ask(command, **(json.loads(rest[0]) if rest else {}))))
    except (OSError, RuntimeError) as fault:
        print(f"qmp.py: {fault}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
