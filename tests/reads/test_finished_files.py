"""Finished files are made once, thrown away oldest first, and neither a half nor a damaged file is served."""

import errno
import os
import tempfile
import time

import pytest

from survey.reads.file_cache import ABANDONED_AFTER, ENDING, UNFINISHED, FileCache


def kept(folder):
    return {path.name.partition(".")[0] for path in folder.iterdir()}


def path_of(folder, key):
    (path,) = folder.glob(f"{key}.*{ENDING}")
    return path


def of(data):
    return lambda file: file.write(data)


def never(file):
    raise AssertionError("made again")


def test_a_file_is_made_once_and_then_found(tmp_path):
    finished = FileCache(tmp_path / "new" / "files", 1000)
    with finished.open("a", of(b"whole")) as file:
        assert b"whole" == file.read()
    with finished.open("a", never) as file:
        assert b"whole" == file.read()
    assert 0o700 == (tmp_path / "new" / "files").stat().st_mode & 0o777


def test_a_server_may_send_the_descriptor_itself(tmp_path):
    """Servers use `sendfile`, which starts where the descriptor is, whatever a buffer has read ahead."""
    for make in (of(b"whole"), never):
        with FileCache(tmp_path, 1000).open("a", make) as file:
            assert (0, b"whole") == (os.lseek(file.fileno(), 0, os.SEEK_CUR), os.read(file.fileno(), 9))


def test_a_file_that_could_not_be_finished_leaves_nothing(tmp_path):
    def half(file):
        file.write(b"ha")
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        FileCache(tmp_path, 1000).open("a", half)
    assert set() == kept(tmp_path)


def test_the_one_that_was_not_asked_for_the_longest_makes_room(tmp_path):
    finished = FileCache(tmp_path, 250)
    for at, key in enumerate("abc"):
        finished.open(key, of(b"x" * 100)).close()
        if key != "c":
            os.utime(path_of(tmp_path, key), (at, at))
    assert {"b", "c"} == kept(tmp_path)
    finished.open("b", never).close()
    os.utime(path_of(tmp_path, "c"), (1, 1))
    finished.open("d", of(b"x" * 100)).close()
    assert {"b", "d"} == kept(tmp_path)


def test_what_is_open_can_be_read_to_its_end_and_the_newest_stays(tmp_path):
    finished = FileCache(tmp_path, 10)
    with finished.open("a", of(b"x" * 100)) as file:
        finished.open("b", of(b"y" * 100)).close()
        assert {"b"} == kept(tmp_path)
        assert b"x" * 100 == file.read()


@pytest.mark.parametrize("damaged", [b"x" * 99 + b"y", b"x" * 50, b""])
def test_a_damaged_file_is_made_again(tmp_path, damaged):
    finished = FileCache(tmp_path, 1000)
    finished.open("a", of(b"x" * 100)).close()
    path_of(tmp_path, "a").write_bytes(damaged)
    with finished.open("a", of(b"z" * 100)) as file:
        assert b"z" * 100 == file.read()
    with finished.open("a", never) as file:
        assert b"z" * 100 == file.read()


def test_the_bytes_are_on_the_disk_before_the_file_has_its_name(tmp_path, monkeypatch):
    events, sync = [], os.fsync

    def noted(handle):
        events.append((os.fstat(handle).st_size, [path.suffix for path in tmp_path.iterdir()]))
        sync(handle)

    monkeypatch.setattr("os.fsync", noted)
    FileCache(tmp_path, 1000).open("a", of(b"whole")).close()
    assert [(5, [UNFINISHED])] == events


@pytest.mark.parametrize("wrong", [errno.EACCES, errno.ENOSPC, errno.EROFS])
def test_a_folder_that_cannot_be_written_costs_speed_and_not_the_file(tmp_path, monkeypatch, wrong):
    def refuse(*_, **__):
        raise OSError(wrong, os.strerror(wrong))

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    for data in (b"whole", b"again"):
        with FileCache(tmp_path, 1000).open("a", of(data)) as file:
            assert data == file.read()
    assert set() == kept(tmp_path)


def test_a_folder_that_cannot_be_there_costs_speed_and_not_the_file(tmp_path):
    (tmp_path / "file").write_text("in the way")
    for place in (tmp_path / "file", tmp_path / "file" / "folder"):
        with FileCache(place, 1000).open("a", of(b"whole")) as file:
            assert b"whole" == file.read()


def test_a_disk_that_is_full_half_way_costs_speed_and_not_the_file(tmp_path):
    tries = []

    def make(file):
        tries.append(file)
        file.write(b"whole")
        if len(tries) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")

    with FileCache(tmp_path, 1000).open("a", make) as file:
        assert b"whole" == file.read()
    assert set() == kept(tmp_path)


def test_a_file_that_cannot_be_marked_as_used_is_served(tmp_path, monkeypatch):
    finished = FileCache(tmp_path, 1000)
    finished.open("a", of(b"whole")).close()

    def refuse(*_):
        raise PermissionError(errno.EACCES, "read only")

    monkeypatch.setattr("os.utime", refuse)
    with finished.open("a", never) as file:
        assert b"whole" == file.read()


def test_what_killed_makers_left_goes_and_what_is_being_made_stays(tmp_path):
    dead, alive, foreign = (tmp_path / name for name in (f"dead{UNFINISHED}", f"alive{UNFINISHED}", "notes"))
    for path in (dead, alive, foreign):
        path.write_bytes(b"ha")
    long_ago = time.time() - ABANDONED_AFTER - 1
    for path in (dead, foreign):
        os.utime(path, (long_ago, long_ago))
    FileCache(tmp_path, 1000).open("a", of(b"whole")).close()
    assert {"alive", "notes", "a"} == kept(tmp_path)
