"""The pages of figures: what adds up, beside its coverage, to each reader as far as they may see it."""

import re
import statistics
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from survey.storage.audit.audit import AuditLine
from survey.storage.engine.database import writing
from survey.storage.reports.reports import Snapshot
from survey.storage.reports.steps import StepTaken
from tests.web.figured import COUNTRIES, closed, region_of
from tests.web.figures.conftest import ACCEPTED, filled
from tests.web.world import Counting

EVERYBODY = "All pathfinder countries"
VALUES = {code: 100.0 * (number + 1) + 10 for number, code in enumerate(COUNTRIES)}
NAMES = {
    "MDG": "Madagascar", "GHA": "Ghana", "TUN": "Tunisia", "MAR": "Morocco", "UGA": "Uganda", "CHL": "Chile",
    "PER": "Peru", "MEX": "Mexico", "NPL": "Nepal", "VNM": "Viet Nam", "ALB": "Albania",
}  # fmt: skip


@pytest.fixture
def changing(engine, database_url, tmp_path):
    """A world of a test's own, on both databases."""
    made = filled(engine, database_url, tmp_path)
    yield made
    closed(made)


def number_in(words):
    """The first number in some words, as English writes it."""
    return float(re.search(r"-?[\d,]+(\.\d+)?", words).group(0).replace(",", ""))


def test_the_secretariat_sees_what_the_accepted_reports_add_up_to(world):
    reader = world.signed_in("desk").open()
    assert 200 == reader.status
    assert "9 of 11 reports count here." in reader.words
    figures = {row[0]: row for row in reader.rows("Figures</h2>")}
    total = sum(VALUES[code] for code in ACCEPTED)
    assert total == number_in(figures["Persons reached"][1])
    assert "9 of 11 countries" == figures["Persons reached"][2]
    assert "+90 for 9 countries in both rounds" == figures["Persons reached"][3]


def test_a_region_adds_up_its_own_countries(world):
    africa = [VALUES[code] for code in ACCEPTED if region_of(code) == "AFR"]
    reader = world.signed_in("desk").open("regions", "AFR")
    figures = {row[0]: row for row in reader.rows("Figures</h2>")}
    assert sum(africa) == number_in(figures["Persons reached"][1])
    assert 404 == reader.open("regions", "XXX").status
    assert 404 == reader.open("regions", "world").status


def test_a_question_has_its_statistics_by_region(world):
    reader = world.signed_in("desk").open("questions", "f.reached")
    rows = {row[0]: row for row in reader.rows("By region")}
    for code, name in (("AFR", "Africa"), ("AME", "Americas")):
        values = [VALUES[one] for one in ACCEPTED if region_of(one) == code]
        assert [sum(values), statistics.median(values)] == [number_in(one) for one in rows[name][1:3]]
    assert ["Europe and Central Asia", "No answers yet"] == rows["Europe and Central Asia"][:2]
    assert rows["Europe and Central Asia"][-1].startswith("0 of 1 country")


def test_a_part_of_a_figure_and_a_row_of_a_table_can_be_chosen(world):
    reader = world.signed_in("desk").open("questions", "f.reached", cell="sex=F")
    rows = {row[0]: row for row in reader.rows("By region")}
    assert sum(VALUES[code] / 2 for code in ACCEPTED) == number_in(rows[EVERYBODY][1])
    reader.open("questions", "f.laws", row="two")
    rows = {row[0]: row for row in reader.rows("By region")}
    assert ["55.6% (5)", "44.4% (4)"] == rows[EVERYBODY][1:3]
    for wrong in ({"row": "three"}, {"cell": "sex=X"}, {"region": "XXX"}):
        assert 404 == reader.open("questions", "f.laws", **wrong).status
    assert 404 == reader.open("questions", "f.nothing").status


BY_NAME = sorted(ACCEPTED, key=NAMES.get)
BY_VALUE = sorted(ACCEPTED, key=VALUES.get)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", BY_NAME),
        ("answer", BY_VALUE),
        ("-answer", BY_VALUE[::-1]),
        ("-country", BY_NAME[::-1]),
        ("nonsense", BY_NAME),
    ],
)
def test_the_table_of_countries_sorts_by_links(world, sort, expected):
    reader = world.signed_in("desk").open("questions", "f.reached", sort=sort)
    rows = reader.rows('id="countries"')
    answered = [row[0] for row in rows if row[2] != "No accepted report"]
    assert [NAMES[code] for code in expected] == answered
    assert {"Viet Nam", "Albania"} == {row[0] for row in rows} - {*answered}
    if sort in ("answer", "-answer"):
        assert {"Viet Nam", "Albania"} == {
            row[0] for row in rows[-2:]
        }  # what is missing comes last, both ways


