"""A wheel built from the tree carries everything: installed alone, it checks its forms and says its pages."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel, unpacked as an installer would, away from the working tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = (
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
    )
    subprocess.run([*build, str(folder), str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("pathfinder_survey-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(site, script):
    """Run a script with nothing of ours on the path but the wheel."""
    first = f"import sys; sys.path[:] = [{str(site)!r}] + [p for p in sys.path if {str(ROOT)!r} != p]\n"
    outcome = subprocess.run(
        [sys.executable, "-S", "-c", f"import site\nsite.addsitedir({site_packages()!r})\n{first}{script}"],
        cwd=site.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 0 == outcome.returncode, outcome.stderr
    return outcome.stdout


def site_packages():
    import flask

    return str(Path(flask.__file__).parents[1])


def test_the_installed_wheel_brings_its_forms_and_catalogs(installed):
    shown = run(
        installed,
        "from survey.settings import Settings; s = Settings(); print(s.forms); print(s.translations)",
    )
    forms, translations = map(Path, shown.split())
    assert installed in forms.parents and forms.is_dir()
    assert installed in translations.parents and (translations / "fr" / "interface.po").is_file()


def test_the_installed_wheel_checks_its_forms(installed):
    shown = run(installed, "from survey.cli import main\nmain(['forms', 'check'])")
    assert "no mistakes" in shown


def test_the_installed_wheel_serves_a_section(installed):
    script = (
        "from survey.web.app import create_app\n"
        "page = create_app().test_client().get('/fr/forms/pathfinder-progress/2020/about')\n"
        "print(page.status_code, 'name=\"themes\"' in page.get_data(as_text=True))"
    )
    assert "200 True" == run(installed, script).strip()
