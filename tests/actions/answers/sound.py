"""What must hold of a database at any moment: nothing half-written, nothing without its history and audit."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from survey.answers.names import field_name
from survey.storage.answers.answers import Answer, AnswerCell, AnswerChange, Entry
from survey.storage.audit.audit import AuditLine


def demand_sound(engine):
    """Compare answers, cells, entries, history and audit with one another; return the history by place."""
    with Session(engine) as session:
        answers = {(one.question, one.row): one for one in session.scalars(select(Answer))}
        cells = defaultdict(dict)
        for one in session.scalars(select(AnswerCell)):
            kept = [value for value in (one.number, one.code, one.text) if value is not None]
            assert 1 == len(kept)
            cells[one.answer_id][one.cell] = kept[0]
        history = defaultdict(list)
        for one in session.scalars(select(AnswerChange).order_by(AnswerChange.version)):
            history[one.question, one.row].append(one)
        entries = session.scalars(
            select(Entry).where(Entry.removed_at.is_(None)).order_by(Entry.position)
        ).all()
        audited = [
            (name, version)
            for line in session.scalars(select(AuditLine))
            for name, version in line.details.get("versions", {}).items()
        ]
    assert set(answers) == set(history)
    for place, lines in history.items():
        assert list(range(1, len(lines) + 1)) == [one.version for one in lines]
        answer, last = answers[place], lines[-1]
        assert (answer.version, answer.saved_by, answer.saved_at) == (
            last.version, last.saved_by, last.saved_at,
        )  # fmt: skip
        assert last.content.get("cells", {}) == cells.pop(answer.id, {})
        assert (last.content.get("source", ""), last.content.get("missing", "")) == (
            answer.source,
            answer.missing,
        )
        if "entries" in last.content:
            assert last.content["entries"] == [one.code for one in entries if one.list == place[0]]
    assert {} == cells
    said = [(field_name(*place), one.version) for place, lines in history.items() for one in lines]
    assert sorted(said) == sorted(audited)
    return history
