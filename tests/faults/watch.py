"""Counting the write-ahead logs that a command begins, by the kernel's own notices (inotify): one for each commit."""

import ctypes
import os
import select
import struct

CREATE = 0x100
EVENT = struct.Struct("iIII")


class LogWatch:
    """Watches one folder."""

    def __init__(self, folder):
        libc = ctypes.CDLL(None, use_errno=True)
        self._notices = libc.inotify_init1(os.O_NONBLOCK)
        if libc.inotify_add_watch(self._notices, os.fsencode(folder), CREATE) < 0:
            raise OSError(ctypes.get_errno(), f"cannot watch {folder}")

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        os.close(self._notices)

    def count(self):
        """Return how many files whose name ends in `.wal` have been created since the beginning."""
        found = 0
        while select.select([self._notices], [], [], 0)[0]:
            data, place = os.read(self._notices, 1 << 16), 0
            while place < len(data):
                _, _, _, length = EVENT.unpack_from(data, place)
                found += data[place + EVENT.size : place + EVENT.size + length].rstrip(b"\0").endswith(b".wal")
                place += EVENT.size + length
        return found
