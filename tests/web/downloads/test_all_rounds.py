"""One file over all rounds holds exactly what the files of single rounds give the same person."""

import csv
import io
import re

import pytest

from survey.storage.engine.database import db, writing
from survey.storage.figures.editions import EditionReport, FiguresEdition
from survey.storage.reports.reports import Report, Snapshot
from tests.web.downloads.test_round_downloads import AT, MAY_READ, hand_over
from tests.web.world import Counting, world_on

FILES = {"answers.csv": "all-answers.csv", "figures.csv?countries=1": "all-figures.csv?countries=1"}
READERS = [who for who, mine in MAY_READ.items() if mine is not None]


@pytest.fixture
def world(engine, database_url, tmp_path):
    """Both rounds have accepted reports; in 2019 two countries stood each in the region of the other."""
    made = world_on(engine, database_url, cache=tmp_path / "files")
    for year in (2019, 2020):
        for code in ("MDG", "CHL", "NPL")[: year - 2017]:
            hand_over(made, code, f"{code} in {year}", year=year)
            made.change((code, year), state="accepted", changed_at=made.now, version=3)
    made.change(("MDG", 2019), region="AME")
    made.change(("CHL", 2019), region="AFR")
    for year in (2019, 2020):
        made.release(year)
    yield made
    with made.app.app_context():
        db.engine.dispose()


def rows(walker, path, year=2020):
    response = walker.open(f"{AT.replace('2020', str(year))}/{path}").response
    assert 200 == response.status_code, path
    return list(csv.reader(io.StringIO(response.get_data().decode(), newline="")))


def test_everybody_gets_the_union_of_the_files_of_single_rounds(world):
    for who in READERS:
        walker = world.signed_in(who)
        for single, over_all in FILES.items():
            head, *first = rows(walker, single, 2020)
            _, *second = rows(walker, single, 2019)
            assert [head, *first, *second] == rows(walker, over_all), (who, over_all)
            assert "round" == head[0] and first and second


def test_the_sample_tells_rounds_apart_by_what_a_person_may_read(world):
    """A reviewer of the region in which a country stood in one of the rounds reads only that round of it."""
    found = rows(world.signed_in("other_reviewer"), "all-answers.csv")[1:]
    texts = {cell for row in found for cell in row if " in 20" in cell}
    assert {"MDG in 2019", "CHL in 2020"} == texts
    levels = {tuple(row[:3]) for row in rows(world.signed_in("focal"), "all-figures.csv")[1:]}
    assert {"2019", "2020"} == {round_ for round_, *_ in levels}


def test_who_may_read_nothing_of_a_round_gets_the_other_rounds(world):
    """The file of 2019 is not there for Madagascar, so the one over all rounds has no row of it."""
    with writing(world.engine) as session:
        number = world.reports["MDG", 2019]
        session.query(EditionReport).where(EditionReport.report_id == number).delete()
        session.query(Snapshot).where(Snapshot.report_id == number).delete()
        session.query(Report).where(Report.id == number).delete()
    walker = world.signed_in("focal")
    assert 404 == walker.open(f"{AT.replace('2020', '2019')}/answers.csv").status
    assert rows(walker, "answers.csv") == rows(walker, "all-answers.csv")
    assert "all-answers" not in walker.open(AT).page


def test_a_workbook_names_all_its_rounds_and_a_file_has_a_name_of_its_own(world):
    walker = world.signed_in("secretariat")
    walker.open(f"{AT}/all-figures.xlsx")
    assert "small-all-figures-en.xlsx" in walker.response.headers["Content-Disposition"]
    walker.open(f"{AT}?content=all-answers&shape=csv&language=fr&show=codes&countries=1")
    assert (
        "/fr/rounds/small/2020/downloads/all-answers.csv?show=codes&countries=1" == walker.response.location
    )
    assert "small-all-answers.csv" in walker.follow().response.headers["Content-Disposition"]


def test_it_is_not_made_or_sent_again_and_a_change_in_any_round_makes_another(world):
    walker = world.signed_in("secretariat")
    path = f"{AT}/all-answers.csv"
    tag = walker.open(path).response.headers["ETag"]
    assert 304 == walker.open(path, headers={"If-None-Match": tag}).status
    assert tag == walker.open(path.replace("2020", "2019")).response.headers["ETag"]
    world.later(hours=1)
    hand_over(world, "MDG", "Said anew", number=2, year=2019)
    world.change(("MDG", 2019), changed_at=world.now, version=4)
    again = walker.open(path, headers={"If-None-Match": tag})
    assert 200 == again.status and "Said anew" in again.page


def test_the_page_offers_it_and_few_queries_are_asked(world):
    walker = world.signed_in("reviewer").open(AT)
    assert {"all-answers", "all-figures"} <= set(re.findall(r'name="content" value="([\w-]+)"', walker.page))
    for path, most in ((AT, 12), (f"{AT}/all-answers.csv", 24), (f"{AT}/all-figures.csv", 24)):
        walker.open(path)
        with Counting(world.app) as counting:
            assert 200 == walker.open(path).status
        assert len(counting.asked) <= most, (path, len(counting.asked))


def test_a_round_that_is_not_released_is_in_no_file_of_figures(world):
    walker, path = world.signed_in("reviewer"), f"{AT}/all-figures.csv"
    with writing(world.engine) as session:
        session.query(EditionReport).delete()
        session.query(FiguresEdition).delete()
    assert 409 == walker.open(path).status
    world.release(2019)
    assert {"2019"} == {row[0] for row in rows(walker, "all-figures.csv")[1:]}
    assert {"2019", "2020"} == {row[0] for row in rows(world.signed_in("secretariat"), "all-figures.csv")[1:]}
