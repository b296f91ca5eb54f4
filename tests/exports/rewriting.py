"""Golden files written anew after a change that is meant: `python -m tests.exports.rewriting`."""

from __future__ import annotations

import io
import zipfile

from tests.exports import test_packages, test_tables_as_csv


def main() -> None:
    """Write every golden file of tables and packages."""
    for name, how in test_tables_as_csv.FILES.items():
        (test_tables_as_csv.GOLDEN / name).write_bytes(test_tables_as_csv.written(*how))
    with zipfile.ZipFile(io.BytesIO(test_packages.made())) as archive:
        for name in test_packages.DESCRIPTIONS:
            (test_packages.GOLDEN / name).write_bytes(archive.read(name))


if __name__ == "__main__":
    main()
