"""An ext4 of its own whose power can be cut."""

import ctypes
import fcntl
import os
import struct
import sys

from releases import run

EXT4_IOC_SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2
EXIT_SKIPPED = 77

# Hours between two commits and no guesses of the file system in favour of careless programs: only what a program
# flushes gets to the disk. The second is harsher: names may get there before contents.
MOUNTS = ["commit=3600,noauto_da_alloc", "commit=3600,noauto_da_alloc,data=writeback"]


class Disk:
    """The file that disk.sh has made, mounted on the folder of its name.

    The cut is ext4's shutdown call without a flush of its journal: what was not written to the disk is gone, as when
    the mains fail. What it does not show is a disk that loses or reorders what it has confirmed.
    """

    def __init__(self, folder):
        self.folder, self.image = folder, f"{folder}.img"
        self.mounts = 0

    def mount(self):
        run("mount", "-o", f"loop,{MOUNTS[self.mounts % len(MOUNTS)]}", self.image, self.folder)
        self.mounts += 1

    def unmount(self):
        run("umount", self.folder)

    def cut(self):
        """True where the dead disk refuses to be flushed, as older kernels do not."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, EXT4_IOC_SHUTDOWN, struct.pack("I", NO_LOG_FLUSH))
            return ctypes.CDLL(None).syncfs(handle) != 0
        finally:
            os.close(handle)

    def restart(self):
        """What a boot does: the journal is replayed, and the disk is found in order."""
        self.unmount()
        run("mount", "-o", "loop", self.image, self.folder)
        self.unmount()
        run("fsck.ext4", "-fn", self.image)
        self.mount()

    def try_out(self):
        """Mounts it; ends the program as skipped where such a cut cannot be made."""
        self.mount()
        try:
            self.cut()
        except OSError as error:
            print(f"skipped: this disk cannot be shut down: {error}")
            sys.exit(EXIT_SKIPPED)
        self.restart()
