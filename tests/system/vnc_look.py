#!/usr/bin/env python3
"""Looks at a screen through VNC, as a viewer does: vnc_look.py PORT PICTURE.png [X Y]

Connects to this machine, presses and releases at X Y where they are given, waits until the picture stands still, and
writes it. Prints the size and the number of different colours: a black screen has one.
"""

import socket
import struct
import sys
import time
import zlib

RAW = 0
STILL_SECONDS = 1.5
LONGEST_SECONDS = 30


class Viewer:
    """The client side of RFB 3.3 (RFC 6143), raw encoding only."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        if not self.read(12).startswith(b"RFB 003."):
            sys.exit("this is no VNC server")
        self.socket.sendall(b"RFB 003.003\n")
        if self.unpack(">I") != (1,):
            sys.exit("the server wants a password")
        self.socket.sendall(b"\1")
        self.width, self.height = self.unpack(">HH")
        self.read(16)
        self.read(self.unpack(">I")[0])
        # Qt's server counts on the viewer to choose a format: 32 bits, blue first.
        self.socket.sendall(struct.pack(">B3xBBBBHHHBBB3x", 0, 32, 24, 0, 1, 255, 255, 255, 16, 8, 0))
        self.socket.sendall(struct.pack(">BxHi", 2, 1, RAW))
        self.pixels = bytearray(self.width * self.height * 4)

    def read(self, count):
        data = bytearray()
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            if not part:
                sys.exit("the server closed the connection")
            data += part
        return bytes(data)

    def unpack(self, form):
        return struct.unpack(form, self.read(struct.calcsize(form)))

    def press(self, x, y):
        for buttons in (1, 0):
            self.socket.sendall(struct.pack(">BBHH", 5, buttons, x, y))
            time.sleep(0.15)

    def ask(self, incremental):
        self.socket.sendall(struct.pack(">BBHHHH", 3, incremental, 0, 0, self.width, self.height))

    def update(self, seconds):
        """Takes one update in; false when none comes in time."""
        self.socket.settimeout(seconds)
        try:
            kind = self.read(1)[0]
        except TimeoutError:
            return False
        finally:
            self.socket.settimeout(30)
        if kind != 0:
            sys.exit(f"the server sent message {kind}")
        for _ in range(self.unpack(">xH")[0]):
            x, y, width, height, _ = self.unpack(">HHHHi")
            rows = self.read(width * height * 4)
            for row in range(height):
                start = ((y + row) * self.width + x) * 4
                self.pixels[start:start + width * 4] = rows[row * width * 4:(row + 1) * width * 4]
        return True

    def look(self):
        """Waits until nothing has changed for a while."""
        deadline = time.monotonic() + LONGEST_SECONDS
        self.ask(0)
        while time.monotonic() < deadline and self.update(STILL_SECONDS):
            self.ask(1)

    def picture(self):
        rgb = bytearray(self.width * self.height * 3)
        for channel in range(3):
            rgb[channel::3] = self.pixels[2 - channel::4]
        return bytes(rgb)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, rgb):
    rows = b"".join(b"\0" + rgb[row * width * 3:(row + 1) * width * 3] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")


def main():
    viewer = Viewer(int(sys.argv[1]))
    if len(sys.argv) > 3:
        viewer.look()
        viewer.press(int(sys.argv[3]), int(sys.argv[4]))
    viewer.look()
    rgb = viewer.picture()
    with open(sys.argv[2], "wb") as file:
        file.write(png(viewer.width, viewer.height, rgb))
    colours = {rgb[place:place + 3] for place in range(0, len(rgb), 3)}
    print(viewer.width, viewer.height, len(colours))


if __name__ == "__main__":
    main()
