"""Everything that a person sees is translated, in every language of the product, and translated soundly."""

import io
from functools import cache
from pathlib import Path

import pytest
from babel.messages import pofile

from survey.catalogs.merging import merged, template
from survey.catalogs.po import read_po, write_po
from survey.catalogs.progress import catalog_path, languages_in, progress_of
from survey.cli.translations import sources
from survey.languages import TRANSLATED
from survey.questionnaire.reading import editions_in

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "translations"
DOMAINS = sorted({"interface", *(edition.slug for edition in editions_in(ROOT / "forms"))})
every_catalog = pytest.mark.parametrize(
    ("language", "domain"), [(language, domain) for language in TRANSLATED for domain in DOMAINS]
)


@cache
def everything():
    """All English texts of the tree, by domain."""
    return sources(ROOT / "survey", ROOT / "forms")


def test_every_text_is_written_so_that_it_can_be_translated():
    assert [] == list(everything().mistakes)


def test_every_language_of_the_product_has_its_folder_and_no_other_is_half_done():
    assert sorted(TRANSLATED) == sorted(languages_in(FOLDER))


@every_catalog
def test_every_text_is_translated(language, domain):
    gaps = progress_of(FOLDER, language, domain, everything().domains[domain]).gaps
    assert [] == [f"{gap.context}: {gap.state} {gap.reason}".strip() for gap in gaps]


@every_catalog
def test_catalogs_stand_in_the_files_as_update_writes_them(language, domain):
    path = catalog_path(FOLDER, language, domain)
    assert path.read_bytes() == write_po(read_po(path.read_bytes()))


@every_catalog
def test_catalogs_have_the_notes_for_translators(language, domain):
    found, file = everything(), read_po(catalog_path(FOLDER, language, domain).read_bytes())
    now = merged(file, found.domains[domain], language, 2, found.notes_in(domain))
    assert {entry.context: entry.note for entry in now.entries} == {
        entry.context: entry.note for entry in file.entries
    }


@pytest.mark.parametrize("domain", DOMAINS)
def test_templates_are_those_of_the_texts(domain):
    found = everything()
    wanted = write_po(template(found.domains[domain], found.notes_in(domain)))
    assert wanted == (FOLDER / f"{domain}.pot").read_bytes()


@every_catalog
def test_catalogs_are_sound_for_gettext(language, domain):
    data = catalog_path(FOLDER, language, domain).read_bytes()
    catalog = pofile.read_po(io.BytesIO(data), locale=language, domain=domain, abort_invalid=True)
    wrong = []
    for message in catalog:
        # A percent sign is only a percent sign here, whatever Babel guesses from the letter after it.
        message.flags.discard("python-format")
        wrong += [f"{message.context}: {error}" for error in message.check(catalog) if message.id]
    assert [] == wrong
