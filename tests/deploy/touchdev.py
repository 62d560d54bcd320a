#!/usr/bin/env python3
"""A touch panel of a finger's own, made of the kernel's uinput. Runs inside the machine that is tested.

Usage: touchdev.py serve [SECONDS]      makes the panel and obeys /run/touchdev until the time is over
       touchdev.py tap X Y              X and Y from 0 to 1 on the panel, not on the turned picture
       touchdev.py drag X Y X Y
       touchdev.py gone                 the panel is pulled out

Needs nothing but Python. Exit code: 0 done, 1 no panel, 2 wrong use.
"""

import fcntl
import os
import struct
import sys
import time

PIPE = "/run/touchdev"
MOST = 4095
EV_SYN, EV_KEY, EV_ABS = 0, 1, 3
BTN_TOUCH, ABS_X, ABS_Y = 0x14A, 0, 1
ABS_MT_SLOT, ABS_MT_X, ABS_MT_Y, ABS_MT_ID = 0x2F, 0x35, 0x36, 0x39
# linux/uinput.h
UI_SET_EVBIT, UI_SET_KEYBIT, UI_SET_ABSBIT, UI_SET_PROPBIT = 0x40045564, 0x40045565, 0x40045567, 0x4004556E
UI_DEV_CREATE, UI_DEV_DESTROY = 0x5501, 0x5502
UI_DEV_SETUP, UI_ABS_SETUP = 0x405C5503, 0x401C5504
INPUT_PROP_DIRECT, BUS_USB = 1, 3


class Panel:
    """A direct-touch device with one finger, known to the system as 0eef:0001."""

    def __init__(self):
        self.device = os.open("/dev/uinput", os.O_WRONLY)
        for kind in (EV_KEY, EV_ABS):
            fcntl.ioctl(self.device, UI_SET_EVBIT, kind)
        fcntl.ioctl(self.device, UI_SET_KEYBIT, BTN_TOUCH)
        fcntl.ioctl(self.device, UI_SET_PROPBIT, INPUT_PROP_DIRECT)
        for axis, most in ((ABS_X, MOST), (ABS_Y, MOST), (ABS_MT_X, MOST), (ABS_MT_Y, MOST), (ABS_MT_SLOT, 4), (ABS_MT_ID, 65535)):
            fcntl.ioctl(self.device, UI_SET_ABSBIT, axis)
            # code, then value, minimum, maximum, fuzz, flat, resolution
            fcntl.ioctl(self.device, UI_ABS_SETUP, struct.pack("H2xiiiiii", axis, 0, 0, most, 0, 0, 10))
        fcntl.ioctl(self.device, UI_DEV_SETUP, struct.pack("HHHH80sI", BUS_USB, 0x0EEF, 0x0001, 1, b"hall test panel", 0))
        fcntl.ioctl(self.device, UI_DEV_CREATE)
        self.number = 0

    def say(self, *events):
        for kind, code, value in (*events, (EV_SYN, 0, 0)):
            os.write(self.device, struct.pack("llHHi", 0, 0, kind, code, value))

    def stroke(self, points):
        self.number += 1
        for step, (x, y) in enumerate(points):
            place = [(EV_ABS, ABS_MT_X, x), (EV_ABS, ABS_MT_Y, y), (EV_ABS, ABS_X, x), (EV_ABS, ABS_Y, y)]
            if step == 0:
                place = [(EV_ABS, ABS_MT_SLOT, 0), (EV_ABS, ABS_MT_ID, self.number), (EV_KEY, BTN_TOUCH, 1), *place]
            self.say(*place)
            time.sleep(0.1 if len(points) == 1 else 0.03)
        self.say((EV_ABS, ABS_MT_ID, -1), (EV_KEY, BTN_TOUCH, 0))

    def gone(self):
        fcntl.ioctl(self.device, UI_DEV_DESTROY)
        os.close(self.device)


def obey(panel, words):
    numbers = [round(float(word) * MOST) for word in words[1:]]
    if words[0] == "tap":
        panel.stroke([(numbers[0], numbers[1])])
    elif words[0] == "drag":
        x, y, to_x, to_y = numbers
        panel.stroke([(x + (to_x - x) * step // 10, y + (to_y - y) * step // 10) for step in range(11)])


def serve(seconds):
    panel = Panel()
    if os.path.exists(PIPE):
        os.remove(PIPE)
    os.mkfifo(PIPE, 0o600)
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            with open(PIPE, encoding="ascii") as orders:
                for line in orders:
                    words = line.split()
                    if words[:1] == ["gone"]:
                        return 0
                    if words:
                        obey(panel, words)
        return 0
    finally:
        panel.gone()
        os.remove(PIPE)


def main(words):
    if words[:1] == ["serve"] and len(words) <= 2:
        return serve(float(words[1]) if len(words) > 1 else 86400)
    if (words[:1], len(words)) not in ((["tap"], 3), (["drag"], 5), (["gone"], 1)):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        # Without a reader this does not wait.
        pipe = os.open(PIPE, os.O_WRONLY | os.O_NONBLOCK)
    except OSError as fault:
        print(f"touchdev.py: there is no panel: {fault}", file=sys.stderr)
        return 1
    os.write(pipe, (" ".join(words) + "\n").encode())
    os.close(pipe)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
