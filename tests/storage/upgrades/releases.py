"""Which tables each release had, and the hashes of the migrations that made them: these never change."""

RELEASES = {"0.1.0": "0001", "0.2.0": "0001", "0.3.0": "0002"}
"""The newest revision of each release; a new release adds its own, and the hashes of its migrations."""

FROZEN = {
    "0001": "af1ae220bf135842e92d6cd09e551eba7a940be110c3df8b1b654cce0a794d2f",
    "0002": "130d23f4c64fbf917727cd8790e0697aa6e476ee5734dbb857801b8c41f40242",
}
"""The SHA-256 of each migration that was released: what a database was made by is not edited afterwards."""

MOVED: dict[str, str] = {}
"""Columns of a release that a later migration changes or takes away, `table.column`, with the reason."""
