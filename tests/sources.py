"""The project's own source, as the tests of the house read it."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = settings.BASE_DIR
PACKAGES = ["bansos", "facilities", "recipients"]
MODULES = [
    path
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OUR_STATIC = sorted(path for path in (ROOT / "static" / "bansos").rglob("*") if path.is_file())


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imported_by(path: Path) -> set[str]:
    """Every name a module imports, lazily or at once, `from . import x` as `package.x`."""
    home = path.parent.relative_to(ROOT).parts
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = home[: len(home) + 1 - node.level] if node.level else ()
            source = ".".join([*above, *([node.module] if node.module else [])])
            names |= {f"{source}.{alias.name}" for alias in node.names}
    return names


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]


def views(path: Path) -> list[ast.FunctionDef]:
    """The functions of a views module that answer a request under a URL."""
    if "views" not in path.with_suffix("").parts:
        return []
    return [
        node
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and [argument.arg for argument in node.args.args][:1] == ["request"]
    ]


def lines(node: ast.FunctionDef) -> int:
    return node.end_lineno - node.lineno + 1


def test_lines_per_code_line() -> float:
    tests = (ROOT / "tests").rglob("*.py")
    return sum(map(count_of_lines, tests)) / sum(map(count_of_lines, MODULES))


def count_of_lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def kept_files() -> list[Path]:
    """What git keeps, without what others released."""
    listing = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True)  # noqa: S607
    paths = [ROOT / name for name in listing.split("\0") if name]
    return [path for path in paths if path.is_file() and "vendor" not in path.parts]
