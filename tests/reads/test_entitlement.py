"""What somebody may read of a round is put together in one place, and follows the table of permissions."""

import ast
from pathlib import Path

import pytest

from survey.reads.entitlement import ALL_READABLE, Entitlement, Readable
from survey.workflow import Actor, Held, ReportRef, Role

ROOT = Path(__file__).parents[2] / "survey"
REPORTS = tuple(
    ReportRef(number, code, region, "accepted")
    for number, (code, region) in enumerate((("MDG", "AFR"), ("TUN", "AFR"), ("CHL", "AME")), 1)
)


def entitlement(*held):
    return Entitlement(Actor(1, "", "en", held), REPORTS)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((Held(Role.SECRETARIAT),), ALL_READABLE),
        ((Held(Role.ADMINISTRATOR),), Readable(frozenset())),
        ((Held(Role.REVIEWER),), Readable(frozenset({"MDG", "TUN", "CHL"}))),
        ((Held(Role.REVIEWER, region="AFR"),), Readable(frozenset({"MDG", "TUN"}))),
        ((Held(Role.FOCAL_POINT, reporter="CHL"),), Readable(frozenset({"CHL"}))),
        ((), Readable(frozenset())),
    ],
)
def test_pages_and_files_say_the_same_of_whole_reports(held, expected):
    assert expected == entitlement(*held).in_files == entitlement(*held).in_section("s1")


def test_nobody_is_told_apart_by_section_but_contributors():
    found = entitlement(Held(Role.REVIEWER)).by_section(["s1", "s2"])
    assert found["s1"] is found["s2"]


def test_nothing_else_decides_what_is_readable():
    found = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Readable"
    }
    assert {"reads/entitlement.py"} == found
