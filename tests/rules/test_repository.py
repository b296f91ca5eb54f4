"""What stands in the README and docs exists; lock files name no host; settings are documented."""

import re
import subprocess
from dataclasses import fields
from pathlib import Path

import click
import pytest

from survey.cli import main
from survey.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def commands_in(text):
    """The shell commands of a page: those in sh blocks."""
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            yield line.split("#")[0].strip()


def make_targets():
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_pages_exist(page):
    unknown = []
    for command in commands_in(page.read_text(encoding="utf-8")):
        words = command.split()
        if words[:1] == ["make"]:
            unknown += [word for word in words[1:] if "=" not in word and word not in make_targets()]
        elif words[:1] == ["survey"] and not survey_knows(words[1:]):
            unknown.append(command)
    assert [] == unknown


def survey_knows(words):
    command = main
    for word in words:
        if not isinstance(command, click.Group):
            options = {name for option in command.params for name in option.opts}
            if word.startswith("--") and word.split("=")[0] not in options:
                return False
        elif (command := command.get_command(click.Context(command), word)) is None:
            return False
    return not isinstance(command, click.Group)


def test_every_setting_is_documented_and_every_documented_setting_exists():
    table = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(SURVEY_[A-Z_]+)` \|", table, re.MULTILINE))
    assert {f"SURVEY_{option.name.upper()}" for option in fields(Settings)} == documented


def test_lock_files_name_no_host_and_pin_with_hashes():
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        pins = re.findall(r"^[A-Za-z0-9_.-]+(?:\[[a-z,]+\])?==", text, re.MULTILINE)
        assert pins
        assert len(pins) == len(
            re.findall(r"^[A-Za-z0-9_.\[\]-]+==.* \\\n    --hash=sha256:", text, re.MULTILINE)
        )


def test_links_between_pages_lead_somewhere():
    broken = []
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert [] == broken


def test_nothing_committed_names_a_folder_of_one_machine():
    words = ("/ho" + "me/", "/wo" + "rk/main", "/ro" + "ot/")
    found = [
        path.name
        for path in tracked()
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".js", ".css", ".html", ".txt", ".po", ""}
        for word in words
        if word in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert [] == found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_that_the_pages_name_exist(page):
    named = re.findall(
        r"`((?:survey|tests|forms|translations|migrations|docs)/[\w./-]*)`", page.read_text("utf-8")
    )
    assert [] == [name for name in named if not (ROOT / name).exists()]
