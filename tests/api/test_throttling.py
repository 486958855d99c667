"""How often one client may ask, whatever process answers, and whose address counts."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from rest_framework.settings import api_settings

from cables.api.throttling import Gate, network


@pytest.fixture
def limited(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.API_REQUESTS_PER_MINUTE = 10


def test_some_at_once_then_at_a_steady_rate(tmp_path: Path) -> None:
    gate = Gate(tmp_path / "clients", per_minute=60)
    assert [gate.wait("one", 1000.0) for _ in range(12)] == [0.0] * 12
    assert gate.wait("one", 1000.0) == pytest.approx(1.0)
    assert gate.wait("other", 1000.0) == 0
    assert gate.wait("one", 1000.4) == pytest.approx(0.6)
    assert [gate.wait("one", 1001.1), gate.wait("one", 1001.2) > 0] == [0.0, True]
    assert [gate.wait("one", 1100.0) for _ in range(12)] == [0.0] * 12


def test_a_minute_lets_in_what_is_said(tmp_path: Path) -> None:
    gate = Gate(tmp_path / "clients", per_minute=300)
    let_in = sum(gate.wait("one", 5.0 + tick / 100) == 0 for tick in range(6000))
    assert let_in == 300 + 60 - 1


def test_moments_from_before_the_machine_started_anew_keep_nobody_out(tmp_path: Path) -> None:
    before = Gate(tmp_path / "clients", per_minute=10)
    while before.wait("one", 900_000.0) == 0:
        pass
    assert Gate(tmp_path / "clients", per_minute=10).wait("one", 12.0) == 0


def _let_in(path: Path, start: multiprocessing.synchronize.Event, counts: multiprocessing.Queue[int]) -> None:
    gate = Gate(path, per_minute=1000)
    start.wait()
    counts.put(sum(gate.wait("one", 50.0) == 0 for _ in range(150)))


def test_processes_share_the_limit(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    start, counts = context.Event(), context.Queue()
    workers = [context.Process(target=_let_in, args=(tmp_path / "clients", start, counts)) for _ in range(2)]
    for worker in workers:
        worker.start()
    start.set()
    assert sum(counts.get(timeout=60) for _ in workers) == 200
    for worker in workers:
        worker.join()


def test_nothing_of_a_client_is_kept_but_a_moment(tmp_path: Path) -> None:
    gate = Gate(tmp_path / "clients", per_minute=60)
    gate.wait("203.0.113.9", 7.5)
    kept = (tmp_path / "clients").read_bytes()
    assert len(kept) == 65_536 * 8
    assert len(kept.replace(b"\0", b"")) <= 8
    assert (tmp_path / "clients").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("limited")
@pytest.mark.django_db
def test_too_many_requests_are_told_how_long_to_wait() -> None:
    client = Client()
    assert [client.get("/api/v1/").status_code for _ in range(3)] == [200, 200, 429]
    answer = client.get("/api/v1/", headers={"Origin": "https://x.example"})
    assert answer["Content-Type"] == "application/problem+json"
    assert 1 <= int(answer["Retry-After"]) <= 6
    assert answer.json()["detail"] == f"You have asked for too much at once; go on in {answer['Retry-After']} s."
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/v1/", REMOTE_ADDR="203.0.113.8").status_code == 200
    assert client.get("/api/").status_code == 200


@pytest.mark.usefixtures("limited")
@pytest.mark.parametrize(("proxies", "statuses"), [(0, [200, 200, 429, 429]), (1, [200, 200, 200, 429])])
def test_a_forwarded_address_counts_only_behind_a_proxy_and_only_the_last(
    monkeypatch: pytest.MonkeyPatch, proxies: int, statuses: list[int]
) -> None:
    monkeypatch.setattr(api_settings, "NUM_PROXIES", proxies)
    sent = ["203.0.113.1", "198.51.100.7, 203.0.113.2", "203.0.113.2", "198.51.100.8, 203.0.113.2"]
    assert [Client().get("/api/v1/", headers={"X-Forwarded-For": one}).status_code for one in sent] == statuses


@pytest.mark.parametrize(
    ("address", "client", "why"),
    [
        ("203.0.113.1", "203.0.113.1", "an address of IPv4 is one client"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "of IPv6, a network is"),
        ("::ffff:203.0.113.1", "203.0.113.1", "IPv4 written as IPv6"),
        ("unknown", "unknown", "what is no address stands for itself"),
        ("", "", "a socket of the machine has none"),
    ],
)
def test_what_one_client_is(address: str, client: str, why: str) -> None:
    assert network(address) == client, why
