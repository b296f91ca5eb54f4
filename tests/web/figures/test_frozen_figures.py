"""What readers see is frozen: nothing before the first edition, and no change until the next edition."""

import io
import re
import zipfile

import pytest
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.figures.releasing import next_edition, release_figures
from survey.actions.reports.reporting import accept, reopen
from survey.actions.reports.submitting import submit
from survey.errors import Refusal
from survey.storage.audit.audit import AuditLine
from tests.web.figured import COUNTRIES, closed, figured_on
from tests.web.figures.conftest import ACCEPTED, filled

LATE = ("VNM",)
OTHERS = ("africa", "focal", "contributor", "admin")
PAGES = (
    (),
    ("regions", "ASI"),
    ("years",),
    ("compare",),
    ("questions", "f.reached"),
    ("questions", "f.reached", "years"),
    ("questions", "w.story"),
    ("figures", "f.plan"),
)
FILES = tuple(("figures", f"f.reached.{ending}") for ending in ("csv", "json", "svg", "png"))
DOWNLOADS = ("figures.csv", "figures.xlsx", "package.zip")


@pytest.fixture
def unreleased(engine, database_url, tmp_path):
    """Two rounds with accepted reports, of which nothing is released."""
    made = figured_on(engine, database_url, tmp_path, cache=tmp_path / "files")
    made.fill(2019, *COUNTRIES).fill(2020, *ACCEPTED).fill(2020, *LATE, state="submitted")
    yield made
    closed(made)


@pytest.fixture
def released(engine, database_url, tmp_path):
    """Two rounds whose figures are released once."""
    made = filled(engine, database_url, tmp_path)
    yield made
    closed(made)


def everything(world, who):
    """All that somebody finds of the figures, by address, without what differs in each request."""
    reader, found = world.signed_in(who), {}
    for path in (*PAGES, *FILES):
        for year in (2019, 2020):
            data = reader.client.get("/".join((f"/en/rounds/small/{year}", *path))).get_data()
            found[year, *path] = re.sub(rb'name="csrf" value="[^"]+"', b"", data)
    for name in DOWNLOADS if who in ("africa", "focal") else ():
        response = reader.client.get(f"/en/rounds/small/2020/downloads/{name}")
        found[name] = (response.headers["ETag"], response.get_data())
        response.close()
    return found


def take_late(world):
    world.take(accept, 2020, "VNM")


def reopen_early(world):
    world.reopen(2020, "MDG")


def replace_snapshot(world):
    world.reopen(2020, "NPL")
    world.take(submit, 2020, "NPL")
    world.take(accept, 2020, "NPL")


def reopen_last_year(world):
    world.reopen(2019, "GHA")


def test_before_the_first_edition_readers_are_told_so(unreleased):
    for reader in map(unreleased.signed_in, OTHERS):
        for path in PAGES:
            reader.open(*path)
            assert (200, True) == (reader.status, "not released yet" in reader.words), path
            assert "100" not in reader.words
        for path in FILES:
            assert 409 == reader.open(*path).status
    for reader in map(unreleased.signed_in, ("africa", "focal")):
        assert 200 == reader.open("downloads", "wide.csv").status
        assert [409] * 3 == [reader.open("downloads", name).status for name in DOWNLOADS]


def test_the_secretariat_sees_the_figures_and_that_nobody_else_does(unreleased):
    desk = unreleased.signed_in("desk").open()
    assert "9 of 11 reports count here" in desk.words
    assert "The figures of this round are not released yet" in desk.words
    unreleased.release()
    assert "Others see the figures released on 4 May 2020 (edition 1)" in desk.open().words


def test_nothing_changes_for_readers_until_the_next_edition(released):
    before = {who: everything(released, who) for who in OTHERS}
    for change in (take_late, reopen_early, replace_snapshot, reopen_last_year):
        change(released)
    after = {who: everything(released, who) for who in OTHERS}
    assert [] == [(who, at) for who in OTHERS for at in before[who] if before[who][at] != after[who][at]]
    assert "9 of 11 reports count here" in released.signed_in("desk").open().words
    assert "10 of 11 reports count here" in released.signed_in("desk").open(year=2019).words


def test_the_next_edition_has_what_was_accepted_and_says_so_everywhere(released):
    take_late(released)
    reader = released.signed_in("focal")
    assert "9 of 11 reports count here" in reader.open().words
    released.release(2020)
    assert "10 of 11 reports count here" in reader.open().words
    assert "released on 4 May 2020 (edition 2)" in reader.words
    assert "edition 2 of the figures" in reader.open("figures", "f.plan.json").response.json["source"]
    assert ",2\r\n" in reader.open("figures", "f.plan.csv").page
    response = reader.client.get("/en/rounds/small/2020/downloads/package.zip")
    package = response.get_data()
    response.close()
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert b'"edition": 2' in archive.read("datapackage.json")
        assert "2, released on 4 May 2020" in archive.read("README.txt").decode()
        assert archive.read("figures.csv").splitlines()[0].endswith(b",edition")


def test_an_edition_that_differs_by_one_report_withholds_what_it_changes(released):
    take_late(released)
    released.release(2020)
    page = released.signed_in("admin").open("questions", "f.reached").words
    assert "could be deduced" in page


def test_releasing_is_one_step_with_an_audit_line(released):
    take_late(released)
    with Session(released.engine) as session:
        found = next_edition(session, released.rounds[2020].round_id)
        assert (2, ["VNM"], [], []) == (
            found.number,
            [report.reporter for report in found.new],
            found.changed,
            found.gone,
        )
        assert {"ASI": 1} == found.too_few
    desk = released.signed_in("desk").open("release")
    assert "Only 1 report differs from the last edition" in desk.words
    assert "Viet Nam" in desk.words
    asked = desk.page
    desk.send("release").follow()
    assert "Edition 2 is released" in desk.words
    with Session(released.engine) as session:
        line = session.query(AuditLine).where(AuditLine.action == "release_figures").all()[-1]
        assert (2, 10) == (line.details["number"], line.details["reports"])
    desk.page = asked
    assert 400 == desk.send("release").status
    assert "nothing has changed since edition 2" in desk.words


def test_nobody_else_may_release(released):
    for reader in map(released.signed_in, OTHERS):
        assert 404 == reader.open("release").status
        assert reader.open().send("release").status in (400, 404)


def test_rounds_are_released_in_their_order(unreleased):
    context = Context(unreleased.now, unreleased.people["desk"], engine=unreleased.engine)
    first, second = (unreleased.rounds[year].round_id for year in (2019, 2020))
    with pytest.raises(Refusal, match="2019 first"):
        release_figures(second, context)
    desk, there = unreleased.signed_in("desk"), "/2019/release"
    assert there in desk.open("release").page
    release_figures(first, context)
    assert there not in desk.open("release").page
    release_figures(second, context)
    unreleased.take(reopen, 2019, "GHA", "Why")
    with pytest.raises(Refusal, match="no longer change"):
        release_figures(first, context)


def test_nothing_is_released_without_reports(engine, database_url, tmp_path):
    made = figured_on(engine, database_url, tmp_path)
    with pytest.raises(Refusal, match="no report is accepted yet"):
        made.release(2019)
    closed(made)
