"""Headers of catalogs: what gettext asks for, beside what translators' tools wrote. Knows no entries."""

from __future__ import annotations

from survey.catalogs.plurals import babel_rule

HEADERS = {
    "Project-Id-Version": "Pathfinder Survey",
    "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
    "Last-Translator": "",
    "Language-Team": "",
    "Language": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def completed_header(header: str, language: str) -> str:
    """Keep what translators' tools wrote in a header and add what is missing, without any date of ours."""
    kept = _fields(header)
    wanted = {**HEADERS, "Language": language.replace("-", "_")}
    if language:
        wanted["Plural-Forms"] = babel_rule(language)
    return "".join(f"{name}: {value}\n" for name, value in {**wanted, **kept}.items())


def plural_forms(header: str) -> str:
    """Return the rule of plurals in a header, such as `nplurals=2; plural=(n > 1);`."""
    return _fields(header).get("Plural-Forms", "")


def _fields(header: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in header.splitlines() if ":" in line)
    return {name.strip(): value.strip() for name, _, value in pairs if value.strip()}
