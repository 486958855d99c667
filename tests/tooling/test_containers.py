"""The compose file is valid, and refuses to start without its secrets."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from debian import compose

from tests.tooling.helpers import ROOT, environment

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


def test_the_image_leaves_out_all_that_it_does_not_need() -> None:
    """.dockerignore names what goes in; the Dockerfile copies nothing else."""
    allowed = {
        line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"
    }
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    copied = {line.split()[1] for line in dockerfile.splitlines() if line.startswith("COPY ")}
    assert copied == allowed
    assert "USER reftel" in dockerfile
    assert "HEALTHCHECK" in dockerfile
