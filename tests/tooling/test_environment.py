"""The scripts behind `make`: virtual environments, the summary of `make test`, the throw-away server."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import debian
import postgres
import psycopg
import pytest
import pythonenv
import stages
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.tooling.helpers import ROOT


def test_an_environment_is_made_once_and_again_only_when_its_requirements_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pythonenv, "ROOT", tmp_path)
    (tmp_path / "base.txt").write_text("# nothing\n", encoding="utf-8")
    (tmp_path / "all.txt").write_text("-r base.txt\n", encoding="utf-8")

    def says() -> str:
        python = pythonenv.make_environment(tmp_path / "env", "all.txt")
        assert subprocess.run([python, "-c", ""]).returncode == 0
        return capsys.readouterr().out

    assert says() == "Installing all.txt into env ...\n"
    assert says() == ""
    (tmp_path / "base.txt").write_text("# nothing else\n", encoding="utf-8")
    assert says() == "Installing all.txt into env ...\n"


def test_a_python_without_venv_is_told_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pythonenv, "has_venv", lambda: False)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        pythonenv.make_environment(tmp_path / "env", "requirements.txt")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("script", ["run", "test"])
def test_an_old_python_is_told_in_a_sentence(script: str) -> None:
    """The scripts must be readable to it, and stop before they load anything that is not."""
    source = (ROOT / "scripts" / script).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))
    pretend = f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({str(ROOT / 'scripts' / script)!r})"
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, "Reftel needs Python 3.11 or newer, this is 3.9.\n")


def test_missing_programs_are_named_where_they_may_not_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian, "find_programs", lambda: None)
    monkeypatch.setattr(debian, "chromium", lambda: None)
    monkeypatch.setattr(debian, "compose", lambda: None)
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)
    monkeypatch.setattr(debian, "_become_root", lambda: None)
    with pytest.raises(SystemExit, match="`apt-get install postgresql chromium docker-compose libatomic1` as root"):
        debian.install_what_is_missing()


CASES = """<testsuites><testsuite>
<testcase name="a"/><testcase name="b"><failure/></testcase><testcase name="c"><error/></testcase>
<testcase name="d"><skipped message="no samples"/></testcase><testcase name="e"><properties/></testcase>
</testsuite></testsuites>"""


def test_counts_are_read_from_the_report_of_pytest(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(CASES, encoding="utf-8")
    assert stages.read_report(report) == (2, 2, {"no samples": 1})


SUMMARIES = [
    ([stages.Result("one", "here", passed=2)], 0, "total: 2 passed, 0 failed, 0 skipped", "all is well"),
    (
        [stages.Result("one", "here", passed=2, failed=1), stages.Result("two", "there", 1, 0, {"why": 3})],
        1,
        "total: 3 passed, 1 failed, 3 skipped",
        "one failure in one stage fails the whole",
    ),
    ([], 1, "total: 0 passed, 0 failed, 0 skipped", "nothing ran"),
]


@pytest.mark.parametrize(("results", "code", "last_line", "reason"), SUMMARIES)
def test_the_last_line_sums_all_stages(
    results: list[stages.Result], code: int, last_line: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert stages.summarise(results) == code, reason
    assert capsys.readouterr().out.splitlines()[-1] == last_line


def test_every_skip_is_listed_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    stages.summarise([stages.Result("one", "here", 1, 0, {"no samples beside the project": 3})])
    assert "skipped 3: no samples beside the project" in capsys.readouterr().out


def test_an_unknown_stage_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert stages.main(["lint", "everything"]) == 2
    assert capsys.readouterr().err.startswith("There is no stage everything; there are: lint, sqlite,")


def test_the_throw_away_server_is_gone_afterwards_also_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError), postgres.throw_away_server() as url:
        with psycopg.connect(url) as connection:
            row = connection.execute("show data_directory").fetchone()
        raise ZeroDivisionError
    assert row
    assert not Path(row[0]).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_all_that_is_installed_is_pinned_and_what_it_needs_as_well() -> None:
    lines = [
        line
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "-r "))
    ]
    pinned = {canonicalize_name(Requirement(line).name): Requirement(line) for line in lines}
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+", line)] == []
    needed = {
        canonicalize_name(need.name)
        for requirement in pinned.values()
        for need in map(Requirement, metadata.requires(requirement.name) or [])
        if any(not need.marker or need.marker.evaluate({"extra": extra}) for extra in (*requirement.extras, ""))
    }
    assert needed - set(pinned) == set()


def test_ci_calls_make_test_and_nothing_else() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines() if "make" in line]
    assert commands == ["exec make test"]
