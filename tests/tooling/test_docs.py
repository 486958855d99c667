"""The documents name everything an operator can use, and nothing that is not there."""

from __future__ import annotations

import re

import pytest

from tests.tooling.helpers import ROOT, SETTINGS

README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

IN_SETTINGS = set(SETTINGS.findall((ROOT / "archive" / "settings.py").read_text(encoding="utf-8")))
IN_ENTRY = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "scripts" / "entry").read_text(encoding="utf-8"))) - {"PYTHON"}
COMMANDS = {path.stem for path in (ROOT / "cables" / "management" / "commands").glob("[a-z]*.py")}
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
ROOMS = {path.name for path in (ROOT / "cables").iterdir() if (path / "__init__.py").exists()} - {"migrations"}


def rows_of(heading: str) -> set[str]:
    """The first words in code marks of the first column of the table under a heading of the README."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for cell in cells for name in re.findall(r"`(\w+)", cell)}


def test_the_settings_table_lists_exactly_the_settings_read_from_the_environment() -> None:
    assert len(IN_SETTINGS) > 8
    assert rows_of("Settings") == IN_SETTINGS | IN_ENTRY


def test_the_commands_table_lists_exactly_the_management_commands() -> None:
    assert rows_of("Commands") == COMMANDS


def test_the_readme_names_exactly_the_make_targets() -> None:
    assert set(re.findall(r"\bmake (run|test|lint|[a-z-]+)(?=[`\n])", README)) == TARGETS


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_the_architecture_names_every_room(room: str) -> None:
    assert f"`cables/{room}/`" in ARCHITECTURE


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"])
def test_links_and_pictures_lead_to_files(document: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)", (ROOT / document).read_text(encoding="utf-8"))
    assert [target for target in targets if "://" not in target and not (ROOT / target).exists()] == []


@pytest.mark.parametrize("setting", sorted(IN_SETTINGS - {"DATA_DIR", "HOST", "STATIC_ROOT", "DEBUG"}))
def test_the_compose_file_hands_on_every_setting_an_operator_may_want(setting: str) -> None:
    assert re.search(rf"\b{setting}\b", (ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
