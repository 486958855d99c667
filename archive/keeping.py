"""Keeps the worker running beside the web server, and ends it with the server, however that ends.

`python -m archive.keeping PIPE`: PIPE is a pipe's end to read from, whose other end the processes of the server hold.
"""

from __future__ import annotations

import select
import signal
import subprocess
import sys
import time

SETTLED = 60.0
"""Seconds after which a worker that ends is no longer taken for one that cannot start."""
LONGEST_PAUSE = 60.0


def keep(pipe: int) -> None:
    """Start the worker, and start it again whenever it has ended, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pause = 1.0
    while True:
        started = time.monotonic()
        command = [sys.executable, "manage.py", "worker", "--until-closed", str(pipe)]
        with subprocess.Popen(command, pass_fds=[pipe]) as worker:  # noqa: S603
            while worker.poll() is None:
                if closed(pipe, within=1.0):
                    worker.kill()
                    return
        pause = 1.0 if time.monotonic() - started > SETTLED else min(2 * pause, LONGEST_PAUSE)
        if closed(pipe, within=pause):
            return


def closed(pipe: int, *, within: float) -> bool:
    """Whether the other end is closed, waiting so many seconds for it; nothing is ever written to it."""
    return bool(select.select([pipe], [], [], within)[0])


if __name__ == "__main__":
    keep(int(sys.argv[1]))
