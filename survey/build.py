"""The build that runs: a hash of its code, catalogs and forms, alike on all machines with the same files.

Whatever is kept on disk, or in a browser, is kept under this hash, so that a corrected program never hands
out what an earlier one made.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from survey import __version__

if TYPE_CHECKING:
    from survey.settings import Settings

CODE = Path(__file__).resolve().parent
DERIVED = {".pyc", ".mo"}
"""Endings of files that are made from others."""
LIBRARIES = ("babel", "jinja2", "python-docx", "typst", "xlsxwriter")
"""Packages that shape pages and files, so that another release of them is another build."""


def build_of(settings: Settings) -> str:
    """Return the hash of everything that makes pages and files, whatever the times of the files."""
    folders = (CODE, settings.translations, settings.forms)
    libraries = (f"{name} {version(name)}" for name in LIBRARIES)
    parts = (__version__, *libraries, *(hash_of_folder(folder.resolve()) for folder in folders))
    return sha256("\0".join(parts).encode()).hexdigest()


@lru_cache(maxsize=64)
def hash_of_folder(folder: Path) -> str:
    """Return the hash of the names and contents of a folder's files, read once a process."""
    digest = sha256()
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in DERIVED)
    for path in sorted(files, key=lambda path: path.relative_to(folder).as_posix()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
