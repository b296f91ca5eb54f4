"""Catalogs: English texts in other languages. Knows nothing above texts."""

from survey.catalogs.catalog import Catalog, Translation, compile_catalog, read_catalog
from survey.catalogs.folder import Catalogs, load_catalogs
from survey.catalogs.po import CatalogMistake
from survey.catalogs.speaking import INTERFACE, Speaker, speaker_of

__all__ = [
    "INTERFACE",
    "Catalog",
    "CatalogMistake",
    "Catalogs",
    "Speaker",
    "Translation",
    "compile_catalog",
    "load_catalogs",
    "read_catalog",
    "speaker_of",
]
