"""The files that programs read: every table of two sampled rounds as CSV and Parquet, and what they hold."""

import math
from dataclasses import dataclass, field
from pathlib import Path

from survey.exports.tables.answers import answers
from survey.exports.tables.as_csv import to_csv
from survey.exports.tables.figure_rows import figures_table
from survey.exports.tables.over_rounds import stacked
from survey.exports.tables.parquet import to_parquet
from survey.exports.tables.tables import FRACTIONAL, Type
from survey.exports.tables.wide import wide
from survey.figures import add_up, seen_by
from tests.figures import sampled

OWN = frozenset({"CHL", "MDG"})
"""The countries whose own figures are in the file with countries; the rule of three is kept for the rest."""
SORTS = {
    Type.NUMBER: "double", Type.MIXED: "double", Type.INTEGER: "integer", Type.YEAR: "integer",
    Type.TRUTH: "boolean",
}  # fmt: skip


@dataclass
class Held:
    """What a file must be read to hold: its rows, its columns, and sort and sum of those that have values."""

    rows: int
    names: list
    sorts: dict = field(default_factory=dict)
    sums: dict = field(default_factory=dict)


def tables():
    """Every shape of table that is written for programs."""
    before = (sampled.form_of(2019), sampled.expected(), sampled.cases_of(2019))
    figures = add_up(sampled.form_of(2020), sampled.expected(), sampled.cases_of(2020), before=before)
    names = {year: sampled.naming(year) for year in (2019, 2020)}
    both = [answers(sampled.source(year), names[year]) for year in (2020, 2019)]
    seen = seen_by(figures, None)
    return {
        "answers": both[0],
        "wide": wide(sampled.source(2020), names[2020]),
        "figures": figures_table(sampled.source(2020), names[2020], seen),
        "countries": figures_table(sampled.source(2020), names[2020], seen_by(figures, OWN), countries=True),
        "all-answers": stacked(both),
        "all-figures": stacked(
            [
                figures_table(sampled.source(2020), names[2020], seen),
                figures_table(sampled.source(2019), names[2019], seen_by(add_up(*before), None)),
            ]
        ),
    }


def written(folder: Path):
    """Write all files; return what each holds, by name."""
    found = {}
    for name, table in tables().items():
        with (folder / f"{name}.csv").open("wb") as file:
            file.writelines(to_csv(table))
        with (folder / f"{name}.parquet").open("wb") as file:
            to_parquet(table, file)
        found[name] = held(table)
    return found


def held(table):
    rows = list(table.rows())
    found = Held(len(rows), [column.name for column in table.fields])
    for at, column in enumerate(table.fields):
        values = [row[at] for row in rows if row[at] not in (None, "")]
        if values and column.type in SORTS:
            found.sorts[column.name] = SORTS[column.type]
            found.sums[column.name] = math.fsum(map(worth, values))
    assert any(column.type in FRACTIONAL for column in table.fields)
    return found


def worth(cell):
    """A cell as a number: true is 1."""
    return {"true": 1, "false": 0}[cell] if cell in ("true", "false") else float(cell)
