"""Texts are collected from calls with literal words, in Python and templates; all else is a mistake."""

import pytest

from survey.catalogs.extraction import interface_texts
from survey.messages import Text


def collected(tmp_path, python="", template=""):
    (tmp_path / "web" / "templates").mkdir(parents=True)
    (tmp_path / "page.py").write_text(python, encoding="utf-8")
    (tmp_path / "web" / "templates" / "page.html").write_text(template, encoding="utf-8")
    return interface_texts(tmp_path)


@pytest.mark.parametrize(
    ("python", "text"),
    [
        ('say("a/b", "Words of {country}", country=name)', Text("a/b", "Words of {country}")),
        ('say("a/b", "Words "\n    "on two lines")', Text("a/b", "Words on two lines")),
        ('messages.say("a/b", "Words")', Text("a/b", "Words")),
        ('say_count("a/b", "one", "{count} many", len(found))', Text("a/b", "one", "{count} many")),
        ('LABELS = {1: Text("a/b", "Words")}', Text("a/b", "Words")),
        ('Text(context="a/b", english="one", plural="many")', Text("a/b", "one", "many")),
        ('speaker.say(Text("a/b", "Words"))', Text("a/b", "Words")),
    ],
)
def test_literal_calls_in_python_are_collected(tmp_path, python, text):
    harvest = collected(tmp_path, python)
    assert ((text,), []) == (harvest.texts, harvest.mistakes)


def test_a_note_for_translators_is_collected_beside_its_text(tmp_path):
    harvest = collected(tmp_path, 'say("a/b", "past", note="the deadline")', '{{ say("a/b", "past") }}')
    assert ((Text("a/b", "past"),), {"a/b": "the deadline"}) == (harvest.texts, harvest.notes)


def test_a_text_without_words_is_left_to_no_translator_unless_a_note_asks(tmp_path):
    python = (
        'say("a/day", "{date}", date=day)\nsay("a/two", "{one}: {two}")\nsay("a/n", "{n}", note="inside")\n'
    )
    assert ["a/n", "a/two"] == [text.context for text in collected(tmp_path, python).texts]


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ('<p>{{ say("a/b", "Words of {country}", country=name) }}</p>', Text("a/b", "Words of {country}")),
        ('{% set title = say("a/b", "Words") %}', Text("a/b", "Words")),
        ("{% macro m() %}{{ link(say('a/b', 'Words')) }}{% endmacro %}", Text("a/b", "Words")),
        ('{% block x %}{{ say_count("a/b", "one", "many", n) }}{% endblock %}', Text("a/b", "one", "many")),
        ('{% do add(speaker.say("a/b", "Say \\"it\\"")) %}', Text("a/b", 'Say "it"')),
    ],
)
def test_literal_calls_in_templates_are_collected(tmp_path, template, text):
    harvest = collected(tmp_path, "", template)
    assert ((text,), []) == (harvest.texts, harvest.mistakes)


@pytest.mark.parametrize(
    "call", ["say(question.label)", "say(label, country=name)", "speaker.say(label)", "speaker.say(a, b)"]
)
def test_saying_a_text_that_is_there_already_collects_nothing(tmp_path, call):
    harvest = collected(tmp_path, call, f"{{{{ {call} }}}}")
    assert ((), []) == (harvest.texts, harvest.mistakes)


@pytest.mark.parametrize(
    "python",
    ["Text(f'{question}/{part}', english)", "Text(context, english)", 'Text("", "")', "# say('a/b', 'c')"],
)
def test_texts_that_are_built_elsewhere_collect_nothing(tmp_path, python):
    harvest = collected(tmp_path, python)
    assert ((), []) == (harvest.texts, harvest.mistakes)


@pytest.mark.parametrize(
    "call",
    [
        'say("a/b", words)',
        'say("a/b", "x" if y else "z")',
        "say(context, 'Words')",
        'say("a/b")',
        'say("a/b", "")',
        'say_count("a/b", "one", n)',
    ],
)
def test_a_call_that_is_not_literal_is_a_mistake_with_its_line(tmp_path, call):
    harvest = collected(tmp_path, f"\n{call}", f"\n\n{{{{ {call} }}}}")
    assert [f"{tmp_path}/page.py:2", f"{tmp_path}/web/templates/page.html:3"] == [
        mistake.partition(": ")[0] for mistake in harvest.mistakes
    ]


def test_an_f_string_is_a_mistake(tmp_path):
    assert "page.py:1: say needs literal" in collected(tmp_path, 'say("a/b", f"{x}")').mistakes[0]


def test_a_note_that_is_a_value_is_a_mistake(tmp_path):
    wrong = collected(tmp_path, 'say("a/b", "{text} ({note})", text=text, note=note)').mistakes
    assert 1 == len(wrong)
    assert "'note' is for translators" in wrong[0]


def test_one_context_with_two_texts_is_a_mistake_that_names_both_places(tmp_path):
    harvest = collected(tmp_path, 'say("a/b", "One")', '{{ say("a/b", "Two") }}')
    expected = f"{tmp_path}/web/templates/page.html:1: a/b says something else in {tmp_path}/page.py:1"
    assert [expected] == [mistake.partition(";")[0] for mistake in harvest.mistakes]


def test_the_same_text_may_stand_in_several_places(tmp_path):
    harvest = collected(tmp_path, 'say("a/b", "One")', '{{ say("a/b", "One") }}')
    assert ((Text("a/b", "One"),), []) == (harvest.texts, harvest.mistakes)


@pytest.mark.parametrize(
    ("python", "word"),
    [
        ('say("a/b", "Of {country")', "out of order"),
        ('say_count("a/b", "one", "{count} of {country}", 1)', "same placeholders"),
        ('say("a/b@2019", "Words")', "contexts have no @"),
    ],
)
def test_texts_that_translators_could_not_use_are_mistakes(tmp_path, python, word):
    assert word in collected(tmp_path, python).mistakes[0]


def test_a_template_in_disorder_names_the_line(tmp_path):
    assert "page.html:2: " in collected(tmp_path, "", "\n{% if %}").mistakes[0]


def test_texts_are_sorted_by_context(tmp_path):
    harvest = collected(tmp_path, 'say("b", "B")\nsay("a/c", "C")', '{{ say("a/b", "A") }}')
    assert ["a/b", "a/c", "b"] == [text.context for text in harvest.texts]
