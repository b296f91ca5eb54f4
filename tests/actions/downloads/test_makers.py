"""Few processes make files at a time on a machine, and they read the settings of those who start them."""

import os
from dataclasses import replace

import pytest

from survey.actions.downloads import makers
from survey.settings import Settings, read_settings


@pytest.fixture
def started(monkeypatch):
    """What would have been started: each command holds its slot as long as its descriptor is open."""
    found = []

    class Process:
        def __init__(self, command, env, pass_fds, **_):
            found.append((command, env, os.dup(*pass_fds)))

        def poll(self):
            return None

    monkeypatch.setattr(makers.subprocess, "Popen", Process)
    monkeypatch.setattr(makers, "_started", [])
    yield found
    for _, _, slot in found:
        os.close(slot)


def test_no_more_makers_are_started_than_there_are_slots(started, tmp_path):
    settings = Settings(cache=tmp_path, file_processes=2)
    assert [True, True, False] == [START(settings) for _ in range(3)]
    os.close(started.pop()[2])
    assert [True, False] == [START(settings) for _ in range(2)]


def test_blank_forms_take_the_slot_of_no_other_file(started, tmp_path):
    settings = Settings(cache=tmp_path, file_processes=1)
    assert [True, False] == [START(settings, "papers") for _ in range(2)]
    assert START(settings)


def test_a_maker_reads_the_settings_of_the_process_that_starts_it(started, tmp_path):
    settings = replace(Settings(), cache=tmp_path, demo=True, cache_mb=7, smtp_sender="a@example.org")
    START(settings)
    given = {name: value for name, value in started[0][1].items() if name.startswith("SURVEY_")}
    assert settings == read_settings(given)


START = makers.start_maker
