"""Running the project's own programs as an operator does."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

SETTINGS = re.compile(r"(?:env\.\w+|_flag|_number)\(\s*\"([A-Z_]+)\"")


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """The caller's environment without any setting of the project but those given."""
    known = set(SETTINGS.findall((ROOT / "archive" / "settings.py").read_text(encoding="utf-8")))
    inherited = {name: value for name, value in os.environ.items() if name not in known}
    inherited.pop("DJANGO_SETTINGS_MODULE", None)
    return inherited | {"DATA_DIR": str(data_dir), "PYTHON": sys.executable} | settings


def manage(data_dir: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment(data_dir, **settings), capture_output=True, text=True, timeout=120
    )


def listen_to_interrupts() -> None:
    """A shell starts background programs deaf to SIGINT, and they hand that down."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Program:
    """A program that runs until it is interrupted; its output is read as it comes."""

    def __init__(self, command: Sequence[str], env: dict[str, str], cwd: Path = ROOT) -> None:
        self.output = ""
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=listen_to_interrupts,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def wait_for(self, text: str, seconds: float = 120) -> None:
        """Until a line with `text` has been printed; AssertionError with all output where the program ends before."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                line = self._lines.get(timeout=0.2)
            except queue.Empty:
                continue
            assert line is not None, f"ended before it printed {text!r}:\n{self.output}"
            self.output += line
            if text in line:
                return
        raise AssertionError(f"did not print {text!r} in {seconds} s:\n{self.output}")

    def interrupt(self) -> int:
        """Ctrl-C; the exit code."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        try:
            code = self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise
        self._reader.join(timeout=5)
        while not self._lines.empty():
            self.output += self._lines.get() or ""
        return code


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=30) as response:  # noqa: S310
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
