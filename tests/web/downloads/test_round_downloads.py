"""The downloads of a round: everybody gets what is theirs, unchanged files cost nothing, nothing leaks."""

import csv
import io
import json
import re
import zipfile

import pytest
from pyarrow import parquet
from sqlalchemy import insert

from survey.storage.engine.database import db, writing
from survey.storage.people.people import Grant
from survey.storage.reports.reports import Snapshot
from tests.web.world import PEOPLE, Counting, world_on

AT = "/en/rounds/small/2020/downloads"
STATES = {"MDG": "accepted", "CHL": "accepted", "NPL": "submitted"}
MAY_READ = {
    "focal": {"MDG"},
    "contributor": None,
    "other_focal": {"CHL"},
    "reviewer": {"MDG"},
    "other_reviewer": {"CHL"},
    "world_reviewer": {"MDG", "CHL"},
    "secretariat": {"MDG", "CHL"},
    "administrator": None,
}
"""Whose accepted answers somebody may download, written down by hand; None: no page at all."""


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = world_on(engine, database_url, cache=tmp_path / "files")
    made.files = tmp_path / "files"
    for code, state in STATES.items():
        hand_over(made, code, f"Secret of {code}")
        made.change(code, state=state, changed_at=made.now, version=3)
    made.release()
    yield made
    with made.app.app_context():
        db.engine.dispose()


def hand_over(world, code, words, number=1, year=2020):
    """Keep a snapshot that says something."""
    content = {
        "format": 1, "form": "small", "edition": "2020", "edition_sha256": "x", "reporter": code,
        "region": "", "year": year, "today": "2020-05-01", "modules": [], "entries": {}, "rows": {},
        "answers": {"s1.q": {"": {"kind": "text", "cells": {"_T": words}}}},
    }  # fmt: skip
    with writing(world.engine) as session:
        session.execute(
            insert(Snapshot).values(
                report_id=world.reports[code, year], number=number, format=1, edition_sha256="x" * 64,
                content=json.dumps(content), sha256=f"{number}{code}{year}".ljust(64, "0"), publishes=True,
                made_by=world.people["focal"], made_at=world.now,
            )
        )  # fmt: skip


def rows(response):
    text = response.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def whole(walker, query=""):
    return walker.open(f"{AT}/answers.csv{query}")


@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_gets_the_answers_that_are_theirs(world, who):
    walker = world.signed_in(who)
    mine = MAY_READ[who]
    assert (404 if mine is None else 200) == walker.open(AT).status
    for name in ("answers.csv", "wide.csv", "answers.xlsx", "figures.csv", "package.zip"):
        assert (404 if mine is None else 200) == walker.open(f"{AT}/{name}").status, name
    if mine is not None:
        found = rows(whole(walker).response)
        assert {(code, f"Secret of {code}") for code in mine} == {
            (row["country_iso3"], row["value_text"]) for row in found
        }


@pytest.mark.parametrize("who", [who for who, mine in MAY_READ.items() if mine is not None])
def test_no_file_says_what_others_answered(world, who):
    walker = world.signed_in(who)
    hidden = [f"Secret of {code}" for code in set(STATES) - MAY_READ[who]]
    for name in ("answers.csv", "wide.csv", "figures.csv?countries=1", "package.zip", "wide.xlsx"):
        data = walker.open(f"{AT}/{name}").response.get_data()
        texts = [data]
        if "csv" not in name:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                texts = [archive.read(one) for one in archive.namelist()]
        assert [] == [one for one in hidden for text in texts if one.encode() in text], name


def test_previews_are_for_the_secretariat_alone_and_say_so(world):
    for who, mine in MAY_READ.items():
        expected = 200 if who == "secretariat" else 404
        walker = world.signed_in(who)
        assert expected == whole(walker, "?preview=1").status, who
        if mine is not None:
            assert ("preview" in walker.open(AT).words) == (who == "secretariat")
    walker = whole(world.signed_in("secretariat"), "?preview=1")
    assert {("2020 preview", "NPL", "submitted"), ("2020 preview", "MDG", "accepted")} <= {
        (row["round"], row["country_iso3"], row["state"]) for row in rows(walker.response)
    }
    assert "small-2020-answers-preview.csv" in walker.response.headers["Content-Disposition"]


def test_what_is_not_offered_is_not_there(world):
    walker = world.signed_in("secretariat")
    for path in (
        "package.csv", "answers.zip", "secrets.csv", "answers.csv?show=nothing", "answers.exe",
        "?content=nothing", "?content=answers", "?content=answers&shape=csv&show=codes&language=xx",
        "?content=answers&shape=zip&show=codes&language=en",
    ):  # fmt: skip
        address = f"{AT}{path}" if path.startswith("?") else f"{AT}/{path}"
        walker.open(address)
        assert 404 == walker.status or "answers.zip" in (walker.response.location or ""), path
    for address in (
        "/en/rounds/small/1999/downloads",
        "/en/rounds/x/2020/downloads",
        f"/en/rounds/small/{10**30}/downloads",
    ):
        assert 404 == walker.open(address).status


