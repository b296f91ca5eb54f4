"""Opening a round freezes what it asks; extending and closing it keep to its days."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.rounds.editions import Gaps
from survey.actions.rounds.reporters import add_group
from survey.actions.rounds.rounds import (
    NewRound,
    close_round,
    deadline,
    extend,
    is_closed,
    open_round,
    status,
)
from survey.errors import Broken, NotFound, Refusal
from survey.settings import Settings
from survey.storage.reports.reports import Report, find_report, reports_in
from survey.storage.rounds.frozen import frozen
from survey.storage.rounds.rounds import Round
from tests.actions.beginnings import (
    NOW,
    OFFICE,
    TODAY,
    audited,
    count,
    letters,
    opened,
    somebody,
    tiny_settings,
)

WORDS = {"highlights_by": "2020-05-31", "crisis": "COVID-19"}


def test_a_round_keeps_the_very_bytes_of_its_edition(engine, tmp_path):
    this = opened(tmp_path, engine)
    path = tmp_path / "forms" / "tiny" / "2020.yaml"
    before = path.read_bytes()
    path.write_text(path.read_text().replace("What is said", "Altered"))
    with Session(engine) as session:
        kept = session.get(Round, this.round_id)
        assert (before, sha256(before).hexdigest()) == (kept.source, kept.sha256)
        assert "What is said" == str(frozen(session, this.round_id).questionnaire.questions["a"].label)


def test_a_round_keeps_its_catalogs(engine):
    new = NewRound(
        "pathfinder-progress", 2020, TODAY, date(2020, 6, 30), "Europe/Zurich", ["MDG"], parameters=WORDS
    )
    this = open_round(Settings(), new, Context(NOW, engine=engine))
    with Session(engine) as session:
        kept = frozen(session, this.round_id)
        assert ["es", "fr"] == sorted(catalog.language for catalog in kept.catalogs)
        french = next(catalog for catalog in kept.catalogs if catalog.language == "fr")
        assert french.find(kept.questionnaire.title) is not None


def test_a_round_is_parsed_once_a_process(engine, tmp_path):
    this = opened(tmp_path, engine)
    with Session(engine) as session:
        first = frozen(session, this.round_id)
        assert first.questionnaire is frozen(session, this.round_id).questionnaire


def test_a_round_whose_bytes_were_altered_is_not_served(engine, tmp_path):
    this = opened(tmp_path, engine)
    with Session(engine) as session, session.begin():
        session.get(Round, this.round_id).source = b"questionnaire: other"
    with Session(engine) as session, pytest.raises(Broken, match="restored from a backup"):
        frozen(session, this.round_id)


def test_a_round_that_is_not_there_is_not_found(engine):
    with Session(engine) as session, pytest.raises(NotFound):
        frozen(session, 7)


def test_every_reporter_expected_gets_a_report_with_its_region(engine, tmp_path):
    add_group("migration", {"en": "Migration"}, Context(NOW, engine=engine))
    this = opened(tmp_path, engine, "MDG", "CHL", "migration")
    with Session(engine) as session:
        found = [
            (report.reporter, report.region, report.state) for report in reports_in(session, this.round_id)
        ]
        kept = session.get(Round, this.round_id)
    assert [("CHL", "AME", "open"), ("MDG", "AFR", "open"), ("migration", "", "open")] == found
    assert ("ILO", "2020") == (kept.region_scheme, kept.region_version)


def test_a_round_does_not_open_with_gaps_in_its_translations(engine, tmp_path):
    settings = tiny_settings(tmp_path, "en, fr")
    new = NewRound("tiny", 2020, TODAY, date(2020, 6, 30), "Europe/Zurich", ["MDG"])
    context = Context(NOW, engine=engine)
    with pytest.raises(Gaps, match=r"5 texts are not translated \(fr: 5\)"):
        open_round(settings, new, context)
    assert (0, 0, []) == (count(engine, Round), count(engine, Report), audited(engine))
    assert 1 == len(open_round(settings, replace(new, allow_gaps=True), context).reports)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"form": "nothing"}, "There is no edition 2020 of “nothing”"),
        ({"year": 2010}, "There is no edition 2010"),
        ({"edition": "2018"}, "There is no edition 2018"),
        ({"closes_on": date(2020, 5, 3)}, "close before it opens"),
        ({"zone": "Europe/Nowhere"}, "no time zone “Europe/Nowhere”"),
        ({"zone": "../etc"}, "no time zone"),
        ({"modules": ["storm"]}, "no module “storm”; it has: crisis"),
        ({"parameters": {}}, "needs a value for “highlights_by”"),
        ({"parameters": {**WORDS, "highlights_by": "May"}}, "“highlights_by” is a date"),
        ({"parameters": {**WORDS, "other": "x"}}, "no value “other”"),
    ],
)
def test_a_round_that_makes_no_sense_is_refused_with_a_sentence(change, sentence):
    sense = {
        "form": "pathfinder-progress", "year": 2020, "opens_on": TODAY, "closes_on": date(2020, 6, 30),
        "zone": "Europe/Zurich", "modules": ["crisis"], "parameters": WORDS, "reporters": ["MDG"],
    }  # fmt: skip
    with pytest.raises(Refusal, match=sentence):
        open_round(Settings(), NewRound(**sense | change), Context(NOW))


def test_a_round_that_nobody_or_a_stranger_reports_to_is_not_opened(engine, tmp_path):
    new = NewRound("tiny", 2020, TODAY, date(2020, 6, 30), "Europe/Zurich", [])
    settings, context = tiny_settings(tmp_path), Context(NOW, engine=engine)
    with pytest.raises(Refusal, match="Nobody would report"):
        open_round(settings, new, context)
    with pytest.raises(Refusal, match="“ZZZ” is neither a country nor a known body"):
        open_round(settings, replace(new, reporters=["MDG", "ZZZ"]), context)
    assert (0, 0) == (count(engine, Round), count(engine, Report))


def test_a_form_has_one_round_a_year(engine, tmp_path):
    opened(tmp_path, engine)
    with pytest.raises(Refusal, match="There is already a round of “tiny” for 2020"):
        opened(tmp_path, engine)


def test_a_mistake_in_the_form_stops_the_opening(tmp_path):
    settings = tiny_settings(tmp_path)
    path = tmp_path / "forms" / "tiny" / "2020.yaml"
    path.write_text(path.read_text().replace("kind: text", "kind: txt"))
    with pytest.raises(Refusal, match=r"2 mistakes; the first is: tiny/2020.yaml:9: unknown kind 'txt'"):
        open_round(
            settings, NewRound("tiny", 2020, TODAY, date(2020, 6, 30), "Europe/Zurich", ["MDG"]), Context(NOW)
        )


def test_a_round_closes_once(engine, tmp_path):
    this = opened(tmp_path, engine)
    close_round(this.round_id, Context(NOW, engine=engine))
    with pytest.raises(Refusal, match="already closed"):
        close_round(this.round_id, Context(NOW, engine=engine))
    assert 1 == len(audited(engine, "close_round"))


def test_an_extension_is_written_to_the_focal_points(engine, tmp_path):
    this = opened(tmp_path, engine, "MDG", "CHL")
    somebody(engine, "hanta@labour.example", "focal_point", reporter="MDG", language="fr")
    somebody(engine, "rosa@labour.example", "focal_point", reporter="CHL")
    extend(this.reports["MDG"], date(2020, 7, 31), Context(NOW, office=OFFICE, engine=engine))
    with Session(engine) as session:
        assert date(2020, 7, 31) == find_report(session, this.round_id, "MDG").extended_to
    written = letters(engine)
    assert [("extended", "fr")] == [(letter.kind, letter.language) for letter in written]
    assert "https://survey.example/fr/reports/tiny/2020/MDG" in written[0].plain


def test_an_extension_ends_after_the_round(engine, tmp_path):
    this = opened(tmp_path, engine)
    for until in (date(2020, 6, 30), date(2020, 5, 1)):
        with pytest.raises(Refusal, match="after the deadline of the round"):
            extend(this.reports["MDG"], until, Context(NOW, office=OFFICE, engine=engine))


def test_an_extension_keeps_a_closed_round_open_to_one_reporter(engine, tmp_path):
    this = opened(tmp_path, engine, "MDG", "CHL")
    extend(this.reports["MDG"], date(2020, 7, 31), Context(NOW, engine=engine))
    close_round(this.round_id, Context(NOW, engine=engine))
    with Session(engine) as session:
        kept = session.get(Round, this.round_id)
        found = {one.reporter: is_closed(kept, one, NOW) for one in reports_in(session, this.round_id)}
    assert {"CHL": True, "MDG": False} == found


def test_a_last_day_ends_in_the_zone_of_the_round():
    assert (
        "2020-06-30T21:00:00+00:00"
        == deadline(date(2020, 6, 30), "Africa/Nairobi").astimezone(NOW.tzinfo).isoformat()
    )


def test_the_status_says_who_is_late_and_who_has_nobody(engine, tmp_path):
    this = opened(tmp_path, engine, "MDG", "CHL")
    focal = somebody(engine, role="focal_point", reporter="MDG")
    extend(this.reports["CHL"], date(2020, 7, 31), Context(NOW, office=OFFICE, engine=engine))
    with Session(engine) as session:
        rows = status(session, this.round_id, NOW.replace(month=7))
        found = [(row.report.reporter, row.late, [one.email for one in row.focal_points]) for row in rows]
    assert [("CHL", False, []), ("MDG", True, [focal.email])] == found
