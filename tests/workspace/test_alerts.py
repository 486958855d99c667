"""Digests by mail, sent to a real mail server: complete, once, safe from what cables and people write."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from postgres import free_port

from cables.ingest import set_visibility
from cables.management.commands.worker import HOURLY
from cables.models import ArrivalCheck, Visibility
from cables.search import drain, rebuild
from cables.search.values import SearchQuery
from cables.workspace import searching
from cables.workspace.alerts import CABLES_A_SEARCH, AlertReport, NoMail, send_alerts
from cables.workspace.models import Arrival, SavedSearch
from cables.workspace.tasks import mail_alerts
from tests.tooling.helpers import ROOT, environment, manage
from tests.workspace.test_searches import publish


class Postbox:
    """What a mail server took; each handler can be replaced for what shall happen at that point."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, EmailMessage]] = []
        self.refused: set[str] = set()
        self.at_recipient: Callable[[], None] = lambda: None
        self.at_data: Callable[[], None] = lambda: None

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        self.at_recipient()
        if address in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail = message_from_bytes(envelope.content or b"", policy=policy.default)  # type: ignore[arg-type]
        self.mails.append((envelope.rcpt_tos[0], mail))
        self.at_data()
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    box, port = Postbox(), free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, port
    server.stop()


@pytest.fixture
def box(postbox: tuple[Postbox, int], settings: Any, tmp_path: Path) -> Postbox:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postbox[1]
    settings.EMAIL_FROM = settings.DEFAULT_FROM_EMAIL = "Reftel <reftel@example.org>"
    settings.SITE_URL, settings.MAIL_WORKS, settings.DATA_DIR = "https://cables.example.org", True, tmp_path
    return postbox[0]


def save(owner: User, name: str, text: str) -> SavedSearch:
    return searching.save_search(owner=owner, name=name, query=SearchQuery(text=text), mail=True)


@pytest.mark.django_db
def test_a_digest_has_all_that_is_new_to_ones_searches_and_comes_once(box: Postbox, ada: User, ben: User) -> None:
    publish("09BAKU1")
    rebuild()
    save(ada, "Dams", "dam")
    save(ada, "Harbours", "harbour")
    save(ben, "Rivers", "river")
    assert send_alerts() == AlertReport()
    for number in range(2, CABLES_A_SEARCH + 5):
        publish(f"09BAKU{number}")
    publish("09PARIS1", "The harbour and the dam.", post="PARIS", subject="PORTS")
    publish("09PARIS2", "The harbour.", visibility=Visibility.WITHHELD)
    assert send_alerts().sent == 1
    ((address, mail),) = box.mails
    body = " ".join(mail.get_content().split())
    assert address == "ada@example.org"
    assert mail["Subject"] == f"{CABLES_A_SEARCH + 5} new cables for 2 searches"
    assert f"Dams: {CABLES_A_SEARCH + 4} cables new https://cables.example.org/?q=dam * PORTS" in body
    assert "and 4 more, which the search shows." in body
    assert "Harbours: 1 cable new" in body
    assert "09PARIS1, 6 April 2009, Embassy Paris, UNCLASSIFIED https://cables.example.org/cables/09PARIS1/" in body
    assert "09PARIS2" not in body and "09BAKU1," not in body
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert send_alerts() == AlertReport()
    assert len(box.mails) == 1


@pytest.mark.django_db
def test_what_people_and_cables_write_stays_in_its_line(box: Postbox, ada: User) -> None:
    rebuild()
    save(ada, "x\r\nBcc: all@example.org\r\n\r\nHello", "dam")
    publish("09BAKU2", subject="\r\n.\r\nFrom: <b>evil</b>\u2028--\x00"[:-1])
    send_alerts()
    ((address, mail),) = box.mails
    assert mail["Subject"] == "1 new cable for x Bcc: all@example.org Hello"
    assert mail["Bcc"] is None and mail["To"] == address == "ada@example.org"
    assert "* . From: <b>evil</b> --" in mail.get_content().splitlines()
    assert mail.get_content_type() == "text/plain"


@pytest.mark.django_db
def test_who_cannot_be_reached_does_not_keep_others_waiting(box: Postbox, ada: User, ben: User) -> None:
    rebuild()
    save(ada, "Dams", "dam")
    save(ben, "Dams", "dam")
    publish("09BAKU2")
    box.refused = {"ada@example.org"}
    report = send_alerts()
    assert (report.sent, len(report.failed)) == (1, 1)
    assert report.failed[0].startswith("The digest for ada was not sent: ")
    box.refused = set()
    assert send_alerts().sent == 1
    assert [address for address, _ in box.mails] == ["ben@example.org", "ada@example.org"]


@pytest.mark.django_db
def test_no_mails_to_closed_accounts_or_for_what_is_withdrawn(box: Postbox, ada: User, ben: User) -> None:
    rebuild()
    save(ada, "Dams", "dam")
    save(ben, "Dams", "dam")
    cable = publish("09BAKU2")
    drain()
    User.objects.filter(pk=ben.pk).update(is_active=False)
    set_visibility(cables=[cable.pk], visibility=Visibility.WITHHELD)
    assert send_alerts() == AlertReport()


