"""What others released lies here exactly as they released it."""

import hashlib
import tomllib

import pytest
from django.contrib.staticfiles import finders
from packaging.requirements import Requirement

from tests.sources import ROOT, shown

VENDOR = ROOT / "static" / "vendor"
FOLDERS = sorted(path for path in VENDOR.iterdir() if path.is_dir())
LOCKS = ["requirements.txt", "requirements-dev.txt"]


@pytest.mark.parametrize("folder", FOLDERS, ids=shown)
def test_a_vendored_folder_is_as_released(folder):
    listed = {
        name: checksum
        for checksum, name in (
            line.split(maxsplit=1) for line in (folder / "SHA256SUMS").read_text().splitlines()
        )
    }
    present = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in {"SHA256SUMS", "VERSION"}
    }
    assert present == listed


@pytest.mark.parametrize("folder", FOLDERS, ids=shown)
def test_a_vendored_folder_tells_its_version_and_licence(folder):
    assert "icence" in (folder / "VERSION").read_text()
    assert list(folder.glob("LICENSE*"))


def test_htmx_comes_with_its_django_package():
    assert finders.find("django_htmx/htmx-2.min.js")


def requirements(group):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = project["project"]["dependencies"] + (group and project["dependency-groups"][group])
    return {Requirement(text).name for text in declared}


def locked(name):
    lines = (ROOT / name).read_text().splitlines()
    pins = [line.split()[0] for line in lines if line and line[0] not in " #"]
    return dict(pin.split("==") for pin in pins)


def test_the_locks_hold_what_the_project_asks_for():
    assert requirements([]) <= locked("requirements.txt").keys()
    assert requirements("dev") <= locked("requirements-dev.txt").keys()


def test_what_is_tested_is_what_runs():
    assert locked("requirements.txt").items() <= locked("requirements-dev.txt").items()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_hashes_and_no_address(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--hash=sha256:" in text
    assert not {"psycopg", "psycopg-binary"} & locked(name).keys()


def test_each_dependency_says_why_it_is_there():
    """The line before the first of each group of dependencies is a comment."""
    lines = [line.strip() for line in (ROOT / "pyproject.toml").read_text().splitlines()]
    for list_name in ["dependencies = [", "dev = ["]:
        start = lines.index(list_name)
        assert lines[start + 1].startswith("#")
