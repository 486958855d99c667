"""Debian packages that the tests need, installed where that is allowed."""

from __future__ import annotations

import ctypes.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from postgres import find_programs
from pythonenv import has_venv


def chromium() -> str | None:
    return shutil.which("chromium")


def compose() -> list[str] | None:
    """The words that call Docker Compose: Debian's program or docker's plugin; no engine is needed to check a file."""
    for words in (["docker-compose"], ["docker", "compose"]):
        if shutil.which(words[0]) and subprocess.run([*words, "version"], capture_output=True).returncode == 0:
            return words
    return None


def install_what_is_missing() -> None:
    """Exits with one sentence where something is missing and this user may not install it."""
    missing = _missing()
    if not missing:
        return
    become_root = _become_root()
    if become_root is None or not shutil.which("apt-get"):
        sys.exit(f"The tests need more: run `apt-get install {' '.join(missing)}` as root, then try again.")
    print(f"Installing {' and '.join(missing)} with apt-get ...", flush=True)
    install = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", *missing]
    said = ""
    for command in (["apt-get", "update", "--quiet"], install):
        done = subprocess.run(
            [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said += done.stdout
    still = _missing()
    if still:
        sys.exit(f"{said}\napt-get did not install {' and '.join(still)}: see the lines above.")


def _missing() -> list[str]:
    needs = [
        ("python3-venv", has_venv()),
        ("postgresql", find_programs() is not None),
        ("chromium", chromium() is not None),
        ("docker-compose", compose() is not None),
        ("gcc", shutil.which("gcc") is not None),
        ("python3-dev", Path(sysconfig.get_path("include"), "Python.h").exists()),
        # The driver of Playwright is linked with it.
        ("libatomic1", ctypes.util.find_library("atomic") is not None),
    ]
    return [package for package, present in needs if not present]


def _become_root() -> list[str] | None:
    """The words to put before a command so that it runs as root; None where there is no way without a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None
