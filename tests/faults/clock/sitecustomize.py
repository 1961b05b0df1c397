"""The wall clock of a process jumps: Python imports this file at its start where its folder is in ``PYTHONPATH``.

``TORCHGROUND_FAULTS_CLOCK`` names a file that holds by how many seconds the clock is wrong now. Timers are left alone.
"""

import contextlib
import datetime
import os
import time

FILE = os.environ.get("TORCHGROUND_FAULTS_CLOCK")
real_time, RealDatetime = time.time, datetime.datetime


def wrong_by():
    """Seconds."""
    with contextlib.suppress(OSError, ValueError), open(FILE) as file:
        return float(file.read() or 0)
    return 0.0


class AnyDatetime(type):
    """Dates that others made are dates too."""

    def __instancecheck__(cls, one):
        return isinstance(one, RealDatetime)


class Datetime(RealDatetime, metaclass=AnyDatetime):
    """One whose now is wrong."""

    @classmethod
    def now(cls, tz=None):
        return RealDatetime.fromtimestamp(time.time(), tz)


if FILE:
    time.time = lambda: real_time() + wrong_by()
    datetime.datetime = Datetime