def test_answers_sort_as_the_form_has_them_and_not_by_their_codes(world):
    rows = world.signed_in("desk").open("questions", "f.plan", sort="answer").rows('id="countries"')
    answered = [row[2] for row in rows if row[2] != "No accepted report"]
    assert ["Yes"] * 3 + ["Partly"] * 3 + ["No"] * 3 == answered


def test_a_percentage_that_is_not_given_comes_from_its_two_numbers(world):
    reader = world.signed_in("desk").open("questions", "f.done")
    rows = {row[0]: row for row in reader.rows("By region")}
    values = {code: (VALUES[code] / 10, VALUES[code] * 2 + 100) for code in ACCEPTED[::2]}
    part, whole = (sum(one) for one in zip(*values.values(), strict=True))
    assert f"{100 * part / whole:.1f}%" == rows[EVERYBODY][1]
    assert rows[EVERYBODY][-1].startswith(
        "5 of 11 countries 4 not giving both numbers and 2 without an accepted"
    )
    countries = {row[0]: row for row in reader.rows('id="countries"')}
    assert f"{100 * 11 / 320:.1f}% calculated from the two numbers" == countries["Madagascar"][2]
    assert "No answer" == countries["Ghana"][2]
    assert reader.page.count('role="img"') >= 4  # by region and by country, each for a desk and for a phone


def test_money_of_several_currencies_is_told_apart_and_never_drawn_to_one_scale(world):
    reader = world.signed_in("desk").open("questions", "f.money")
    rows = [row for row in reader.rows("By region") if row[0].startswith(EVERYBODY)]
    euro = [1000.0 * number for number in range(0, len(ACCEPTED), 2)]
    assert [f"{EVERYBODY}{currency}" for currency in ("", " EUR", " USD")] == [row[0] for row in rows]
    assert "2 currencies, shown separately" == rows[0][1]
    assert "9 of 11 countries 2 without an accepted report" == rows[0][-1]
    assert [sum(euro), "5 of 11 countries"] == [number_in(rows[1][1]), rows[1][-1]]
    assert 'role="img"' not in reader.page
    reader.open("questions", "f.money", sort="answer")
    said = [row[2] for row in reader.rows('id="countries"') if row[2] != "No accepted report"]
    assert ["EUR"] * 5 + ["USD"] * 4 == [one.split()[0] for one in said]


def test_years_are_not_drawn_as_bars_from_nought(world):
    reader = world.signed_in("desk").open("questions", "f.since")
    assert 2 == reader.page.count('role="img"')  # the medians by region, for a desk and for a phone
    assert ">2000<" not in reader.page[reader.page.index('id="countries"') : reader.page.index("sorter")]


def test_each_country_leads_to_its_answer(world):
    reader = world.signed_in("desk").open("questions", "f.reached")
    assert "/en/reports/small/2020/MDG/figures#f.reached" in reader.page
    assert 200 == reader._keep(reader.client.get("/en/reports/small/2020/MDG/figures")).status


def test_a_reviewer_reads_the_countries_of_the_region_only(world):
    reader = world.signed_in("africa").open("questions", "f.reached")
    names = {row[0] for row in reader.rows('id="countries"')}
    assert {"Madagascar", "Ghana", "Tunisia", "Morocco", "Uganda"} == names
    for code in ("CHL", "NPL", "ALB", "VNM"):
        assert f"/{code}/" not in reader.page
    story = reader.open("questions", "w.story").words
    assert "Story of MDG" in story
    assert "Story of CHL" not in story


def test_a_focal_point_reads_the_own_country_only(world):
    reader = world.signed_in("focal").open("questions", "f.reached")
    assert ["Nepal"] == [row[0] for row in reader.rows('id="countries"')]
    assert [] == re.findall("Story of (?!NPL)", reader.open("questions", "w.story").words)


def test_a_contributor_reads_the_given_sections_of_the_own_country_and_no_others(world):
    reader = world.signed_in("contributor").open("questions", "w.story")
    assert "Story of NPL" in reader.words
    reader.open("questions", "f.reached")
    assert "Nepal" not in reader.words
    assert "You cannot see individual countries’ answers" in reader.words


def test_few_reporters_are_withheld_from_those_who_may_not_read_them(world):
    reader = world.signed_in("admin").open("questions", "f.reached")
    rows = {row[0]: row for row in reader.rows("By region")}
    assert rows["Asia and the Pacific"][1].startswith("Not shown")
    assert sum(VALUES[code] for code in ACCEPTED) != 0
    shown = [row for row in rows.values() if not row[1].startswith(("Not shown", "No answers"))]
    assert shown
    page = reader.page
    for code in ACCEPTED:  # no single country's number stands anywhere, in tables or in plots
        assert f">{VALUES[code]:,.0f}<" not in page


