"""Tables that something else changed are named, though the number of their version is right."""

import pytest
from sqlalchemy import text

from survey.actions.backups.upgrading import refuse_other_tables
from survey.errors import Refusal
from survey.storage.engine.comparing import places

CHANGES = {
    "ALTER TABLE letter DROP COLUMN html": ["letter.html"],
    "ALTER TABLE person ADD COLUMN telephone TEXT": ["person.telephone"],
    "DROP TABLE invitation": ["invitation"],
    "DROP INDEX ix_letter_next_try_at": ["letter (ix_letter_next_try_at)"],
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_differs_is_named(engine, change):
    assert [] == places(engine)
    with engine.begin() as connection:
        connection.execute(text(change))
    assert CHANGES[change] == places(engine)
    with pytest.raises(Refusal, match="Restore a backup") as refused:
        refuse_other_tables(engine)
    assert CHANGES[change][0] in str(refused.value)


@pytest.mark.parametrize(
    "addition",
    ["CREATE TABLE planets (name TEXT UNIQUE)", "CREATE INDEX quicker ON letter (kind)"],
)
def test_tables_of_others_and_indexes_of_the_operator_are_let_be(engine, addition):
    with engine.begin() as connection:
        connection.execute(text(addition))
    assert [] == places(engine)
    refuse_other_tables(engine)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("ALTER TABLE letter DROP CONSTRAINT ck_letter_sent", "letter (ck_letter_sent)"),
        ("ALTER TABLE letter ALTER COLUMN subject TYPE varchar(200)", "letter.subject"),
        ("ALTER TABLE letter ALTER COLUMN subject DROP NOT NULL", "letter.subject"),
    ],
)
def test_a_rule_or_a_type_that_differs_is_named(engine, change, place):
    with engine.begin() as connection:
        connection.execute(text(change))
    assert [place] == places(engine)