@pytest.mark.django_db
def test_one_press_ends_the_mails_and_looking_does_not(box: Postbox, ada: User, client: Client) -> None:
    rebuild()
    search = save(ada, "Dams", "dam")
    publish("09BAKU2")
    send_alerts()
    link = re.fullmatch(r"<https://cables.example.org(/\S+)>", box.mails[0][1]["List-Unsubscribe"].strip())
    assert link
    assert "Stop the mails?" in client.get(link[1]).content.decode()
    search.refresh_from_db()
    assert search.mail
    response = Client(enforce_csrf_checks=True).post(link[1], {"List-Unsubscribe": "One-Click"})
    assert "You get no more mails" in response.content.decode() and response.cookies == {}
    search.refresh_from_db()
    assert not search.mail
    assert client.post(link[1].replace("/unsubscribe/", "/unsubscribe/x")).status_code == 404
    publish("09BAKU3")
    assert send_alerts() == AlertReport()


@pytest.mark.django_db
def test_mails_asked_for_anew_are_about_what_comes_from_then_on(box: Postbox, reader: Client, ada: User) -> None:
    rebuild()
    search = save(ada, "Dams", "dam")
    url = f"/account/searches/{search.pk}/"
    reader.post(url, {"do": "save", "name": "Dams"})
    publish("09BAKU2")
    drain()
    searching.note_arrivals()
    reader.post(url, {"do": "save", "name": "Dams", "mail": "on"})
    publish("09BAKU3")
    assert send_alerts().sent == 1
    assert "09BAKU3" in box.mails[0][1].get_content() and "09BAKU2" not in box.mails[0][1].get_content()


@pytest.mark.django_db
def test_the_worker_mails_once_an_hour_what_is_new(box: Postbox, ada: User) -> None:
    rebuild()
    save(ada, "Dams", "dam")
    publish("09BAKU2")
    assert mail_alerts in HOURLY
    mail_alerts.call()
    assert [address for address, _ in box.mails] == ["ada@example.org"]


@pytest.mark.django_db
def test_where_no_mail_is_set_up_the_worker_spares_feeds_the_looking(settings: Any) -> None:
    assert not settings.MAIL_WORKS
    rebuild()
    publish("09BAKU2")
    drain()
    mail_alerts.call()
    assert (Arrival.objects.count(), ArrivalCheck.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_without_a_mail_server_the_command_says_what_to_set() -> None:
    with pytest.raises(NoMail, match=r"give EMAIL_URL, EMAIL_FROM and SITE_URL\.$"):
        send_alerts()
    with pytest.raises(Exception, match="Mail is not set up"):
        call_command("sendalerts")


@pytest.mark.django_db
def test_of_two_runs_at_once_one_does_nothing(box: Postbox, ada: User) -> None:
    rebuild()
    save(ada, "Dams", "dam")
    publish("09BAKU2")
    busy: list[AlertReport] = []
    box.at_data = lambda: busy.append(send_alerts())
    assert send_alerts().sent == 1
    assert (busy, len(box.mails)) == ([AlertReport(busy=True)], 1)


PREPARE = """
from django.contrib.auth.models import User
from django.core.management import call_command
from cables.search import rebuild
from cables.search.values import SearchQuery
from cables.workspace import searching
from tests.workspace.test_searches import publish
call_command("migrate", verbosity=0)
rebuild()
ada = User.objects.create(username="ada", email="ada@example.org")
searching.save_search(owner=ada, name="Dams", query=SearchQuery(text="dam"), mail=True)
publish("09BAKU2")
"""
TWICE = "from django.core.management import call_command; call_command('sendalerts'); call_command('sendalerts')"


def test_a_run_that_is_killed_loses_nothing_and_repeats_at_most_one_digest(
    postbox: tuple[Postbox, int], tmp_path: Path
) -> None:
    box, port = postbox
    mail = {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_FROM": "r@example.org", "SITE_URL": "http://127.0.0.1"}
    done = manage(tmp_path, "shell", "--no-imports", "-c", PREPARE, DATABASE_URL="")
    assert done.returncode == 0, done.stderr
    running: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        env = environment(tmp_path, DATABASE_URL="", **mail)
        running.append(subprocess.Popen([sys.executable, "manage.py", "sendalerts"], cwd=ROOT, env=env))
        return running[-1]

    def kill() -> None:
        os.kill(running[-1].pid, signal.SIGKILL)

    box.at_recipient = kill
    assert (begin().wait(120), box.mails) == (-signal.SIGKILL, [])
    box.at_recipient, box.at_data = (lambda: None), kill
    assert (begin().wait(120), len(box.mails)) == (-signal.SIGKILL, 1)
    box.at_data = lambda: None
    done = manage(tmp_path, "shell", "--no-imports", "-c", TWICE, DATABASE_URL="", **mail)
    assert done.stdout == "1 digest was sent.\n0 digests were sent.\n"
    assert len(box.mails) == 2
    assert box.mails[0][1]["Message-ID"] == box.mails[1][1]["Message-ID"]
