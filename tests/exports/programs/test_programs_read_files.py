"""Pandas, Polars, DuckDB and R read every file for programs as they do by default: rows, types and sums."""

import shutil
import subprocess
import warnings
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

from tests.exports.programs.written import Held, written

SHAPES = ("answers", "wide", "figures", "countries", "all-answers", "all-figures")
NEAR = 1e-9


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    return folder, written(folder)


def by_pandas(path):
    """What pandas finds; it warns of columns of codes that are blank for a long stretch, and reads them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pd.errors.DtypeWarning)
        table = pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
    found = Held(len(table), list(table.columns))
    for name in table.columns:
        kind = table[name].dtype.kind
        if kind in "ifb":
            found.sorts[name] = {"i": "integer", "f": "double", "b": "boolean"}[kind]
            found.sums[name] = float(table[name].sum())
    return found


def by_polars(path):
    table = pl.read_csv(path) if path.suffix == ".csv" else pl.read_parquet(path)
    found = Held(table.height, table.columns)
    sorts = {pl.Int64: "integer", pl.Float64: "double", pl.Boolean: "boolean"}
    for name, kind in table.schema.items():
        if kind in sorts:
            found.sorts[name], found.sums[name] = sorts[kind], float(table[name].sum())
    return found


def by_duckdb(path):
    with duckdb.connect() as at:
        table = at.read_csv(str(path)) if path.suffix == ".csv" else at.read_parquet(str(path))
        found = Held(len(table), table.columns)
        sorts = {"BIGINT": "integer", "DOUBLE": "double", "BOOLEAN": "boolean"}
        for name, kind in zip(table.columns, map(str, table.types), strict=True):
            if kind in sorts:
                found.sorts[name] = sorts[kind]
        wanted = ", ".join(f'sum(CAST("{name}" AS DOUBLE))' for name in found.sorts)
        found.sums = dict(zip(found.sorts, table.aggregate(wanted).fetchall()[0], strict=True))
    return found


def by_r(paths):
    """What R finds in some files; it is started once, since starting takes longest."""
    program = shutil.which("Rscript")
    assert program, "R is missing, which reads our files here: install it with `make system`."
    script = Path(__file__).with_name("reading.R")
    told = subprocess.run(
        [program, "--vanilla", script, *paths], capture_output=True, text=True, check=True, timeout=300
    )
    assert "" == told.stderr
    found = {}
    for line in told.stdout.splitlines():
        what, path, name, *more = line.split("\t")
        if what == "rows":
            found[Path(path).stem] = Held(int(name), [])
            continue
        sort, total = more[:2]
        table = found[Path(path).stem]
        table.names.append(name)
        if sort in ("integer", "double", "logical"):
            table.sorts[name] = "boolean" if sort == "logical" else sort
            table.sums[name] = float(total)
    return found


READERS = {"pandas": by_pandas, "polars": by_polars, "duckdb": by_duckdb}


OTHER_SORTS = {"pandas": {("integer", "double"), ("boolean", None)}, "R": {("boolean", None)}}
"""Pandas has doubles for counts and texts for truths where some are blank; R has texts for `true`."""


def agree(expected, found, reader=""):
    assert (expected.rows, expected.names) == (found.rows, found.names)
    for name, sort in expected.sorts.items():
        read = found.sorts.get(name)
        assert read == sort or (sort, read) in OTHER_SORTS.get(reader, ()), (name, sort, read)
        assert read is None or pytest.approx(expected.sums[name], rel=NEAR, abs=NEAR) == found.sums[name], (
            name
        )


@pytest.mark.parametrize("reader", READERS)
def test_a_program_reads_every_csv_and_every_parquet_file(files, reader):
    folder, expected = files
    assert set(SHAPES) == set(expected)
    for name in SHAPES:
        for ending in ("csv", "parquet"):
            found = READERS[reader](folder / f"{name}.{ending}")
            agree(expected[name], found, reader)


def test_r_reads_every_csv_file(files):
    folder, expected = files
    found = by_r([folder / f"{name}.csv" for name in SHAPES])
    for name in SHAPES:
        agree(expected[name], found[name], "R")


def test_the_files_have_every_sort_of_column_and_rows_beyond_what_programs_infer_from(files):
    _, expected = files
    assert {"double", "integer", "boolean"} == {
        sort for name in SHAPES for sort in expected[name].sorts.values()
    }
    assert all(expected[name].rows > 5000 for name in SHAPES if name != "wide")
    assert expected["all-answers"].rows > expected["answers"].rows
