"""One name in three places: view, URL, template. And pages whose code all comes from files."""

import ast
import re

from django.urls import URLPattern, get_resolver

from tests.sources import (
    MODULES,
    OUR_STATIC,
    PACKAGES,
    ROOT,
    TEMPLATES,
    kept_files,
    module_name,
    shown,
    tree,
    views,
)

# Pages of ours whose view is Django's.
TEMPLATES_OF_DJANGO_VIEWS = {
    "accounts/sign_in.html",
    "accounts/change_password.html",
    "accounts/password_changed.html",
}
# Pages that Django finds by name.
ERROR_PAGES = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}


def patterns(resolver, namespace=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield namespace, entry
        else:
            yield from patterns(entry, entry.namespace or namespace)


def app_of(module):
    return module.removeprefix("bansos.").split(".")[0]


def is_ours(view):
    return view.__module__.split(".")[0] in PACKAGES


def our_urls():
    for namespace, entry in patterns(get_resolver()):
        if is_ours(entry.callback) and namespace != "admin":
            yield namespace, entry


def templates_named_in(node):
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and re.fullmatch(r"[\w/-]+\.html", str(part.value)):
            yield part.value


def belongs_to_the_admin(view):
    return any(template.startswith("admin/") for template in templates_named_in(view))


OUR_VIEWS = [
    (path, view) for path in MODULES for view in views(path) if not belongs_to_the_admin(view)
]


def test_a_url_is_named_after_its_view():
    misnamed = {
        f"{namespace}:{entry.name} calls {entry.callback.__module__}.{entry.callback.__name__}"
        for namespace, entry in our_urls()
        if (namespace, entry.name) != (app_of(entry.callback.__module__), entry.callback.__name__)
    }
    assert misnamed == set()


def test_every_view_has_a_url():
    called = {(url.callback.__module__, url.callback.__name__) for _, url in our_urls()}
    named = {(module_name(path), view.name) for path, view in OUR_VIEWS}
    assert named - called == set()


def test_a_view_renders_the_template_of_its_name_or_a_piece():
    strays = {
        f"{app_of(module_name(path))}.{view.name} renders {template}"
        for path, view in OUR_VIEWS
        for template in templates_named_in(view)
        if template != f"{app_of(module_name(path))}/{view.name}.html"
        if not template.startswith((f"{app_of(module_name(path))}/_", "components/"))
    }
    assert strays == set()


def test_every_template_named_in_code_exists():
    named = {template for path in MODULES for template in templates_named_in(tree(path))}
    ours = {template for template in named if not template.startswith("admin/")}
    assert {template for template in ours if not (ROOT / "templates" / template).exists()} == set()


def test_every_page_template_belongs_to_a_view():
    pages = {
        str(path.relative_to(ROOT / "templates"))
        for path in TEMPLATES
        if not path.name.startswith("_")
    }
    pages = {page for page in pages if not page.startswith(("admin/", "components/", "base"))}
    of_views = {f"{app_of(module_name(path))}/{view.name}.html" for path, view in OUR_VIEWS}
    assert pages - of_views - TEMPLATES_OF_DJANGO_VIEWS - ERROR_PAGES == set()


INLINE = {
    "a script": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "a style sheet": re.compile(r"<style\b", re.I),
    "a style": re.compile(r"\sstyle\s*=", re.I),
    "a handler": re.compile(r"\s(on[a-z]+|hx-on[\w:-]*)\s*=", re.I),
    "a script address": re.compile(r"javascript:|[\"']js:", re.I),
}


def test_no_template_carries_code():
    found = {
        f"{shown(path)} carries {what}"
        for path in TEMPLATES
        for what, pattern in INLINE.items()
        if pattern.search(path.read_text())
    }
    assert found == set()


def test_no_page_needs_anything_from_elsewhere():
    elsewhere = re.compile(
        r"""(src|href|action|srcset|@import|url\()\s*=?\s*["'(]?\s*(https?:)?//""", re.I
    )
    asking = {shown(path) for path in [*TEMPLATES, *OUR_STATIC] if elsewhere.search(text_of(path))}
    assert asking == set()


def text_of(path):
    return path.read_text(errors="replace")


def test_no_file_names_a_registry_or_a_content_network():
    # Spelled apart, or this file would be the one that names them.
    hosts = [
        ".".join(parts)
        for parts in [
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("unpkg", "com"),
            ("jsdelivr", "net"),
            ("cdnjs", "cloudflare"),
            ("googleapis", "com"),
        ]
    ]
    naming = {
        f"{shown(path)} names {host}"
        for path in kept_files()
        for host in hosts
        if host.encode() in path.read_bytes()
    }
    assert naming == set()