def test_whoever_holds_no_role_finds_no_round(world):
    reader = world.signed_in("nobody").open()
    assert 303 == reader.status  # to the page that says so
    assert 404 == world.signed_in("desk").open(year=2018).status


def test_a_preview_is_marked_and_for_the_secretariat_alone(world):
    reader = world.signed_in("desk").open(preview=1)
    assert "11 of 11 reports count here." in reader.words
    assert "Preview: reports that are submitted or still in progress count too." in reader.words
    assert "preview=1" in re.search(r'href="([^"]*questions/f.reached[^"]*)"', reader.page).group(1)
    for who in ("africa", "focal", "contributor", "admin"):
        for path in ((), ("questions", "f.reached"), ("regions", "AFR")):
            assert 404 == world.signed_in(who).open(*path, preview=1).status
    assert "Preview:" not in reader.open().words


def test_what_is_kept_at_hand_follows_every_step(changing):
    reader = changing.signed_in("desk")
    assert "9 of 11" in reader.open().words
    changing.reopen(2020, "MDG")
    assert "8 of 11" in reader.open().words
    changing.fill(2020, state="accepted")
    assert "8 of 11" in reader.open().words


def test_figures_of_a_restored_backup_are_added_up_anew(changing):
    reader = changing.signed_in("desk")
    before = reader.open("questions", "f.reached").words
    with writing(changing.engine) as session:  # as many steps as before, and another content
        content = session.query(Snapshot).filter_by(report_id=changing.rounds[2020].reports["GHA"]).one()
        other = content.content.replace("210", "990")
        session.query(Snapshot).filter_by(id=content.id).update({"content": other})
        last = session.query(StepTaken).order_by(StepTaken.id.desc()).first()
        last.taken_at = last.taken_at + timedelta(minutes=1)
    assert before != reader.open("questions", "f.reached").words


def test_texts_are_found_whatever_their_accents_and_case(world):
    reader = world.signed_in("desk").open("questions", "w.story", find="COMITE reuni")
    assert "1 of 9 texts has these words." not in reader.words
    assert "1 of 9 texts contain these words." in reader.words
    assert "Le <mark>comité</mark> s’est <mark>réuni</mark> à Tunis." in reader.page
    assert "Language: French" in reader.words
    assert 'lang="fr"' in reader.page
    assert "Story of" not in reader.words
    other_keyboard = reader.open("questions", "w.story", find="s'est")
    assert "<mark>s’est</mark>" in other_keyboard.page
    assert "0 of 9 texts contain these words." in reader.open("questions", "w.story", find="elephants").words


def test_words_are_pinned_word_for_word_once_and_taken_off_again(changing):
    reader = changing.signed_in("desk").open("questions", "w.story")
    values = {"country": "TUN", "at_row": "", "text": "Le comité […] à Tunis."}
    for _ in range(2):
        assert 303 == reader.send("questions", "w.story", "pin", **values).status
        reader.follow()
    assert 1 == reader.page.count("<blockquote")
    assert "Selected for the briefing" in reader.words
    off = re.search(r'action="/en/rounds/small/2020/(passages/\d+/off)"', reader.page).group(1)
    assert 303 == reader.send(*off.split("/")).status
    assert "Selected for the briefing" not in reader.follow().words
    lines = lines_of(changing)
    assert ["pin_passage", "take_off_passage"] == [line.action for line in lines]
    assert [] == [line for line in lines if "comité" in str(line.details)]


def lines_of(world):
    with Session(world.engine) as session:
        found = session.query(AuditLine).where(AuditLine.action.like("%passage")).order_by(AuditLine.id)
        return list(found)


def test_words_that_are_not_the_countrys_own_come_back_with_the_reason(changing):
    reader = changing.signed_in("desk").open("questions", "w.story")
    reader.send("questions", "w.story", "pin", country="TUN", at_row="", text="Le comité a échoué.")
    assert 400 == reader.status
    assert "This text differs from the country’s own words." in reader.words
    assert "Le comité a échoué." in reader.page
    for country in ("VNM", "ALB", "XXX"):  # not accepted, a draft, not there
        assert 404 == reader.send("questions", "w.story", "pin", country=country, text="Story").status
    assert [] == lines_of(changing)


def test_a_pinned_passage_says_when_the_answer_has_changed(changing):
    reader = changing.signed_in("desk").open("questions", "w.story")
    reader.send("questions", "w.story", "pin", country="TUN", text="Le comité s’est réuni à Tunis.").follow()
    assert "no longer contains these words" not in reader.words
    changing.reopen(2020, "TUN")
    assert "no longer contains these words" in reader.open("questions", "w.story").words


