"""Finished files are made once, thrown away oldest first, and a half one is never found."""

import os

import pytest

from survey.reads.file_cache import ENDING, Finished


def kept(folder):
    return {path.name.removesuffix(ENDING) for path in folder.iterdir()}


def of(data):
    return lambda file: file.write(data)


def never(file):
    raise AssertionError("made again")


def test_a_file_is_made_once_and_then_found(tmp_path):
    finished = Finished(tmp_path / "new" / "files", 1000)
    with finished.open("a", of(b"whole")) as file:
        assert b"whole" == file.read()
    with finished.open("a", never) as file:
        assert b"whole" == file.read()
    assert 0o700 == (tmp_path / "new" / "files").stat().st_mode & 0o777


def test_a_file_that_could_not_be_finished_leaves_nothing(tmp_path):
    def half(file):
        file.write(b"ha")
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        Finished(tmp_path, 1000).open("a", half)
    assert set() == kept(tmp_path)


def test_the_one_that_was_not_asked_for_the_longest_makes_room(tmp_path):
    finished = Finished(tmp_path, 250)
    for at, key in enumerate("abc"):
        finished.open(key, of(b"x" * 100)).close()
        if key != "c":
            os.utime(tmp_path / f"{key}{ENDING}", (at, at))
    assert {"b", "c"} == kept(tmp_path)
    finished.open("b", never).close()
    os.utime(tmp_path / f"c{ENDING}", (1, 1))
    finished.open("d", of(b"x" * 100)).close()
    assert {"b", "d"} == kept(tmp_path)


def test_what_is_open_can_be_read_to_its_end_and_the_newest_stays(tmp_path):
    finished = Finished(tmp_path, 10)
    with finished.open("a", of(b"x" * 100)) as file:
        finished.open("b", of(b"y" * 100)).close()
        assert {"b"} == kept(tmp_path)
        assert b"x" * 100 == file.read()
