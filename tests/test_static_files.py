"""The static files as production serves them: named by their content, modules included."""

import json
import re

import pytest
from django.core.management import call_command

from tests.sources import ROOT

IMPORTED = re.compile(r"""(?:\bfrom|\bimport) ?\(?["'](\.[^"']+)["']""")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    from django.test import override_settings

    folder = tmp_path_factory.mktemp("static")
    hashed = {"staticfiles": {"BACKEND": "bansos.static_files.HashedModules"}}
    with override_settings(STATIC_ROOT=folder, STORAGES=hashed):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture(scope="module")
def paths(collected):
    return json.loads((collected / "staticfiles.json").read_text())["paths"]


def modules(paths):
    return [name for name in paths if re.match(r"(bansos|vendor)/.*\.js$", name)]


def imports(file):
    return [
        (file.parent / found).resolve()
        for found in IMPORTED.findall(file.read_text(errors="replace"))
    ]


def test_a_module_imports_others_by_their_hashed_names(collected, paths):
    hashed = {collected / name for name in paths.values()}
    found = {one for name in modules(paths) for one in imports(collected / paths[name])}

    assert found
    assert found <= hashed


def test_modules_import_nothing_by_a_bare_name():
    for file in (ROOT / "static" / "bansos").rglob("*.js"):
        bare = re.findall(
            r"""(?m)^(?:import|export)\b[^;]*?from ["']([^.][^"']*)["']""", file.read_text()
        )
        assert bare == [], file.name
