"""The columns of the wide table for the codebook: what each holds, with its label in every language."""

from __future__ import annotations

from collections.abc import Sequence

from survey.exports.tables.naming import Naming
from survey.exports.tables.source import Source
from survey.exports.tables.tables import Field
from survey.exports.tables.wide.layout import layout_of, most_rows


def documented(source: Source, tellers: Sequence[Naming]) -> list[tuple[Field, list[str]]]:
    """Return each column that holds a part of a question, with its label by each teller."""
    most = most_rows(source)
    by_teller = [layout_of(source.form, naming, most).fields for naming in tellers]
    return [
        (said[0], [field.title for field in said])
        for said in zip(*by_teller, strict=True)
        if said[0].holds is not None
    ]
