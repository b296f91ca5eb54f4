"""The package: every table, with all that is needed to read it in ten years, in one zip file.

    answers.csv wide.csv figures.csv rows.csv     the tables, as for machines, with codes
    codebook.csv                                  every code with its labels in every language
    datapackage.json  csv-metadata.json           the tables described: Frictionless, CSV on the Web
    questionnaire.yaml                            the questionnaire of the round, byte for byte
    README.txt  SHA256SUMS                        what this is, and the checksums

The same answers make the same bytes, since all files in it have the same time. Knows no storage.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from survey.exports.phrases import SAMPLE, SAMPLE_DATA
from survey.exports.tables.as_csv import to_csv
from survey.exports.tables.covers import AS_WRITTEN, NO_BLANKS, NOT_ACCEPTED, STATISTICS, TITLES, About
from survey.exports.tables.describing import Described, csv_on_the_web, data_package
from survey.exports.tables.tables import DataTable
from survey.messages import Message, say

NO_TIME = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
CONTENTS: Sequence[tuple[str, Message]] = (
    ("answers.csv", TITLES["answers"]),
    ("wide.csv", TITLES["wide"]),
    ("figures.csv", TITLES["figures"]),
    (
        "rows.csv",
        say("package/rows", "Rows that countries added, and entries of lists"),
    ),
    ("codebook.csv", say("package/codebook", "All codes and their meaning, in every language")),
    (
        "datapackage.json",
        say("package/frictionless", "Description of the tables (Frictionless)"),
    ),
    ("csv-metadata.json", say("package/csvw", "Description of the tables (CSV on the Web)")),
    ("questionnaire.yaml", say("package/questionnaire", "The questionnaire as it was asked")),
    (
        "SHA256SUMS",
        say("package/checksums", "Checksums, to verify that every file is complete"),
    ),
)


@dataclass(frozen=True, slots=True)
class Package:
    """The content of a package: its name, its facts in each language, its tables, its questionnaire."""

    name: str
    tellers: Sequence[About]
    tables: Iterable[DataTable]
    questionnaire: bytes


@dataclass
class _Zip:
    """A zip file being written, with the size and the hash of each file in it."""

    zip: ZipFile
    sums: dict[str, tuple[int, str]] = field(default_factory=dict)

    def put(self, name: str, data: Iterable[bytes]) -> None:
        """Add a file, in chunks."""
        info = ZipInfo(name, NO_TIME)
        info.compress_type, info.external_attr = ZIP_DEFLATED, READABLE
        size, digest = 0, sha256()
        with self.zip.open(info, "w", force_zip64=True) as file:
            for chunk in data:
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.sums[name] = (size, digest.hexdigest())


def write_package(package: Package, file: IO[bytes]) -> None:
    """Write the package."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        made = _Zip(archive)
        described = []
        for table in package.tables:
            made.put(f"{table.name}.csv", to_csv(table))
            described.append(Described(table, *made.sums[f"{table.name}.csv"]))
        for name, describe in DESCRIPTIONS.items():
            made.put(name, [_json(describe(package.name, package.tellers, described))])
        made.put("questionnaire.yaml", [package.questionnaire])
        made.put("README.txt", ["\r\n\r\n".join(map(_readme, package.tellers)).encode()])
        sums = "".join(f"{digest}  {name}\n" for name, (_, digest) in sorted(made.sums.items()))
        made.put("SHA256SUMS", [sums.encode()])


DESCRIPTIONS: dict[str, Callable[[str, Sequence[About], Sequence[Described]], object]] = {
    "datapackage.json": data_package,
    "csv-metadata.json": csv_on_the_web,
}


def _json(what: object) -> bytes:
    return (json.dumps(what, ensure_ascii=False, indent=1) + "\n").encode()


def _readme(about: About) -> str:
    """Return the read-me text in one language."""
    plain = about.naming.plain
    lines = [plain(about.naming.form.title), ""]
    if about.is_sample:
        lines += [plain(_fact(plain(SAMPLE), plain(SAMPLE_DATA))), ""]
    if about.preview:
        lines += [plain(NOT_ACCEPTED), ""]
    lines += [*(plain(_fact(name, words)) for name, words in about.facts()), ""]
    lines += [f"{name:<20}{plain(what)}" for name, what in CONTENTS]
    lines += ["", *(plain(note) for note in (NO_BLANKS, STATISTICS, AS_WRITTEN))]
    return "\r\n".join(lines)


def _fact(name: str, words: str) -> Message:
    return say("package/fact", "{name}: {words}", name=name, words=words)
