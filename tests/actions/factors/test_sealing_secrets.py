"""The secret key of an installation: made once, for its owner only, and nothing is opened without it."""

import stat

import pytest

from survey.actions.factors.sealed import Seal, SealBroken, seal_of
from survey.settings import Settings

SECRET = b"JBSWY3DPEHPK3PXP"


@pytest.fixture
def seal(tmp_path):
    return seal_of(Settings(secret_file=tmp_path / "instance" / "secret.key"))


def test_what_was_sealed_is_opened_by_the_same_installation_only(seal, tmp_path):
    sealed = seal.seal(SECRET, 7)
    assert SECRET not in sealed
    assert SECRET == Seal(seal.file).open(sealed, 7)
    for other in (Seal(tmp_path / "another.key"), Seal(None)):
        with pytest.raises(SealBroken):
            other.open(sealed, 7)


def test_what_was_sealed_for_somebody_is_opened_for_nobody_else(seal):
    with pytest.raises(SealBroken):
        seal.open(seal.seal(SECRET, 7), 8)


@pytest.mark.parametrize("nonsense", [b"", b"x", b"x" * 12, b"x" * 60])
def test_nonsense_is_not_opened(seal, nonsense):
    with pytest.raises(SealBroken):
        seal.open(nonsense, 7)


def test_the_same_secret_is_sealed_differently_each_time(seal):
    assert seal.seal(SECRET, 7) != seal.seal(SECRET, 7)


def test_the_key_is_made_once_and_is_its_owners_alone(seal):
    seal.seal(SECRET, 7)
    made = seal.file.read_bytes()
    seal.seal(SECRET, 7)
    assert made == seal.file.read_bytes()
    assert 0o600 == stat.S_IMODE(seal.file.stat().st_mode)
    assert [seal.file] == list(seal.file.parent.iterdir())


def test_a_key_that_is_too_short_is_refused(seal):
    seal.file.parent.mkdir()
    seal.file.write_text("secret\n")
    with pytest.raises(SealBroken):
        seal.seal(SECRET, 7)


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SealBroken, match="Use a passkey or a recovery code"):
        Seal(tmp_path / "file" / "secret.key").seal(SECRET, 7)


def test_a_demonstration_needs_no_file():
    seal = seal_of(Settings(demo=True))
    assert (None, SECRET) == (seal.file, seal.open(seal.seal(SECRET, 7), 7))
