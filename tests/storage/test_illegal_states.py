"""Illegal states cannot be stored: every constraint of every table is tried by plain SQL, none forgotten."""

import json
from contextlib import contextmanager

import pytest
from sqlalchemy import CheckConstraint, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.exc import IntegrityError

from survey.storage.engine.database import db
from survey.storage.engine.tables import ALL

AT, LATER = "2020-05-31 09:30:00+00:00", "2020-06-01 09:30:00+00:00"
A, B, C = "a" * 64, "b" * 64, "c" * 64
NONE = json.dumps({})

# fmt: off
LEGAL = {
    "installation": (
        {"name": "demo", "value": "yes"},
        {"name": "other", "value": "no"},
    ),
    "person": (
        {"id": 1, "email": "a@example.org", "name": "A", "works_at": "", "language": "en", "added_at": AT},
        {"id": 2, "email": "b@example.org", "name": "B", "works_at": "Ministry", "language": "fr",
         "added_at": LATER},
    ),
    "reporter": (
        {"code": "CHL", "kind": "country", "names": NONE, "language": "es"},
        {"code": "ag-1", "kind": "group", "names": NONE, "language": "en"},
    ),
    "round": (
        {"id": 1, "form": "f", "year": 2019, "edition": "2019", "source": b"1", "sha256": A, "revision": 1,
         "opens_on": "2019-03-01", "closes_on": "2019-06-30", "zone": "Europe/Zurich", "modules": "[]",
         "parameters": NONE, "region_scheme": "ILO", "region_version": "2020", "opened_at": AT,
         "closed_at": None},
        {"id": 2, "form": "g", "year": 2020, "edition": "2020", "source": b"2", "sha256": B, "revision": 2,
         "opens_on": "2020-03-01", "closes_on": "2020-06-30", "zone": "UTC", "modules": "[]",
         "parameters": NONE, "region_scheme": "ILO", "region_version": "2020", "opened_at": LATER,
         "closed_at": LATER},
    ),
    "round_catalog": (
        {"round_id": 1, "language": "fr", "source": b"1", "sha256": A},
        {"round_id": 2, "language": "es", "source": b"2", "sha256": B},
    ),
    "round_revision": (
        {"round_id": 1, "revision": 1, "source": b"1", "sha256": A, "catalogs": NONE, "replaced_at": AT},
        {"round_id": 2, "revision": 2, "source": b"2", "sha256": B, "catalogs": NONE, "replaced_at": LATER},
    ),
    "report": (
        {"id": 1, "round_id": 1, "reporter": "CHL", "region": "AME", "state": "open", "version": 0},
        {"id": 2, "round_id": 2, "reporter": "ag-1", "region": "", "state": "accepted", "version": 1,
         "changed_at": AT, "submitted_at": AT, "accepted_at": AT},
    ),
    "snapshot": (
        {"id": 1, "report_id": 1, "number": 1, "format": 1, "edition_sha256": A, "content": "{}", "sha256": A,
         "publishes": True, "made_by": 1, "made_at": AT},
        {"id": 2, "report_id": 2, "number": 2, "format": 1, "edition_sha256": B, "content": "[]", "sha256": B,
         "publishes": False, "made_by": 2, "made_at": LATER},
    ),
    "step_taken": (
        {"id": 1, "report_id": 1, "step": "submit", "reason": "", "queries": 0, "taken_by": 1,
         "taken_at": AT},
        {"id": 2, "report_id": 2, "step": "return", "reason": "Why", "queries": 1, "taken_by": 2,
         "taken_at": LATER},
    ),
    "query": (
        {"id": 1, "report_id": 1, "section": "s", "question": "q", "row": "", "state": "open", "version": 1,
         "snapshot": 1, "asked_by": 1, "changed_at": AT},
        {"id": 2, "report_id": 2, "section": "t", "question": "p", "row": "r", "state": "closed",
         "version": 2, "snapshot": 2, "asked_by": 2, "changed_at": LATER},
    ),
    "query_move": (
        {"id": 1, "query_id": 1, "number": 1, "move": "ask", "words": "Why", "lang": "fr", "made_by": 1,
         "made_at": AT},
        {"id": 2, "query_id": 2, "number": 2, "move": "reply", "words": "So", "lang": "es", "made_by": 2,
         "made_at": LATER},
    ),
    "annual_review": (
        {"id": 1, "report_id": 1, "number": 1, "substantial": True, "justified": None, "justification": "",
         "observations": "o", "lang": "en", "made_by": 1, "made_at": AT},
        {"id": 2, "report_id": 2, "number": 2, "substantial": False, "justified": True,
         "justification": "j", "observations": "p", "lang": "fr", "made_by": 2, "made_at": LATER},
    ),
    "status_decision": (
        {"id": 1, "reporter": "CHL", "number": 1, "report_id": 1, "decision": "hold", "reason": "r",
         "lang": "en", "decided_by": 1, "decided_at": AT},
        {"id": 2, "reporter": "ag-1", "number": 2, "report_id": 2, "decision": "lift", "reason": "s",
         "lang": "fr", "decided_by": 2, "decided_at": LATER},
    ),
    "passage": (
        {"id": 1, "report_id": 1, "snapshot_id": 1, "question": "q", "row": "", "text": "t", "lang": "",
         "pinned_by": 1, "pinned_at": AT},
        {"id": 2, "report_id": 2, "snapshot_id": 2, "question": "p", "row": "r", "text": "u", "lang": "fr",
         "pinned_by": 2, "pinned_at": AT, "taken_off_by": 2, "taken_off_at": LATER},
    ),
    "held_role": (
        {"id": 1, "person_id": 1, "role": "focal_point", "reporter": "CHL", "since": "2020-01-01"},
        {"id": 2, "person_id": 2, "role": "contributor", "reporter": "ag-1", "since": "2020-01-01",
         "until": "2020-12-31"},
    ),
    "shared_section": (
        {"grant_id": 1, "report_id": 1, "section": "law", "may": "edit"},
        {"grant_id": 2, "report_id": 2, "section": "money", "may": "comment"},
    ),
    "invitation": (
        {"grant_id": 1, "name": "Ada", "works_at": "The office"},
        {"grant_id": 2, "name": "Bo", "works_at": "", "entered_at": LATER},
    ),
    "at_section": (
        {"report_id": 1, "section": "law", "person_id": 1, "seen_at": AT},
        {"report_id": 2, "section": "money", "person_id": 2, "seen_at": LATER},
    ),
    "sign_in_link": (
        {"id": 1, "person_id": 1, "token_sha256": A, "code_sha256": A, "browser_sha256": A, "asked_at": AT,
         "expires_at": LATER, "wrong_codes": 0},
        {"id": 2, "person_id": 2, "token_sha256": B, "code_sha256": B, "browser_sha256": B, "asked_at": AT,
         "expires_at": LATER, "wrong_codes": 5},
    ),
    "signed_in": (
        {"id": 1, "person_id": 1, "token_sha256": A, "browser": "", "began_at": AT, "seen_at": AT},
        {"id": 2, "person_id": 2, "token_sha256": B, "browser": "b", "began_at": LATER, "seen_at": LATER},
    ),
    "second_factor": (
        {"id": 1, "person_id": 1, "kind": "passkey", "name": "a", "credential_id": "c", "public_key": b"1",
         "sign_count": 0, "sealed_secret": None, "last_step": None, "added_at": AT},
        {"id": 2, "person_id": 2, "kind": "passkey", "name": "b", "credential_id": "d", "public_key": b"2",
         "sign_count": 2**40, "sealed_secret": None, "last_step": None, "added_at": LATER, "used_at": LATER},
    ),
    "recovery_code": (
        {"id": 1, "person_id": 1, "code_sha256": A, "made_at": AT},
        {"id": 2, "person_id": 2, "code_sha256": B, "made_at": LATER, "used_at": LATER},
    ),
    "pending_proof": (
        {"session_id": 1, "sort": "mail", "value": b"1", "made_at": AT, "expires_at": LATER, "wrong": 0},
        {"session_id": 2, "sort": "app", "value": b"2", "made_at": AT, "expires_at": LATER, "wrong": 5},
    ),
    "tries": (
        {"key_sha256": A, "window": AT, "count": 1},
        {"key_sha256": B, "window": LATER, "count": 2},
    ),
    "answer": (
        {"id": 1, "report_id": 1, "question": "q", "row": "", "version": 1, "missing": "", "currency": "",
         "source": "", "link": "", "reported_to": "[]", "comment": "", "lang": "", "unread": NONE,
         "carried": False, "saved_by": 1, "saved_at": AT},
        {"id": 2, "report_id": 2, "question": "p", "row": "r", "version": 2, "missing": "confidential",
         "currency": "USD", "source": "s", "link": "l", "reported_to": "[]", "comment": "c", "lang": "fr",
         "unread": NONE, "carried": True, "saved_by": 2, "saved_at": LATER},
    ),
    "answer_cell": (
        {"answer_id": 1, "cell": "_T", "number": 0.0},
        {"answer_id": 2, "cell": "sex=F", "text": ""},
    ),
    "answer_change": (
        {"id": 1, "report_id": 1, "question": "q", "row": "", "version": 1, "content": NONE, "saved_by": 1,
         "saved_at": AT},
        {"id": 2, "report_id": 2, "question": "p", "row": "r", "version": 2, "content": NONE, "saved_by": 2,
         "saved_at": LATER},
    ),
    "entry": (
        {"id": 1, "reporter": "CHL", "report_id": None, "list": "steps", "code": "n1", "position": 1,
         "text": "", "lang": ""},
        {"id": 2, "reporter": "ag-1", "report_id": 2, "list": "priorities", "code": "e1", "position": 2,
         "text": "t", "lang": "fr", "removed_at": AT},
    ),
    "letter": (
        {"id": 1, "person_id": 1, "report_id": 1, "kind": "k", "language": "en", "subject": "s", "plain": "p",
         "html": "h", "written_at": AT, "attempts": 0},
        {"id": 2, "person_id": 2, "report_id": 2, "kind": "l", "language": "fr", "subject": "t", "plain": "q",
         "html": "i", "written_at": LATER, "attempts": 1, "sent_at": LATER},
    ),
    "figures_edition": (
        {"id": 1, "round_id": 1, "number": 1, "released_at": AT, "released_by": None, "sha256": A},
        {"id": 2, "round_id": 2, "number": 2, "released_at": LATER, "released_by": 2, "sha256": B},
    ),
    "figures_edition_report": (
        {"edition_id": 1, "report_id": 1, "snapshot_id": 1},
        {"edition_id": 2, "report_id": 2, "snapshot_id": 2},
    ),
    "file_job": (
        {"id": 1, "key": A, "place": "here", "wanted": NONE, "weight": 1, "state": "waiting", "tries": 0,
         "done": 0, "total": 0, "made": "", "problem": "", "asked_at": AT},
        {"id": 2, "key": B, "place": "there", "wanted": NONE, "weight": 2, "state": "making", "tries": 1,
         "claimed_until": LATER, "done": 1, "total": 2, "made": "", "problem": "", "asked_at": AT},
    ),
    "known_browser": (
        {"id": 1, "person_id": 1, "mark_sha256": A, "seen_at": AT},
        {"id": 2, "person_id": 2, "mark_sha256": B, "seen_at": LATER},
    ),
    "security_event": (
        {"id": 1, "person_id": 1, "kind": "sign_in", "at": AT, "last_at": AT, "count": 1, "browser": "",
         "counted_as": "wrong_code 1 9", "audited": True},
        {"id": 2, "person_id": None, "kind": "wrong_code", "at": LATER, "last_at": LATER, "count": 2,
         "browser": "b", "counted_as": "wrong_code 0 9", "audited": False},
    ),
    "audit_line": (
        {"id": 1, "at": AT, "action": "save", "person_id": 1, "report_id": 1, "round_id": 1, "details": NONE},
        {"id": 2, "at": LATER, "action": "seal", "details": NONE},
    ),
    "seal": (
        {"id": 1, "first_line": 6, "last_line": 9, "sha256": A, "sealed_at": AT},
        {"id": 2, "first_line": 1, "last_line": 10, "sha256": B, "sealed_at": LATER},
    ),
}
"""Two rows of each table that share nothing: what is illegal differs from the second by what is tried."""

