"""Whatever happens to a file, reading it gives a questionnaire or a clean report, and never takes long."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.questionnaire.mistakes import BadQuestionnaire
from survey.questionnaire.model import Questionnaire
from survey.questionnaire.reading import read_text

ROOT = Path(__file__).parents[3]
SMALL = [path.read_bytes() for path in sorted((ROOT / "tests" / "forms").glob("*/**/*.yaml"))]
LARGE = (ROOT / "forms" / "pathfinder-progress" / "2020.yaml").read_bytes()
JUNK = [
    b"\xff",
    b"\x00",
    b"\t",
    b"&a ",
    b"*a",
    b"!!x ",
    b"'",
    b'"',
    b"{",
    b"}",
    b"[",
    b": ",
    b"- ",
    b"\n---\n",
    b"${",
    b"\xc2\x85",
    b"#",
    b"%",
    b"@",
    b"|",
    b">",
    b"\r",
    "…".encode(),
]
VALUES = [
    b"",
    b"yes",
    b"[]",
    b"{}",
    b"[a, b]",
    b"{a: b}",
    b"-1",
    b"1e99",
    b"${a} = 1",
    b"{x}",
    b"~",
    b"'",
    b"number",
    b"list",
]
LINE_ENDS = re.compile(r"\r\n|\r|\n")


def delete(lines, place, chance):
    del lines[place]


def duplicate(lines, place, chance):
    lines.insert(place, lines[place])


def swap(lines, place, chance):
    other = chance.randrange(len(lines))
    lines[place], lines[other] = lines[other], lines[place]


def indent(lines, place, chance):
    lines[place] = chance.choice([b"  " + lines[place], lines[place][2:], lines[place].lstrip()])


def replace_value(lines, place, chance):
    key, colon, _ = lines[place].partition(b":")
    lines[place] = key + colon + b" " + chance.choice(VALUES) if colon else chance.choice(VALUES)


def insert_junk(lines, place, chance):
    at = chance.randrange(len(lines[place]) + 1)
    lines[place] = lines[place][:at] + chance.choice(JUNK) + lines[place][at:]


DAMAGES = [delete, duplicate, swap, indent, replace_value, insert_junk]


def damaged(raw, seed, damages):
    chance = random.Random(seed)
    lines = raw.split(b"\n")
    for damage in damages:
        if lines:
            damage(lines, chance.randrange(len(lines)), chance)
    return b"\n".join(lines)


def assert_clean(raw):
    last = len(LINE_ENDS.split(raw.decode("utf-8", errors="replace")))
    read, mistakes = outcome(raw)
    assert isinstance(read, Questionnaire) or mistakes
    for mistake in mistakes:
        assert 1 <= mistake.line <= last
        assert mistake.sentence.strip() and [mistake.sentence] == mistake.sentence.splitlines()
        assert len(mistake.sentence) <= 410


def outcome(raw):
    try:
        return read_text(raw, "form.yaml"), ()
    except BadQuestionnaire as bad:
        return None, bad.mistakes


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(SMALL), st.integers(0, 2**32), st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=6)
)
def test_a_damaged_small_form_is_read_or_reported(raw, seed, damages):
    assert_clean(damaged(raw, seed, damages))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.lists(st.sampled_from(DAMAGES), min_size=1, max_size=12))
def test_a_damaged_real_form_is_read_or_reported(seed, damages):
    assert_clean(damaged(LARGE, seed, damages))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_reported(raw):
    assert_clean(raw)


@pytest.mark.parametrize("opening", [b"[", b"{", b"- ", b"a: {", b"? "])
def test_endless_nesting_is_stopped(opening):
    assert_clean(opening * 50_000)
