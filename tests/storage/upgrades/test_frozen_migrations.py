"""A migration that was released is never edited: from then on every change is a migration of its own."""

from hashlib import sha256
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from survey import __version__
from tests.storage.upgrades.releases import FROZEN, RELEASES

VERSIONS = Path(__file__).parents[3] / "migrations" / "versions"


def revisions_up_to(revision):
    return {
        each.revision for each in ScriptDirectory(str(VERSIONS.parent)).iterate_revisions(revision, "base")
    }


@pytest.mark.parametrize("revision", FROZEN)
def test_a_released_migration_is_as_it_was(revision):
    (file,) = VERSIONS.glob(f"{revision}_*.py")
    assert FROZEN[revision] == sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize("release", [*RELEASES, __version__])
def test_all_migrations_of_a_release_are_frozen(release):
    assert set() == revisions_up_to(RELEASES[release]) - set(FROZEN)
