#!/usr/bin/env python3
"""Inside a machine under test: runs what comes in by the serial port of the tests and sends back what it said."""

import base64
import json
import subprocess
import time

PORT = "/dev/virtio-ports/hall.shell"


def run(command, seconds):
    try:
        done = subprocess.run(["/bin/bash", "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=seconds, check=False)
        return done.returncode, done.stdout
    except subprocess.TimeoutExpired as late:
        return 124, late.stdout or b""


def main():
    while True:
        try:
            with open(PORT, "r+b", buffering=0) as port:
                waiting = b""
                while True:
                    piece = port.read(65536)
                    if not piece:
                        time.sleep(0.1)
                        continue
                    waiting += piece
                    while b"\n" in waiting:
                        line, waiting = waiting.split(b"\n", 1)
                        order = json.loads(line)
                        code, output = run(order["command"], order["seconds"])
                        answer = {"id": order["id"], "code": code, "output": base64.b64encode(output).decode()}
                        port.write(json.dumps(answer).encode() + b"\n")
        except (OSError, ValueError):
            time.sleep(0.5)


if __name__ == "__main__":
    main()
