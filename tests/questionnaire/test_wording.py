"""Every text of a questionnaire reaches its translators, in order and with its own context."""

from dataclasses import replace

import pytest

from survey.messages import Text
from survey.questionnaire.declarations import Breakdown, Option, Unit
from survey.questionnaire.kinds.base import Kind
from survey.questionnaire.model import CountryList, Parameter, Question, Questionnaire, Section
from survey.questionnaire.wording import texts, texts_of_editions


def text(context):
    return Text(context, f"English of {context}")


class Wordy(Kind):
    """A kind with two texts of its own."""

    def texts(self):
        yield "choice/a", text("q1/choice/a")
        yield "choices/shared", text("choices/often/yearly")


Wordy.__abstractmethods__ = frozenset()


def option(context):
    return Option("x", text(context), text(f"{context}/hint"))


def question(name, **more):
    return Question(name, Wordy(), text(f"{name}/label"), **more)


def whole():
    first = question(
        "q1",
        hint=text("q1/hint"),
        guidance=text("q1/guidance"),
        message=text("q1/message"),
        rows=(option("q1/rows/C182"),),
        fields=(question("q1.goal"),),
    )
    return Questionnaire(
        slug="form",
        edition="2020",
        title=text("questionnaire/title"),
        introduction=text("questionnaire/introduction"),
        sections=(Section("s1", text("s1/title"), (first,), text("s1/introduction")),),
        units={"persons": Unit("persons", text("units/persons"), "count")},
        breakdowns={"sex": Breakdown("sex", text("b/sex"), (option("b/sex/F"),), text("b/sex/total"))},
        choices={"often": (Option("yearly", text("choices/often/yearly")),)},
        dimensions={"d": option("dimensions/d")},
        themes={"t": option("themes/t")},
        modules={"m": option("modules/m")},
        reported_to=(option("reported_to/vnr"),),
        lists={"steps": CountryList("steps", text("lists/steps"), (text("list:steps/sample/1"),))},
        parameters={"by": Parameter("by", "text", "A sample")},
        retired={"old": "A reason that stays English"},
    )


EXPECTED = """
questionnaire/title questionnaire/introduction units/persons b/sex b/sex/total b/sex/F b/sex/F/hint
choices/often/yearly dimensions/d dimensions/d/hint themes/t themes/t/hint modules/m modules/m/hint
reported_to/vnr reported_to/vnr/hint lists/steps list:steps/sample/1
s1/title s1/introduction q1/label q1/hint q1/guidance
q1/message q1/rows/C182 q1/rows/C182/hint q1/choice/a q1.goal/label
"""


def test_every_text_is_told_once_and_in_order():
    assert [text(context) for context in EXPECTED.split()] == list(texts(whole()))


def test_what_is_not_worded_is_not_told():
    bare = Questionnaire("form", "2020", text("questionnaire/title"), Text("", ""), ())
    assert [text("questionnaire/title")] == list(texts(bare))


@pytest.mark.parametrize("turned", [False, True])
def test_a_reworded_text_of_an_older_edition_keeps_an_entry_of_its_own(turned):
    title = "questionnaire/title"
    newest = replace(whole(), title=Text(title, "New title"))
    older = replace(whole(), edition="2019")
    oldest = replace(whole(), edition="2018", introduction=Text("questionnaire/introduction", "Once"))
    editions = [newest, older, oldest]
    together = texts_of_editions(editions[::-1] if turned else editions)
    extra = (
        Text(f"{title}@2019", f"English of {title}"),
        Text("questionnaire/introduction@2018", "Once"),
    )
    assert (*texts(newest), *extra) == together


def test_editions_of_the_same_words_share_all_entries():
    assert tuple(texts(whole())) == texts_of_editions([whole(), replace(whole(), edition="2019")])


def test_what_only_an_older_edition_asks_is_still_translated():
    newer = replace(whole(), edition="2021", sections=())
    assert set(texts(whole())) == set(texts_of_editions([newer, whole()]))
