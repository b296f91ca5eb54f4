"""A section's page: checked, gone through, its lists grown and shrunk, all without scripts."""

import json

import pytest

from tests.web.pages import HEAD, Browser, app_of, questionnaire

LIST = (
    "{id: list, kind: list, item: goal, label: Goals, max: 3, fields: ["
    "{id: name, kind: text, label: Name, required: yes}, "
    "{id: hours, kind: number, unit: hours, adds_up: no, label: Hours}]}"
)
FIRST = "{id: first, kind: yes_no, label: First, required: yes}"
SECOND = "{id: second, kind: text, label: Second, relevant: \"${first} = 'yes'\"}"
THIRD = "{id: third, kind: text, label: Third}"


@pytest.fixture(scope="module")
def lists():
    return app_of(questionnaire([LIST], [THIRD]))


@pytest.fixture(scope="module")
def ways():
    return app_of(questionnaire([FIRST, SECOND], [THIRD], [THIRD.replace("third", "fourth")]))


def test_an_empty_entry_is_offered(lists):
    assert ["e1"] == Browser(lists).open().inputs()["list~entry"]


def test_entries_are_added_and_keep_their_ids(lists):
    browser = Browser(lists).open().press(typed={"list.name@e1": "One"}, add="list")
    browser.press(typed={"list.name@e2": "Two"}, add="list")
    assert ["e1", "e2", "e3"] == browser.inputs()["list~entry"]
    browser.press(remove="list@e2")
    assert ["e1", "e3"] == browser.inputs()["list~entry"]
    assert "One" == browser.value("list.name@e1")
    assert 'name="add"' in browser.page
    browser.press(add="list")
    assert ["e1", "e3", "e4"] == browser.inputs()["list~entry"]
    assert 'name="add"' not in browser.page


def test_an_empty_entry_is_no_entry(lists):
    assert "Section s2" in Browser(lists).open().press(do="check").page


def test_half_an_entry_is_asked_for_the_rest(lists):
    browser = Browser(lists).open().press(typed={"list.hours@e1": "5"}, do="check")
    assert 'href="#list.name%40e1"' in browser.page
    assert 'id="list.name@e1"' in browser.page


def test_what_is_wrong_is_said_at_the_top_and_at_the_input(ways):
    browser = Browser(ways).open().press(do="check")
    assert "<title>Error: " in browser.page
    assert 'href="#first"' in browser.page
    assert 'aria-invalid="true" aria-describedby="error:first"' in browser.page


def test_one_can_go_on_all_the_same(ways):
    browser = Browser(ways).open().press(do="check")
    assert 'formaction="/en/forms/small/2020/s2"' in browser.page
    browser.press("s2", typed={"second": "kept"}, go="on")
    assert {"second": ["kept"]} == json.loads(browser.value("carried"))


def test_a_good_section_leads_to_the_next(ways):
    browser = Browser(ways).open().press(typed={"first": "no"}, do="check")
    assert 'name="section" value="s2"' in browser.page
    browser.press("s2", do="check").press("s3", do="check")
    assert "A small form</h1>" in browser.page


def test_sections_that_are_not_asked_are_left_out_of_the_sequence():
    form = questionnaire([FIRST], [THIRD], [THIRD.replace("third", "fourth")], head=HEAD)
    text = HEAD + (
        "  - {id: s1, title: One, questions: [" + FIRST + "]}\n"
        "  - {id: s2, title: Two, relevant: \"${first} = 'yes'\", questions: [" + THIRD + "]}\n"
        "  - {id: s3, title: Three, questions: [" + THIRD.replace("third", "fourth") + "]}\n"
    )
    from survey.questionnaire.reading import read_text

    app = app_of(read_text(text.encode(), form.slug))
    assert 'name="section" value="s3"' in Browser(app).open().press(typed={"first": "no"}, do="check").page
    assert 'name="section" value="s2"' in Browser(app).open().press(typed={"first": "yes"}, do="check").page
    assert "This section is asked if" in Browser(app).open("s2").page


def test_what_is_asked_on_a_condition_can_be_reached_without_scripts(ways):
    browser = Browser(ways).open()
    assert '<details class="when" data-ask="second" data-unasked open>' in browser.page
    assert "Answer only if" in browser.page
    browser.press(do="check")
    assert '<details class="when" data-ask="second" data-unasked>' in browser.page


def test_names_that_are_not_of_the_form_are_left_out(ways):
    junk = {
        "zzz": "1",
        "first@row": "yes",
        "first/../x": "2",
        "__proto__": "3",
        "a" * 500: "4",
        "fourth": "5",
    }
    browser = Browser(ways).open().press("s2", typed=junk, go="on")
    assert "" == browser.value("carried")


def test_a_huge_paste_comes_back(ways):
    browser = Browser(ways).open("s2").press("s2", typed={"third": "word " * 9_000}, do="check")
    assert "word " * 9_000 == browser.value("third")
    assert 'id="error:third"' in browser.page


def test_more_than_can_be_sent_is_refused_in_words(ways):
    browser = Browser(ways).open("s2").press("s2", "fr", typed={"third": "x" * 2_200_000}, do="check")
    assert 413 == browser.response.status_code
    assert "You sent more text than this page accepts" in browser.page


@pytest.mark.parametrize(
    "carried", ["{", "[1]", "null", '"x"', "[" * 100_000, "7", '{"third": 5}', '{"third": [{}]}', "\ud800"]
)
def test_what_is_carried_may_be_anything(ways, carried):
    client = ways.test_client()
    data = {"section": "s1", "typed_in": "en", "first": "yes", "carried": carried.encode("utf-8", "replace")}
    response = client.post("/en/forms/small/2020/s1", data=data)
    assert 200 == response.status_code
    assert b'value="yes" id="first" checked' in response.data


def test_what_is_carried_cannot_overwrite_what_is_here(ways):
    data = {
        "section": "s1",
        "typed_in": "xx",
        "first": "no",
        "carried": '{"first": ["yes"], "third": ["kept"]}',
    }
    page = ways.test_client().post("/en/forms/small/2020/s1", data=data).get_data(as_text=True)
    assert 'value="no" id="first:no" checked' in page
    assert "&#34;third&#34;:[&#34;kept&#34;]" in page


def test_what_is_carried_is_written_in_the_new_notation():
    app = app_of(questionnaire(["{id: q, kind: number, unit: hours, adds_up: yes, label: Hours}"], [THIRD]))
    browser = Browser(app).open().press("s2", typed={"q": "1.5"}, go="on").press("s2", "fr", switch="fr")
    assert {"q": ["1,5"]} == json.loads(browser.value("carried"))


def test_nobody_reads_the_name_of_another_country():
    names = {"KE": "Kenya", "DE": "Allemagne", "MG": "Madagascar"}
    app = app_of(
        questionnaire(
            ["{id: law, kind: yes_no, label: 'Law of {country}'}"],
            [
                "{id: who, kind: choice, choices: {a: 'Agency of {country}', b: Nobody}, label: Who}",
                "{id: story, kind: narrative, label: Story, relevant: \"${who} = 'a'\"}",
            ],
            ["{id: tale, kind: narrative, label: Tale, relevant: \"${who} = 'a'\"}"],
        )
    )
    for section in ("s1", "s2", "s3"):
        for country, name in names.items():
            page = Browser(app, country).open(section, "fr").page
            others = [other for other in names.values() if other != name]
            assert name in page
            assert [] == [other for other in others if other in page.split("<main", 1)[1].split("</main>")[0]]
