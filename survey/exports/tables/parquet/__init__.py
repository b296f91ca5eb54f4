"""Tables as Parquet, the file format of columns with types."""

from survey.exports.tables.parquet.as_parquet import to_parquet

__all__ = ["to_parquet"]
