#!/usr/bin/env python3
"""Has a command run inside a machine under test: ask.py SOCKET SECONDS COMMAND; its exit code is ours.

124: too late. 125: the machine is gone, with the last words of its console, which lies beside the socket.
"""

import base64
import json
import os
import socket
import sys
import time


def last_words(folder):
    """The end of what the machine wrote on its serial line."""
    try:
        with open(os.path.join(folder, "console.log"), errors="replace") as log:
            return log.read()[-1500:]
    except OSError:
        return ""


def main(path, seconds, command):
    number = f"{os.getpid()}-{time.monotonic_ns()}"
    line = socket.socket(socket.AF_UNIX)
    try:
        line.connect(path)
    except (FileNotFoundError, ConnectionRefusedError):
        print("the machine is gone: it was reset or switched off. " + last_words(os.path.dirname(path)), file=sys.stderr)
        return 125
    line.sendall(json.dumps({"id": number, "seconds": seconds, "command": command}).encode() + b"\n")
    end = time.monotonic() + seconds + 2
    waiting = b""
    while time.monotonic() < end:
        line.settimeout(max(0.1, end - time.monotonic()))
        try:
            piece = line.recv(65536)
        except TimeoutError:
            break
        if not piece:
            break
        waiting += piece
        while b"\n" in waiting:
            text, waiting = waiting.split(b"\n", 1)
            try:
                answer = json.loads(text)
            except ValueError:
                continue
            # What an earlier question was too late for comes now; it is not ours.
            if answer["id"] == number:
                sys.stdout.buffer.write(base64.b64decode(answer["output"]))
                return answer["code"]
    return 124


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2]), sys.argv[3]))
