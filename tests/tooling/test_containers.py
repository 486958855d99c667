"""The compose file is valid, and refuses to start without its secrets."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from debian import compose
from postgres import free_port

from tests.tooling.helpers import ROOT, Program, environment, get

READINGS = """
import json
from cables.corpus import invent
from cables.telegram import parse, parser, to_dict
print("source" if parser.__file__.endswith(".py") else "machine code")
for cable in invent(300, seed=7, worn=True):
    print(json.dumps(to_dict(parse(cable.text)), default=str))
"""
"""Prints what the parser of the folder is that this is run in, and what it reads in worn cables."""
SECRETS = {"POSTGRES_PASSWORD": "invented", "SECRET_KEY": "an-invented-key-of-more-than-32-letters"}


def check(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    words = compose()
    assert words, "Docker Compose is not installed: run `apt-get install docker-compose`"
    command = [*words, "--file", str(ROOT / "docker-compose.yml"), "config"]
    return subprocess.run(command, env=env, capture_output=True, text=True, cwd=env["DATA_DIR"])


def test_the_compose_file_is_valid_and_hands_on_the_secrets(tmp_path: Path) -> None:
    done = check(environment(tmp_path, **SECRETS))
    assert done.returncode == 0, done.stderr
    assert "DATABASE_URL: postgres://reftel:invented@db:5432/reftel" in done.stdout
    assert "condition: service_healthy" in done.stdout


@pytest.mark.parametrize("missing", sorted(SECRETS))
def test_the_compose_file_refuses_to_start_without_its_secrets(missing: str, tmp_path: Path) -> None:
    env = environment(tmp_path, **{name: value for name, value in SECRETS.items() if name != missing})
    env.pop(missing, None)
    done = check(env)
    assert done.returncode != 0
    assert missing in done.stderr


def allowed_in_the_image() -> set[str]:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    return {line.removeprefix("!") for line in lines if line.startswith("!")}


def test_the_image_leaves_out_all_that_it_does_not_need() -> None:
    """.dockerignore names what goes in; the Dockerfile copies nothing else."""
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = {line.split()[1] for line in dockerfile.splitlines() if line.startswith("COPY ") and "--from" not in line}
    assert copied == allowed_in_the_image()
    assert "USER reftel" in dockerfile
    assert "HEALTHCHECK" in dockerfile


def readings(folder: Path) -> list[str]:
    """What the parser of a folder is, and what it reads."""
    done = subprocess.run([sys.executable, "-c", READINGS], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_what_goes_into_the_image_is_enough_to_serve(tmp_path: Path) -> None:
    """The steps of the Dockerfile, by hand: only its files, the parser compiled, though in less of the compiler's time,
    static files collected beforehand, data elsewhere."""
    image = tmp_path / "image"
    for name in allowed_in_the_image():
        source, target = ROOT / name, image / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    compile_parser = [sys.executable, "scripts/compile_parser", "--optimise", "0"]
    subprocess.run(compile_parser, cwd=image, check=True, capture_output=True)
    compiled, *read = readings(image)
    plain, *expected = readings(ROOT)
    assert (compiled, plain) == ("machine code", "source")
    assert read == expected

    port = free_port()
    settings = {"STATIC_ROOT": str(image / "collected"), "PORT": str(port), "DEMO_CABLES": "2"}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput"]
    subprocess.run(collect, env=environment(tmp_path / "build", **settings), cwd=image, check=True, capture_output=True)

    program = Program(["scripts/entry"], environment(tmp_path / "data", **settings), cwd=image)
    try:
        program.wait_for("Reftel is up")
        assert get(f"http://127.0.0.1:{port}/")[0] == 200
        health = (ROOT / "Dockerfile").read_text(encoding="utf-8").split("CMD ")[1].splitlines()[0]
        check = [sys.executable, *json.loads(health)[1:]]
        assert subprocess.run(check, env=os.environ | {"PORT": str(port)}).returncode == 0
    finally:
        assert program.interrupt() == 0
    assert "static files" not in program.output
    assert subprocess.run(check, env=os.environ | {"PORT": str(port)}, capture_output=True).returncode != 0