APP = {
    "kind": "totp", "credential_id": None, "public_key": None, "sign_count": None, "sealed_secret": b"2",
    "last_step": 7,
}
"""An authenticator app in place of a passkey."""

ILLEGAL = {
    "ck_person_email_is_lower": {"email": "B@example.org"},
    "ck_person_email": {"email": "nobody"},
    "ck_reporter_kind": {"kind": "continent"},
    "ck_reporter_country_code": {"kind": "country", "code": "CHILE"},
    "ck_round_dates": {"closes_on": "2020-02-29"},
    "ck_round_year": {"year": 20},
    "ck_round_sha256": {"sha256": "abc"},
    "ck_round_revision_revision": {"revision": 0},
    "ck_round_revision_sha256": {"sha256": "abc"},
    "ck_report_state": {"state": "lost"},
    "ck_report_submitted": {"state": "submitted", "submitted_at": None},
    "ck_report_accepted": {"state": "published", "accepted_at": None},
    "ck_snapshot_number": {"number": 0},
    "ck_snapshot_sha256": {"sha256": "abc"},
    "ck_step_taken_step": {"step": "burn"},
    "ck_step_taken_reason": {"step": "reopen", "reason": ""},
    "ck_step_taken_queries": {"queries": -1},
    "ck_query_state": {"state": "lost"},
    "ck_query_version": {"version": 0},
    "ck_query_snapshot": {"snapshot": 0},
    "ck_query_move_move": {"move": "burn"},
    "ck_query_move_words": {"words": ""},
    "ck_query_move_number": {"number": 0},
    "ck_annual_review_number": {"number": 0},
    "ck_annual_review_justified": {"substantial": True},
    "ck_annual_review_words": {"substantial": False, "justified": True, "justification": ""},
    "ck_annual_review_observations": {"observations": ""},
    "ck_status_decision_decision": {"decision": "burn"},
    "ck_status_decision_number": {"number": 0},
    "ck_status_decision_reason": {"reason": ""},
    "ck_passage_text": {"text": ""},
    "ck_passage_taken_off": {"taken_off_by": None},
    "ck_held_role_scope": {"reporter": None},
    "ck_held_role_span": {"until": "2019-12-31"},
    "ck_shared_section_may": {"may": "submit"},
    "ck_sign_in_link_span": {"expires_at": AT},
    "ck_sign_in_link_spent": {"person_id": None, "spent_at": LATER},
    "ck_sign_in_link_wrong_codes": {"wrong_codes": 6},
    "ck_second_factor_kind": {"sealed_secret": b"1"},
    "ck_second_factor_sign_count": {"sign_count": -1},
    "ck_second_factor_last_step": APP | {"last_step": -1},
    "ck_pending_proof_sort": {"sort": "guess"},
    "ck_pending_proof_span": {"expires_at": AT},
    "ck_pending_proof_wrong": {"wrong": 6},
    "ck_tries_count": {"count": 0},
    "ck_answer_version": {"version": 0},
    "ck_answer_missing": {"missing": "forgotten"},
    "ck_answer_cell_one_value": {"number": 1.0},
    "ck_answer_change_version": {"version": 0},
    "ck_entry_code": {"code": ""},
    "ck_entry_position": {"position": -1},
    "ck_letter_attempts": {"sent_at": None, "attempts": -1},
    "ck_letter_sent": {"attempts": 0},
    "ck_figures_edition_number": {"number": 0},
    "ck_figures_edition_sha256": {"sha256": "abc"},
    "ck_file_job_state": {"state": "lost", "claimed_until": None},
    "ck_file_job_claimed": {"claimed_until": None},
    "ck_security_event_count": {"count": 0},
    "ck_seal_lines": {"last_line": 0},
    "ck_seal_sha256": {"sha256": "abc"},
}
# fmt: on

