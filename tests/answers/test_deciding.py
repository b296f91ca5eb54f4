"""Which sections are asked, from the answers that decide it, as in a report worked out whole."""

from hypothesis import given, settings

from survey.answers.deciding import deciding
from survey.answers.relevance import evaluate
from survey.questionnaire.reading import read_file
from survey.settings import data_folder
from tests.answers.building import reply
from tests.answers.yearly import TODAY, YEARLY, reports


@settings(max_examples=60, deadline=None)
@given(reports())
def test_the_deciding_answers_decide_as_all_of_them_do(replies):
    narrow = deciding(YEARLY)
    given_ = [one for (question, _), one in replies.by_place.items() if question in narrow.questions]
    whole = evaluate(YEARLY, replies, TODAY, ("crisis",))
    expected = {one.id for one in YEARLY.sections if whole.includes_section(one)}
    assert expected == narrow.asked(given_, TODAY, ("crisis",))


def test_of_a_whole_questionnaire_one_answer_decides():
    form = read_file(data_folder("forms") / "pathfinder-progress" / "2020.yaml")
    narrow = deciding(form)
    assert ("themes",) == narrow.questions
    asked = narrow.asked([reply("themes", ("child_labour",))], TODAY, ())
    assert "cl_policies" in asked
    assert not {"ht_policies", "crisis"} & asked


def test_percentages_follow_from_the_needed_answers_as_from_all_of_them():
    form = read_file(data_folder("forms") / "pathfinder-progress" / "2020.yaml")
    narrow = deciding(form)
    said = [reply("impl.roadmap", "yes"), reply("impl.activities.done", 1.0)]
    whole = reply("impl.activities.planned", 4.0)
    assert {"impl.activities.percent"} == narrow.calculated([*said, whole], TODAY, ())
    assert not narrow.calculated(said, TODAY, ())
    assert not narrow.calculated([*said[1:], whole], TODAY, ())
    assert {"themes", "impl.roadmap", "impl.activities.planned"} <= narrow.needed