def test_only_the_secretariat_pins_and_sees_what_is_pinned(changing):
    desk = changing.signed_in("desk").open("questions", "w.story")
    desk.send("questions", "w.story", "pin", country="MDG", text="we met twice.").follow()
    for who in ("africa", "focal", "admin"):
        reader = changing.signed_in(who).open("questions", "w.story")
        assert "Pin" not in reader.words
        assert 404 == reader.send("questions", "w.story", "pin", country="MDG", text="we met").status
        assert 404 == reader.send("passages", "1", "of").status


def test_pages_ask_few_queries(changing):
    reader = changing.signed_in("desk")
    for path in (
        (),
        ("regions", "AFR"),
        ("years",),
        ("compare",),
        ("questions", "f.reached"),
        ("questions", "f.reached", "years"),
        ("questions", "w.story"),
    ):
        reader.open(*path)
        with Counting(changing.app) as counting:
            assert 200 == reader.open(*path).status
        assert len(counting.asked) <= 12, counting.asked


@pytest.mark.parametrize(
    "question", ["f.reached", "f.share", "f.plan", "f.since", "f.laws", "f.ways", "f.done"]
)
def test_each_sort_of_question_has_a_plot_with_a_table_beside_it_in_french(world, question):
    reader = world.signed_in("desk", "fr").open("questions", question)
    assert 200 == reader.status
    assert reader.page.count('role="img"') >= 2
    assert reader.page.count('role="img"') == reader.page.count("<desc")
    assert "Ensemble des pays pionniers" in reader.rows("Par région")[0]
    assert "style=" not in reader.page


def test_figures_stand_in_a_row_over_the_years(world):
    reader = world.signed_in("desk").open("questions", "f.reached", "years")
    rows = {row[0]: row[1:] for row in reader.rows("<table")}
    before = sum(100.0 * (number + 1) for number in range(len(COUNTRIES)))
    after = sum(VALUES[code] for code in ACCEPTED)
    assert [before, after] == [number_in(one) for one in rows[f"{EVERYBODY} Sum"]]
    assert ["11 of 11 countries", "9 of 11 countries"] == [
        one.split(" ", 1)[1] for one in rows[f"{EVERYBODY} Sum"]
    ]
    assert ["Europe and Central Asia Sum"] == [name for name in rows if name.startswith("Europe")]
    assert "–" == rows["Europe and Central Asia Sum"][1]
    of_the_same = sum(100.0 * (COUNTRIES.index(code) + 1) for code in ACCEPTED)
    change = f"{after - of_the_same:+,.0f}".removesuffix("+0")
    assert f"{EVERYBODY} (n={len(ACCEPTED)}): {change}" in reader.page
    named = {row[0]: row[1:] for row in reader.open("years").rows("<table")}
    assert {"Persons reached Sum", "Is there a plan? Share that answered “Yes”"} == set(named)
    assert [before] == [number_in(one) for one in reader.open("years", year=2019).rows("<table")[0][1:]]


def test_what_is_withheld_stays_so_over_the_years(world):
    reader = world.signed_in("admin").open("questions", "f.reached", "years")
    rows = {row[0]: row[1:] for row in reader.rows("<table")}
    assert not any(name.startswith(("Asia", "Europe")) for name in rows)
    assert f"{VALUES['ALB'] - 10:,.0f}" not in reader.words


def test_chosen_countries_stand_side_by_side(world):
    reader = world.signed_in("desk").open("compare", **{"with": ["NPL", "MDG", "NPL"]})
    rows = {row[0]: row[1:] for row in reader.rows("<table")}
    assert ["910 +10", "110 +10"] == rows["Persons reached persons"]
    assert ["No", "Yes"] == rows["Is there a plan?"]
    many = reader.open("compare", **{"with": list(ACCEPTED)})
    assert "Only the first 6 of the countries that you chose are shown." in many.words


def test_nobody_compares_countries_that_are_not_theirs_to_read(world):
    for who, own, others in (("africa", "MDG", "NPL"), ("focal", "NPL", "MDG"), ("admin", "", "MDG")):
        reader = world.signed_in(who)
        assert 404 == reader.open("compare", **{"with": others}).status
        reader.open("compare")
        assert (f'value="{own}"' in reader.page) == bool(own)
        assert f'value="{others}"' not in reader.page
    for code in ("ALB", "VNM"):  # a draft, and a report that is not accepted: nothing of them is shown
        reader = world.signed_in("desk").open("compare", **{"with": [code, "MDG"]})
        assert f'value="{code}"' not in reader.page
        rows = {row[0]: row[1:] for row in reader.rows("<table")}
        assert ["No accepted report", "110 +10"] == rows["Persons reached persons"]
    assert 404 == world.signed_in("desk").open("compare", **{"with": "FRA"}).status


def test_the_home_page_leads_to_the_figures(world):
    for who in ("desk", "africa", "focal"):
        reader = world.signed_in(who)
        page = reader._keep(reader.client.get("/en/home")).page
        assert 'href="/en/rounds/small/2020"' in page, who
