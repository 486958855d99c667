"""Virtual environments that are made once and made anew only when their requirements change."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def has_venv() -> bool:
    """Whether this Python can make a virtual environment; Debian keeps that in a package of its own."""
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def make_environment(folder: Path, requirements: str) -> Path:
    """The Python of the environment in `folder`, with exactly what the file `requirements` pins installed.

    Exits with one sentence where Python lacks venv, and with pip's own words where it cannot install.
    """
    python = folder / "bin" / "python"
    stamp = folder / f"{requirements}.installed"
    wanted = _fingerprint(ROOT / requirements)
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return python
    if not has_venv():
        sys.exit("Python cannot make virtual environments here: run `apt-get install python3-venv`, then try again.")
    print(f"Installing {requirements} into {folder.relative_to(ROOT)} ...", flush=True)
    if not _works(python):
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([str(python), *install, "-r", str(ROOT / requirements)])
    stamp.write_text(wanted, encoding="ascii")
    return python


def _fingerprint(requirements: Path) -> str:
    """Of the Python version and the file with all it includes by `-r`."""
    text = requirements.read_text(encoding="utf-8")
    included = [line.removeprefix("-r ").strip() for line in text.splitlines() if line.startswith("-r ")]
    parts = [sys.version, text, *(_fingerprint(requirements.parent / name) for name in included)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _works(python: Path) -> bool:
    return python.exists() and subprocess.run([python, "-m", "pip", "--version"], capture_output=True).returncode == 0


def _run(command: list[str]) -> None:
    done = subprocess.run(command)
    if done.returncode:
        sys.exit(f"Setting up the Python packages failed at `{' '.join(command)}`: see above, then try again.")
