"""A build is told by the contents of its files, never by their times."""

import os
from dataclasses import replace

from survey.build import build_of, hash_of_folder
from survey.settings import Settings


def folder_with(tmp_path, name, **files):
    folder = tmp_path / name
    folder.mkdir()
    for file, text in files.items():
        (folder / f"{file}.po").write_text(text)
    return folder


def test_the_same_contents_are_the_same_build_whatever_the_times(tmp_path):
    one, other = (folder_with(tmp_path, name, fr="Bonjour") for name in ("one", "other"))
    os.utime(other / "fr.po", (1, 1))
    assert hash_of_folder(one) == hash_of_folder(other)


def test_a_changed_word_is_another_build(tmp_path):
    before = replace(Settings(), translations=folder_with(tmp_path, "before", fr="Bonjour"))
    after = replace(Settings(), translations=folder_with(tmp_path, "after", fr="Bonsoir"))
    assert build_of(before) != build_of(after)


def test_a_changed_line_of_code_is_another_build(tmp_path, monkeypatch):
    before = build_of(Settings())
    monkeypatch.setattr("survey.build.CODE", folder_with(tmp_path, "code", main="print()"))
    assert before != build_of(Settings())


def test_what_is_compiled_from_a_catalog_counts_for_nothing(tmp_path):
    one, other = (folder_with(tmp_path, name, fr="Bonjour") for name in ("one", "other"))
    (other / "fr.mo").write_bytes(b"compiled")
    assert hash_of_folder(one) == hash_of_folder(other)


def test_a_name_and_a_text_are_told_apart(tmp_path):
    one, other = folder_with(tmp_path, "one", ab="c"), folder_with(tmp_path, "other", a="bc")
    assert hash_of_folder(one) != hash_of_folder(other)


def test_another_release_of_a_library_is_another_build(monkeypatch):
    before = build_of(Settings())
    monkeypatch.setattr("survey.build.version", lambda name: f"another {name}")
    assert before != build_of(Settings())
