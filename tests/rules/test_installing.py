"""Whoever clones this installs what we tested: from a complete lock, without resolving."""

import re
import subprocess
from importlib.metadata import requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCKS = ROOT / "requirements"
PIN = re.compile(r"^(\S+==[^\\\n]+?)\s*\\?$", re.MULTILINE)


def pins(lock):
    """The locked packages that this platform installs, by name."""
    found = [Requirement(line) for line in PIN.findall((LOCKS / lock).read_text(encoding="utf-8"))]
    return {canonicalize_name(pin.name): pin for pin in found if pin.marker is None or pin.marker.evaluate()}


def wanted_by(requirement):
    """The requirements of an installed package, with those of the extras that are asked of it."""
    for line in requires(requirement.name) or ():
        wanted = Requirement(line)
        extras = ("", *requirement.extras)
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in extras):
            yield wanted


@pytest.mark.parametrize("lock", ["runtime.txt", "dev.txt"])
def test_the_lock_holds_all_requirements_of_all_its_packages(lock):
    locked, missing, seen = pins(lock), [], set()
    waiting = [("the lock", pin) for pin in locked.values()]
    while waiting:
        by, requirement = waiting.pop()
        pin = locked.get(canonicalize_name(requirement.name))
        if pin is None or not requirement.specifier.contains(version(requirement.name), prereleases=True):
            missing.append(f"{requirement}, wanted by {by}")
        elif str(requirement) not in seen:
            seen.add(str(requirement))
            waiting += [(requirement.name, wanted) for wanted in wanted_by(requirement)]
    assert [] == missing
    assert len(seen) > 30


def test_the_environment_has_what_the_lock_says():
    locked = pins("dev.txt")
    assert {name: str(pin.specifier) for name, pin in locked.items()} == {
        name: f"=={version(name)}" for name in locked
    }


def test_what_runs_is_locked_alike_for_running_and_for_testing():
    running, testing = pins("runtime.txt"), pins("dev.txt")
    assert {name: str(pin.specifier) for name, pin in running.items()} == {
        name: str(testing[name].specifier) for name in running
    }


def test_every_environment_is_made_without_resolving():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    calls = re.compile(r"pip[\"', ]+(?:install|wheel)\b.*")
    loose = [
        f"{name}: {call}"
        for name in listed.stdout.splitlines()
        if (ROOT / name).is_file() and name.endswith((".md", ".py", "Makefile", "run", "system", ".yaml"))
        for call in calls.findall((ROOT / name).read_text(encoding="utf-8", errors="ignore"))
        if "--no-deps" not in call and Path(__file__).name not in name
    ]
    assert [] == loose


def test_packages_are_only_installed_by_their_hashes():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    files = re.findall(r"\$\(INSTALL\)(.*?)--requirement", makefile)
    assert files == [" --require-hashes "] * 2
    assert 2 == makefile.count("-m pip --disable-pip-version-check check")
