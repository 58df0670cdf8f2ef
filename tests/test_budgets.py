"""What grows past its budget is split by concept."""

from statistics import median

from tests.sources import MODULES, TEMPLATES, count_of_lines, functions, lines, shown, views

VIEWS = [(path, view) for path in MODULES for view in views(path)]


def named(path, function):
    return f"{shown(path)}:{function.name}"


def longer_than(budget, paths):
    lengths = {shown(path): count_of_lines(path) for path in paths}
    return {name: length for name, length in lengths.items() if length > budget}


def test_a_module_stays_within_300_lines():
    assert longer_than(300, MODULES) == {}


def test_a_template_stays_within_120_lines():
    assert longer_than(120, TEMPLATES) == {}


def test_a_function_stays_within_40_lines():
    lengths = {named(path, one): lines(one) for path in MODULES for one in functions(path)}
    assert {name: length for name, length in lengths.items() if length > 40} == {}


def test_a_view_stays_within_30_lines():
    lengths = {named(path, view): lines(view) for path, view in VIEWS}
    assert {name: length for name, length in lengths.items() if length > 30} == {}


def test_the_median_view_stays_within_10_lines():
    assert median(lines(view) for _, view in VIEWS) <= 10
