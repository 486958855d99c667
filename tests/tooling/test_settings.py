"""Settings that make no sense are refused at the start: one sentence, a failing exit code, no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tooling.helpers import manage

NONSENSE = [
    ({"PORT": "eighty"}, "PORT is 'eighty': give a number from 1 to 65535."),
    ({"PORT": "70000"}, "PORT is '70000': give a number from 1 to 65535."),
    ({"WEB_WORKERS": "0"}, "WEB_WORKERS is '0': give a number from 1 to 64."),
    ({"DEMO_CABLES": "-1"}, "DEMO_CABLES is '-1': give a number from 0 to 251287."),
    ({"DEBUG": "perhaps"}, "DEBUG is 'perhaps': give 1 or 0."),
    ({"BEHIND_HTTPS_PROXY": "2"}, "BEHIND_HTTPS_PROXY is '2': give 1 or 0."),
    ({"SECRET_KEY": "short"}, "SECRET_KEY is too short: give at least 32 random characters."),
    ({"DATA_DIR": "/dev/null/data"}, "The folder /dev/null/data cannot be made: Not a directory."),
    ({"DATA_DIR": "/proc"}, "/proc"),
    ({"DATABASE_URL": "mysql://127.0.0.1/reftel"}, "DATABASE_URL names no kind of database that is known here."),
    ({"SITE_URL": "cables.example.org"}, "SITE_URL is 'cables.example.org': give the site's address, "),
    ({"EMAIL_FROM": "nobody"}, "EMAIL_FROM is 'nobody': give an address, reftel@example.org."),
    ({"EMAIL_URL": "http://127.0.0.1"}, "EMAIL_URL names no mail server. Give it as smtp://HOST:PORT"),
    ({"EMAIL_URL": "smtp://127.0.0.1:port"}, "EMAIL_URL cannot be read: Port"),
    ({"EMAIL_URL": "smtp://127.0.0.1:25"}, "EMAIL_URL is given without EMAIL_FROM and SITE_URL: mails need all three."),
    ({"DATABASE_URL": "reftel"}, "DATABASE_URL names no kind of database that is known here."),
    ({"DATABASE_URL": "postgres://reftel@127.0.0.1:port/reftel"}, "DATABASE_URL cannot be read: Port"),
    ({"DATABASE_URL": "postgres://reftel@127.0.0.1:1/reftel"}, "The database cannot be reached: "),
    ({"DATABASE_URL": "sqlite:////dev/null/reftel.sqlite3"}, "The database cannot be reached: "),
]


@pytest.mark.parametrize(("settings", "sentence"), NONSENSE)
def test_nonsense_is_refused_with_a_sentence(settings: dict[str, str], sentence: str, tmp_path: Path) -> None:
    done = manage(tmp_path, "setup", **settings)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.strip().count("\n") == 0
    assert done.stdout == ""


def test_the_secret_key_is_made_once_and_is_for_its_owner_only(tmp_path: Path) -> None:
    for _ in range(2):
        done = manage(tmp_path, "check")
        assert done.returncode == 0, done.stderr
        key = (tmp_path / "secret-key").read_text(encoding="ascii")
        assert len(key) >= 32
        assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    again = manage(
        tmp_path, "shell", "--no-imports", "-c", "from django.conf import settings; print(settings.SECRET_KEY)"
    )
    assert again.stdout.strip() == key


def test_the_folder_of_the_data_is_for_its_owner_only(tmp_path: Path) -> None:
    assert manage(tmp_path / "new", "check").returncode == 0
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700


def test_a_database_without_tables_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "09BAKU1.txt").write_text("UNCLAS BAKU 000001", encoding="utf-8")
    ran = manage(tmp_path, "ingest", str(tmp_path / "09BAKU1.txt"))
    sentence = "The database is not set up for this version (no such table: cables_version). Run: manage.py setup.\n"
    assert (ran.returncode, ran.stderr) == (1, sentence)
