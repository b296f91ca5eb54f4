"""Conditions come to the same in the page as on the server: the shared table, and thousands at random."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.questionnaire.conditions import compile_expression
from tests.questionnaire.conditions.random_conditions import case, uncovered

HERE = Path(__file__).parent
SCRIPT = HERE.parents[2] / "survey/web/static/conditions.js"
TABLE = HERE.parents[1] / "questionnaire/conditions/cases.json"
CASES = json.loads(TABLE.read_text("utf-8"), parse_int=float)

ADDRESS = "http://conditions.test"
POLICY = "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'"
EVALUATE_ALL = """async (cases) => {
    const { evaluate, holds } = await import("/conditions.js");
    return JSON.parse(cases).map(([tree, values, current, today]) =>
        [evaluate(tree, values, current, today), holds(tree, values, current, today)]);
}"""

pytestmark = pytest.mark.browser


@pytest.fixture
def strict_page(page):
    """A page under a strict content security policy that serves the script and nothing else."""

    def serve(route):
        headers = {"Content-Security-Policy": POLICY}
        if route.request.url == f"{ADDRESS}/conditions.js":
            route.fulfill(path=SCRIPT, content_type="text/javascript", headers=headers)
        elif route.request.url == f"{ADDRESS}/":
            route.fulfill(
                body="<!doctype html><title>Conditions</title>", content_type="text/html", headers=headers
            )
        else:
            route.fulfill(status=204)

    page.route("**/*", serve)
    page.goto(f"{ADDRESS}/")
    return page


def in_the_browser(page, conditions):
    """Evaluate conditions in the page, each with its values, current answer and date."""
    trees = [[compile_expression(source).as_json(), *rest] for source, *rest in conditions]
    return page.evaluate(EVALUATE_ALL, json.dumps(trees))


def typed(value):
    """Tell apart what Python takes for equal: true and 1, 0 and -0; JSON has no whole numbers of its own."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return type(value).__name__, value
    return "number", float(value), math.copysign(1, value)


def test_the_table_of_cases_comes_to_the_same(strict_page):
    conditions = [
        (case["expression"], case.get("values", {}), case.get("current"), case.get("today", ""))
        for case in CASES
    ]
    found = in_the_browser(strict_page, conditions)
    expected = [
        (row["name"], typed(row["expected"]), row["expected"] not in (None, False, 0)) for row in CASES
    ]
    names = [row["name"] for row in CASES]
    assert expected == [(name, typed(value), held) for name, (value, held) in zip(names, found, strict=True)]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(random=st.randoms(use_true_random=True))
def test_conditions_at_random_come_to_the_same(strict_page, random):
    batch = [case(random) for _ in range(300)]
    expected = [
        (source, typed((compiled := compile_expression(source)).value(*rest)), compiled.holds(*rest))
        for source, *rest in batch
    ]
    found = in_the_browser(strict_page, batch)
    assert expected == [
        (source, typed(value), held) for (source, *_), (value, held) in zip(batch, found, strict=True)
    ]


def test_conditions_at_random_call_every_function():
    assert not uncovered()


def test_blanks_need_not_be_passed(strict_page):
    evaluate = 'async () => (await import("/conditions.js")).evaluate(["coalesce", ["."], ["today"], 5], {})'
    assert strict_page.evaluate(evaluate) == 5


def test_the_script_is_small_and_depends_on_nothing():
    source = SCRIPT.read_text("utf-8")
    assert len(source.encode()) < 6500
    assert not [word for word in ("import ", "eval(", "Function(", "document", "window") if word in source]
