"""A percentage of two numbers is calculated and counts as answered; it is asked where a number is missing."""

import re

import pytest

from survey.storage.engine.database import db
from tests.web.rated import FORM
from tests.web.reported import Reply, number, reporting_on


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reporting_on(engine, database_url, tmp_path, FORM)
    yield made
    with made.app.app_context():
        db.engine.dispose()


@pytest.fixture
def typist(world):
    return world.signed_in("focal").open("words")


def numbers(world, part=("f.done", 1.0), whole=("f.planned", 15.0), **parts):
    world.save("focal", number(*part, **parts), number(*whole))


def shown(page, name):
    """What stands in place of an input, or None where the input is asked."""
    tag, text = re.search(rf'(<output[^>]* data-rate="{name}"[^>]*>)([^<]*)', page).groups()
    box = re.search(rf'(<span class="box"[^>]*>)<?\s*<?input[^>]* id="{name}"', page).group(1)
    assert (" hidden" in tag) != (" hidden" in box), name
    return None if " hidden" in tag else text


def reason_is_asked(page, name):
    label = page.partition(f'id="{name}~missing"')[0].rpartition('<label class="reason"')[2]
    return " hidden" not in label.partition(">")[0]


def test_it_is_asked_until_both_numbers_are_there(world, typist):
    assert shown(typist.page, "f.progress") is None
    assert "Calculated from “Steps done” and “Steps planned”." in typist.words
    world.save("focal", number("f.done", 1.0))
    assert shown(typist.open("words").page, "f.progress") is None
    world.save("focal", number("f.planned", 15.0))
    assert "6.7% (calculated from the two numbers)" == shown(typist.open("words").page, "f.progress")
    assert not reason_is_asked(typist.page, "f.progress")


@pytest.mark.parametrize("where", ["f.done", "f.planned", "f.progress"])
def test_a_reason_at_any_of_the_three_is_respected(world, typist, where):
    numbers(world)
    world.save("focal", Reply(where, missing="confidential"))
    assert shown(typist.open("words").page, "f.progress") is None
    assert reason_is_asked(typist.page, "f.progress")


def test_what_was_typed_is_never_replaced(world, typist):
    world.save("focal", number("f.progress", 6.0))
    numbers(world)
    assert shown(typist.open("words").page, "f.progress") is None
    assert "6" == typist.value("f.progress")


def test_of_a_breakdown_only_what_does_not_follow_is_asked(world, typist):
    world.save("focal", Reply("f.part", cells={"_T": 1.0, "sex=F": 1.0, "sex=M": 2.0}))
    world.save("focal", Reply("f.whole", cells={"_T": 8.0, "sex=F": 0.0, "sex=M": 3.0}))
    page = typist.open("words").page
    found = {cell: shown(page, f"f.share{cell}") for cell in ("", "/sex=F", "/sex=M")}
    assert {"": "12.5%", "/sex=F": None, "/sex=M": "66.7%"} == found


def test_the_script_is_told_at_once_and_in_the_words_of_the_page(world):
    typist = world.signed_in("focal", "fr").open("words")
    typist.autosave("words", "f.done", value="1")
    told = typist.autosave("words", "f.planned", value="15").json["rates"]
    assert "6,7\u00a0% (calculé à partir des deux nombres)" == told["f.progress"].replace("\u202f", "\u00a0")
    assert "" == told["f.share/sex=F"]
    assert {} == typist.autosave("figures", "f.text", value="x").json["rates"]
    assert "" == typist.autosave("words", "f.planned", version=1, value="").json["rates"]["f.progress"]


def test_sending_the_page_stores_no_calculated_percentage(world, typist):
    numbers(world)
    typist.open("words").press("words")
    assert {} == world.reply("f.progress").cells


def test_it_counts_as_answered_and_as_required_wherever_progress_is_shown(world, typist):
    numbers(world, ("f.done", 1.0), ("f.planned", 0.0))
    assert "2 of 4" in typist.open().words
    assert "Answer “Share of steps”" in typist.open("check").words
    numbers(world)
    assert "3 of 4" in typist.open().words
    page = typist.open("check").words
    assert "Answer “Share of steps”" not in page
    assert "6.7% (calculated from the two numbers)" in page
    typist.open("submit")
    sent = typist.client.post(typist.path("submit"), data={"csrf": typist.csrf(), "publishes": "yes"})
    assert 303 == sent.status_code


def test_the_board_counts_it_by_the_same_rule(world):
    board = f"/en/rounds/{world.form}/2020/board"
    desk = world.signed_in("desk")
    numbers(world, ("f.part", 5.0), ("f.whole", 0.0))
    assert re.search(r"Figures, Started.*Shares, Not started", words_of_row(desk, board))
    world.save("focal", number("f.whole", 9.0))
    assert re.search(r"Figures, Started.*Shares, Started", words_of_row(desk, board))
    world.save("focal", Reply("f.whole", missing="confidential"))
    assert re.search(r"Figures, Started.*Shares, Not started", words_of_row(desk, board))


def words_of_row(desk, board):
    page = desk.client.get(board).get_data(as_text=True)
    return re.search(r'<tr id="MDG">(.*?)</tr>', page, re.DOTALL)[1]


def test_no_change_does_not_bring_back_a_percentage_that_follows(world):
    world.accepted_last_year(number("f.progress", 7.0), number("f.text", "x"))
    typist = world.signed_in("focal").open("words")
    assert 'name="unchanged" value="f.progress"' in typist.page
    numbers(world)
    assert 'name="unchanged" value="f.progress"' not in typist.open("words").page
    typist.press("words", unchanged_all="1")
    assert {} == world.reply("f.progress").cells


def test_the_change_is_counted_between_percentages_that_both_follow(world):
    world.accepted_last_year(number("f.done", 1.0), number("f.planned", 20.0))
    numbers(world, ("f.done", 2.0), ("f.planned", 20.0))
    typist = world.signed_in("focal").open("words")
    assert "5% (calculated from the two numbers)" in typist.words
    assert "▲ 5" in typist.words


def test_history_says_what_stands_there_now(world, typist):
    world.save("focal", number("f.progress", 6.0))
    numbers(world)
    world.save("focal", Reply("f.progress"))
    words = typist.open("history", "f.progress").words
    assert "6.7% (calculated from the two numbers)" in words
    assert words.index("6.7%") < words.index("6%")
