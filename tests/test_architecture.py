"""The arrows in the README's picture, checked: a package may import only what lies below it."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from django.apps import apps

from tests.sources import MODULES, ROOT, imported_by, module_name, shown, tree

FLOORS = [
    {"bansos.indonesia", "bansos.audit"},
    {"bansos.privacy"},
    {"bansos.accounts"},
    {"facilities"},
    {"recipients"},
    {"bansos.campaigns"},
    {"bansos.stock"},
    {"bansos.handovers"},
    {"bansos.stations", "bansos.documents", "bansos.dashboards", "bansos.imports"},
    {
        f"bansos.{name}"
        for name in "settings urls wsgi static_files check_port make_secrets".split()
    },
]
FLOOR = {package: level for level, packages in enumerate(FLOORS) for package in packages}
NAMES = {module_name(path) for path in MODULES}


def package_of(name):
    return next((package for package in FLOOR if f"{name}.".startswith(f"{package}.")), None)


def module_of(name):
    """The module of ours that an imported name is, or lies in."""
    if name in NAMES:
        return name
    source = name.rpartition(".")[0]
    return source if source in NAMES else None


def may_reach(home, target):
    return target in (None, home) or FLOOR[target] < FLOOR[home]


def test_imports_point_downward():
    upward = {
        f"{shown(path)} imports {name}"
        for path in MODULES
        for name in imported_by(path)
        if not may_reach(package_of(module_name(path)), package_of(name))
    }
    assert upward == set()


def test_no_module_imports_itself_by_a_detour():
    graph = {
        module_name(path): {module_of(name) for name in imported_by(path)} - {None}
        for path in MODULES
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_every_module_stands_on_a_floor():
    assert {name for name in NAMES if package_of(name) is None} == {"bansos"}


def test_every_app_of_ours_has_a_floor():
    ours = {
        app.name
        for app in apps.get_app_configs()
        if Path(app.path).is_relative_to(ROOT) and "site-packages" not in app.path
    }
    assert ours <= FLOOR.keys()


def test_relations_between_models_point_downward():
    upward = [
        str(field)
        for model in apps.get_models()
        if (home := package_of(model.__module__))
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if not may_reach(home, package_of(field.related_model.__module__))
    ]
    assert upward == []


def test_nothing_happens_by_signal():
    imports = {(shown(path), name) for path in MODULES for name in imported_by(path)}
    assert {pair for pair in imports if "signal" in pair[1] or "dispatch" in pair[1]} == set()


def test_no_import_hides_in_a_string():
    hiding = {"import_module", "import_string", "__import__", "get_model"}
    hidden = {
        (shown(path), node.args[0].value)
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        if getattr(node.func, "attr", getattr(node.func, "id", None)) in hiding
    }
    assert hidden == set()
