"""What the lines of the audit record, said in words: every detail of every action, and none as a code."""

import ast
from inspect import isfunction
from pathlib import Path

import pytest

from survey import letters
from survey.storage.audit.audit import AuditLine
from survey.storage.engine.database import writing
from survey.web.audit.details import DETAILS, OF_ACTIONS
from survey.web.audit.letters import LETTERS
from survey.web.request.roles import ROLE_LABELS
from survey.workflow import Role
from tests.web.world import Counting

ACTIONS = Path(__file__).parents[3] / "survey/actions"
TREES = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in ACTIONS.rglob("*.py")}
OF_A_LINE = {"report_id", "round_id", "engine"}
READ_ONLY = {"recording", "sealing"}
"""They carry details without writing any of their own."""


def write(world, action, details, **values):
    with writing(world.engine) as session:
        session.add(AuditLine(at=world.now, action=action, details=details, **values))


def audit(world, language="en"):
    return world.signed_in("secretariat").open(f"/{language}/audit")


def is_details(node):
    return isinstance(node, ast.Attribute) and node.attr == "details"


def keys_of(dictionary):
    assert isinstance(dictionary, ast.Dict), f"line {dictionary.lineno}: write the keys out"
    return [key.value for key in dictionary.keys]


def keys_written_by(node):
    """The keys that a node of a syntax tree records, and whether it is a way to record that is known here."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "recorded":
        return [one.arg for one in node.keywords if one.arg not in OF_A_LINE]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_details(node.func.value):
        assert node.func.attr == "update" and not node.args, f"line {node.lineno}: {node.func.attr}"
        return [one.arg for one in node.keywords]
    if isinstance(node, ast.AugAssign) and is_details(node.target):
        return keys_of(node.value)
    if isinstance(node, ast.Subscript) and is_details(node.value):
        return [node.slice.value]
    return []


def recorded_keys():
    return {
        key
        for name, tree in TREES.items()
        if name not in READ_ONLY
        for node in ast.walk(tree)
        for key in keys_written_by(node)
    }


def test_every_detail_that_an_action_records_has_words():
    keys = recorded_keys()
    assert {"versions", "allow_gaps", "until", "sessions_ended", "why", "sections"} <= keys
    assert set() == keys - DETAILS.keys()


def test_no_words_are_kept_for_a_detail_that_nothing_records():
    assert set() == DETAILS.keys() - recorded_keys()
    assert set() == {key for _, key in OF_ACTIONS} - DETAILS.keys()


def test_details_are_written_in_no_way_that_the_first_test_does_not_see():
    for name, tree in TREES.items():
        if name in READ_ONLY:
            continue
        uses = [node for node in ast.walk(tree) if is_details(node)]
        seen = [
            node
            for node in ast.walk(tree)
            if (isinstance(node, ast.AugAssign) and is_details(node.target))
            or (isinstance(node, ast.Subscript) and is_details(node.value))
            or (isinstance(node, ast.Attribute) and node.attr == "update" and is_details(node.value))
        ]
        assert len(uses) == len(seen), name


def test_every_letter_has_a_name_in_the_audit():
    composed = {name for name in letters.__all__ if isfunction(getattr(letters, name))}
    assert "reminder" in composed
    assert composed == LETTERS.keys()


SAID = [
    ("sign_in", {"by": "link"}, ["Way of signing in By the link in the e-mail"]),
    ("open_round", {"allow_gaps": False, "reports": 1234},
     ["Opened with texts that are not translated No", "Reports expected 1,234"]),
    ("extend", {"until": "2020-05-01"}, ["New deadline 1 May 2020"]),
    ("submit", {"number": 1, "sha256": "ab" * 32}, ["Submission number 1", f"(SHA-256) {'ab' * 32}"]),
    ("review", {"number": 2}, ["Version of the review 2"]),
    ("decide_status", {"number": 3, "decision": "hold"},
     ["Decision Put the status on hold", "Decision number 3"]),
    ("end_role", {"grant": 12345, "role": "focal_point", "sessions_ended": 2},
     ["Number of the role 12345", "Role Focal point", "Sessions ended 2"]),
    ("letter_sent", {"letter": 7, "kind": "reminder", "attempts": 2},
     ["E-mail Reminder", "Number of attempts 2"]),
    ("letter_given_up", {"why": "SMTPRecipientsRefused 550"}, ["The mail server refused the address 550"]),
    ("letter_given_up", {"why": "late"}, ["Reason It was too late to try again"]),
    ("letter_given_up", {"why": "SSLError"}, ["could not be passed to the mail server SSLError"]),
]  # fmt: skip


@pytest.mark.parametrize(("action", "details", "sentences"), SAID)
def test_a_detail_is_said_in_words(world, action, details, sentences):
    write(world, action, details)
    words = audit(world).words
    for sentence in sentences:
        assert sentence in words


def test_a_person_is_named_and_sections_and_questions_have_their_titles(world):
    focal, report = world.people["focal"], world.reports["MDG", 2020]
    write(world, "change_sections", {"person": focal, "sections": {"s1": "comment"}, "taken": ["s2", "gone"]},
          report_id=report)  # fmt: skip
    write(world, "save", {"versions": {"s1.q": 2}}, report_id=report)
    page = audit(world)
    assert "Person concerned Person focal" in page.words
    assert "1 section Section s1 read and comment only" in page.words
    assert "2 sections taken back Section s2 gone" in page.words
    assert "1 answer saved Question of s1 s1.q version 2" in page.words


def test_many_answers_are_folded_and_the_longest_lists_cut(world):
    write(world, "save", {"versions": {f"q{number}": 1 for number in range(137)}})
    page = audit(world)
    assert "137 answers saved" in page.words
    assert '<details class="told"><summary>137 answers saved' in page.page
    assert "q39 version 1 and 97 further answers" in page.words
    assert "q40" not in page.words


def test_few_answers_are_not_folded(world):
    write(world, "save", {"versions": {"q1": 1}})
    assert '<details class="told" open><summary>1 answer saved' in audit(world).page


def test_what_an_older_version_recorded_is_shown_as_it_was(world):
    write(world, "forgotten", {"forgotten_key": "<b>", "until": "soon", "number": "two", "role": "king"})
    words = audit(world).words
    assert "“forgotten_key” &lt;b&gt;" in words or "“forgotten_key” <b>" in words
    for shown in ("New deadline soon", "Number two", "Role king"):
        assert shown in words


def test_no_key_is_shown_as_it_is_recorded(world):
    for key in sorted(DETAILS):
        write(world, "add_person", {key: 1})
    words = audit(world).words
    assert [] == [key for key in DETAILS if "_" in key and key in words]
    assert "“" not in words.partition("Line")[2]


@pytest.mark.parametrize("role", Role)
def test_every_role_is_said(world, role):
    write(world, "grant_role", {"role": role.value})
    words = audit(world).words
    assert f"Role {ROLE_LABELS[role]!s}" in words


def test_looking_up_names_and_titles_costs_few_queries(world):
    for reporter in ("MDG", "CHL", "NPL"):
        for number in range(15):
            about = {
                "person": world.people["focal"],
                "sections": {"s1": "edit"},
                "versions": {"s1.q": number},
            }
            write(world, "share_sections", about, report_id=world.reports[reporter, 2020])
    walker = world.signed_in("secretariat")
    walker.open("/en/audit")
    with Counting(world.app) as counting:
        assert 200 == walker.open("/en/audit").status
    assert len(counting.asked) <= 8, counting.asked
