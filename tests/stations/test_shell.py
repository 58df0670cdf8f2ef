"""What a device keeps of the program: whole, the same for everybody, and nobody's."""

import json

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from bansos.stations import shell
from bansos.stations.shell import STATIC


def told(client):
    """What the service worker is told to keep."""
    response = client.get(reverse("stations:worker"))
    assert response["Content-Type"] == "text/javascript"
    first, _, rest = response.content.decode().partition("\n")
    assert "addEventListener" in rest
    return json.loads(first.removeprefix("const SHELL = ").removesuffix(";"))


def test_the_desk_is_the_same_for_everybody(client, officer, station):
    path = reverse("stations:shell")
    of_nobody = client.get(path)
    client.force_login(officer)
    of_officer = client.get(path)

    assert of_nobody.content == of_officer.content
    assert of_nobody.cookies == {}
    assert station.name not in of_officer.content.decode()


def test_it_asks_the_database_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("stations:shell"))
        client.get(reverse("stations:worker"))


def test_all_that_the_page_names_is_kept(client, db):
    page = client.get(reverse("stations:shell")).content.decode()
    kept = told(client)

    assert kept["page"] == "/stasiun/meja/"
    named = {part.split('"')[0] for part in page.split('="') if part.startswith("/static/")}
    assert {name for name in named if ".wasm" not in name} <= set(kept["files"])
    assert all(finders.find(file.removeprefix("/static/")) for file in kept["files"])


def test_every_module_that_another_imports_is_kept(client, db):
    kept = set(told(client)["files"])
    for file in [file for file in kept if file.startswith("/static/bansos/station/")]:
        source = STATIC / file.removeprefix("/static/")
        if source.suffix != ".js":
            continue
        for line in source.read_text().splitlines():
            if line.startswith("import") and ' from "' in line:
                target = (source.parent / line.split('from "')[1].rstrip('";')).resolve()
                assert f"/static/{target.relative_to(STATIC)}" in kept, f"{file}: {line}"


@pytest.mark.parametrize("changed", ["bansos/theme.css", "bansos/station/list.js"])
def test_its_version_changes_with_any_of_its_files(client, db, changed, monkeypatch, tmp_path):
    before = told(client)["version"]
    assert told(client)["version"] == before

    for file in [*told(client)["files"], f"/static/{shell.WORKER}"]:
        copy = tmp_path / file.removeprefix("/static/")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((STATIC / file.removeprefix("/static/")).read_bytes())
    monkeypatch.setattr(shell, "STATIC", tmp_path)
    assert told(client)["version"] == before
    with (tmp_path / changed).open("a") as file:
        file.write("\n")
    assert told(client)["version"] != before
