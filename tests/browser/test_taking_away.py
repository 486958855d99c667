"""Results are taken away from a browser, and the file is what was found."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_search_is_narrowed_and_taken_away_as_a_spreadsheet(site: Page, live_server: Any) -> None:
    site.goto(f"{live_server.url}/?q=%22rivers%22")
    site.get_by_label("Secret 15 cables", exact=False).first.check()
    expect(site).to_have_url(f"{live_server.url}/?q=%22rivers%22&f[class]=SECRET")
    site.get_by_role("link", name="Take away").click()
    expect(site.get_by_role("heading", level=1)).to_have_text("Take away 15 cables")
    expect(site.get_by_role("main")).to_contain_text("Classification: SECRET")
    with site.expect_download() as begun:
        site.get_by_role("link", name="Spreadsheet", exact=True).click()
    assert begun.value.suggested_filename.startswith("reftel-rivers-")
    assert begun.value.suggested_filename.endswith(".csv")
    with begun.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["reference_id"] for row in rows} == {
        f"07{['BAKU', 'ANKARA', 'PARIS'][number % 3]}{number}" for number in range(2, 31, 2)
    }
    assert {row["classification"] for row in rows} == {"SECRET"}
    assert [row["rows"] for row in rows] == [""] * 14 + ["15"]
    site.get_by_role("link", name="Back to the results").click()
    expect(site.get_by_role("heading", level=1)).to_contain_text("15 cables")