def test_the_page_leads_to_the_file_that_was_chosen(world):
    walker = world.signed_in("secretariat").open(AT)
    assert {"answers", "wide", "figures", "all-answers", "all-figures", "package"} == set(
        re.findall(r'name="content" value="([\w-]+)"', walker.page)
    )
    walker.open(f"{AT}?content=wide&shape=people&show=labels&language=fr&preview=1")
    assert 303 == walker.status
    assert (
        "/fr/rounds/small/2020/downloads/wide.csv?show=labels&for=people&preview=1"
        == walker.response.location
    )
    assert ";Népal;" in walker.follow().page
    walker.open(f"{AT}?content=package&shape=xlsx&language=es&show=codes")
    assert "/es/rounds/small/2020/downloads/package.zip" == walker.response.location


def test_an_unchanged_file_is_not_made_again_and_not_sent_again(world, monkeypatch):
    walker = whole(world.signed_in("secretariat"))
    tag = walker.response.headers["ETag"]
    assert "no-store" == walker.response.headers["Cache-Control"]
    first = walker.response.get_data()

    def refuse(*_):
        raise AssertionError("made again")

    monkeypatch.setattr("survey.reads.downloads.rounds.write_over", refuse)
    assert first == whole(walker).response.get_data()
    again = walker.open(f"{AT}/answers.csv", headers={"If-None-Match": tag})
    assert (304, b"") == (again.status, again.response.get_data())


def test_a_corrected_program_hands_out_nothing_that_an_earlier_one_made(world, monkeypatch, tmp_path):
    walker = whole(world.signed_in("secretariat"))
    tag = walker.response.headers["ETag"]
    (tmp_path / "corrected.py").write_text("")
    monkeypatch.setattr("survey.build.CODE", tmp_path)
    again = walker.open(f"{AT}/answers.csv", headers={"If-None-Match": tag})
    assert 200 == again.status
    assert tag != again.response.headers["ETag"]


def test_parquet_is_offered_kept_and_sent_once_as_other_files_are(world):
    walker = world.signed_in("focal").open(AT)
    walker.open(f"{AT}?content=answers&shape=parquet&show=labels&language=en")
    assert f"{AT}/answers.parquet" == walker.response.location
    walker.follow()
    found = parquet.read_table(io.BytesIO(walker.response.get_data()))
    assert ["Secret of MDG"] == found["value_text"].to_pylist()
    assert "small-2020-answers.parquet" in walker.response.headers["Content-Disposition"]
    tag = {"If-None-Match": walker.response.headers["ETag"]}
    assert 304 == walker.open(f"{AT}/answers.parquet", headers=tag).status
    assert 404 == walker.open(f"{AT}/answers.parquet?show=labels").status
    assert 200 == walker.open(f"{AT}/all-figures.parquet").status


def test_a_change_makes_another_file(world):
    walker = whole(world.signed_in("secretariat"))
    tag = walker.response.headers["ETag"]
    world.later(hours=1)
    hand_over(world, "MDG", "Said anew", number=2)
    world.change("MDG", changed_at=world.now, version=4)
    again = walker.open(f"{AT}/answers.csv", headers={"If-None-Match": tag})
    assert 200 == again.status
    assert "Said anew" in {row["value_text"] for row in rows(again.response)}


def test_nobody_is_sent_the_kept_file_of_somebody_else(world):
    tags = {}
    for who in ("secretariat", "reviewer", "other_focal", "focal"):
        walker = whole(world.signed_in(who))
        tags[who] = walker.response.headers["ETag"]
        assert MAY_READ[who] == {row["country_iso3"] for row in rows(walker.response)}
        others = ", ".join(set(tags.values()) - {tags[who]}) or '"none"'
        assert 200 == walker.open(f"{AT}/answers.csv", headers={"If-None-Match": others}).status
    assert tags["secretariat"] != tags["reviewer"] != tags["other_focal"]


def test_a_role_that_ended_opens_nothing_however_much_is_kept(world):
    walker = world.signed_in("reviewer")
    whole(walker)
    with writing(world.engine) as session:
        session.get_one(Grant, world.grants["reviewer"]).until = world.now.date().replace(year=2019)
    assert whole(walker).status in (303, 404)


def test_pages_and_files_ask_few_queries(world):
    walker = world.signed_in("reviewer").open(AT)
    for path in (AT, f"{AT}/answers.csv", f"{AT}/figures.csv"):
        walker.open(path)
        with Counting(world.app) as counting:
            assert 200 == walker.open(path).status
        assert len(counting.asked) <= 12, (path, len(counting.asked))


def test_there_is_a_way_from_the_home_page(world):
    assert AT in world.signed_in("secretariat").open("/en/home").page
    assert AT in world.signed_in("focal").open("/en/reports/small/2020/MDG/downloads").page
    assert AT not in world.signed_in("contributor").open("/en/reports/small/2020/MDG/downloads").page