MORE_ILLEGAL = (
    ("held_role", {"role": "reviewer"}),
    ("held_role", {"role": "secretariat", "reporter": None, "region": "AME"}),
    ("held_role", {"role": "king", "reporter": None}),
    ("held_role", {"region": "AME"}),
    ("second_factor", {"kind": "sms"}),
    ("second_factor", {"kind": "totp"}),
    ("second_factor", {"public_key": None}),
    ("second_factor", APP | {"kind": "passkey"}),
    ("second_factor", APP | {"last_step": None}),
    ("second_factor", APP | {"sign_count": 1}),
    ("report", {"state": "returned", "submitted_at": None}),
    ("answer_cell", {"text": None}),
    ("answer_cell", {"code": "c"}),
    ("step_taken", {"reason": "", "queries": 0}),
)
"""Further ways to break a constraint that has several."""


@pytest.fixture
def connection(engine):
    """A database that holds the first legal row of each table."""
    with engine.connect() as made:
        for table in ordered():
            put(made, table.name, LEGAL[table.name][0])
        yield made
        made.rollback()


def ordered():
    known = {noun.__table__ for noun in ALL}
    return [table for table in db.metadata.sorted_tables if table in known]


def put(connection, table, values):
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(f":{name}" for name in values)
    connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({places})'), values)


@contextmanager
def aside(connection):
    """Try something, and take it back."""
    tried = connection.begin_nested()
    yield
    if tried.is_active:
        tried.rollback()


def refusal(connection, table, **values):
    """What the database says to the second row of a table with other values; nothing if it takes it."""
    with aside(connection):
        for other in ordered():
            if other.name == table:
                break
            put(connection, other.name, LEGAL[other.name][1])
        try:
            put(connection, table, {**LEGAL[table][1], **values})
        except IntegrityError as refused:
            return str(refused.orig)
    return ""


def test_the_rows_that_are_called_legal_are(connection):
    assert set(LEGAL) == {table.name for table in ordered()}
    assert [] == [table for table in LEGAL if refusal(connection, table)]


def test_every_check_refuses(connection):
    checks = {
        str(one.name): table.name
        for table in ordered()
        for one in table.constraints
        if isinstance(one, CheckConstraint)
    }
    assert set(checks) == set(ILLEGAL)
    for name, values in ILLEGAL.items():
        assert name in refusal(connection, checks[name], **values)
    for table, values in MORE_ILLEGAL:
        assert f"ck_{table}" in refusal(connection, table, **values)


def test_nothing_that_must_be_unique_is_stored_twice(connection):
    for table in ordered():
        first = LEGAL[table.name][0]
        keys = [
            [column.name for column in one.columns]
            for one in (*table.constraints, *(index for index in table.indexes if index.unique))
            if not isinstance(one, (CheckConstraint, ForeignKeyConstraint))
            and (isinstance(one, (PrimaryKeyConstraint, UniqueConstraint)) or one.unique)
        ]
        assert keys
        for columns in keys:
            if table.name == "entry" and "report_id" in columns:
                continue  # a list of a report's: the first row has none, and it is tried below
            twice = {name: first[name] for name in columns}
            if columns == ["reporter", "list", "code"]:
                twice["report_id"] = None
            assert "unique" in refusal(connection, table.name, **twice).lower(), (table.name, columns)


def test_an_entry_has_its_code_once_in_a_report_and_in_each_years_report_again(connection):
    put(connection, "entry", {**LEGAL["entry"][0], "id": 8, "report_id": 1})
    again = {**LEGAL["entry"][0], "report_id": 1}
    assert "unique" in refusal(connection, "entry", **{**again, "id": 9}).lower()
    assert "" == refusal(connection, "entry", **{**again, "id": 9, "report_id": 2})


def test_nothing_refers_to_what_is_not_there(connection):
    found = [
        (table.name, key.parent.name) for table in ordered() for key in sorted(table.foreign_keys, key=str)
    ]
    assert 20 < len(found)
    for table, column in found:
        nowhere = "ZZZ" if column == "reporter" else 999
        assert "foreign key" in refusal(connection, table, **{column: nowhere}).lower(), (table, column)


def test_what_must_be_said_is_said(connection):
    for table in ordered():
        for column in table.columns:
            if not column.nullable and not column.primary_key:
                said = refusal(connection, table.name, **{column.name: None}).lower()
                assert "null" in said or "ck_" in said, (table.name, column.name)
