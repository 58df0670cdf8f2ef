"""Made-up imports, each complete in itself."""

import json

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from bansos.imports import storage
from bansos.imports.models import Import, Kind, Line, Verdict
from tests.factories import FacilityFactory, UserFactory
from tests.imports.sheets import fake_read, packed, sheet

TITLES = ["Nama", "NIK"]
PAYLOADS = {
    Verdict.NEW: {
        "facts": {
            "name": "Penerima Contoh",
            "nik": "6301994107909999",
            "category": "masyarakat",
        },
    },
    Verdict.CHANGED: {
        "facts": {"name": "Penerima Contoh"},
        "changes": [["kk", "6301990101200001", "6301990101200002"], ["relation", "istri", "ibu"]],
    },
    Verdict.SAME: {"facts": {"name": "Penerima Contoh"}},
    Verdict.DUPLICATE: {
        "facts": {"name": "Penerima Contoh"},
        "reason": "NIK ini sudah terdaftar di Rutan Contoh.",
    },
    Verdict.TO_MEND: {
        "cells": ["Penerima Contoh", "63"],
        "faults": [["nik", 1, "63", "NIK harus 16 angka; yang tertulis 2."]],
    },
}


class ImportFactory(DjangoModelFactory):
    """A file that was checked and waits to be applied: one line of each verdict."""

    class Meta:
        model = Import
        skip_postgeneration_save = True

    class Params:
        applied = factory.Trait(
            applied_at=factory.LazyFunction(timezone.now),
            applied_by=factory.SubFactory(UserFactory),
        )

    facility = factory.SubFactory(FacilityFactory)
    kind = Kind.FAMILIES
    file_name = factory.Sequence(lambda n: f"daftar-{n}.xlsx")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    state = Import.State.CHECKED
    mapping = factory.LazyFunction(
        lambda: {"sheet": 0, "header": 1, "columns": {"name": 0, "nik": 1}, "defaults": {}}
    )
    titles = json.dumps(TITLES)
    rows_total = 5
    rows_checked = 5
    new = changed = same = duplicate = to_mend = 1
    uploaded_at = factory.LazyFunction(timezone.now)
    uploaded_by = factory.SubFactory(UserFactory)

    @factory.post_generation
    def folder_of_file(imported, create, extracted, **facts):
        imported.place.mkdir(parents=True)
        storage.file_of(imported).write_bytes(packed(sheet(TITLES)))
        fake_read(storage.file_of(imported), name=imported.file_name, workdir=imported.place)

    @factory.post_generation
    def lines(imported, create, extracted, **facts):
        for number, (verdict, content) in enumerate(PAYLOADS.items(), start=2):
            Line.objects.create(
                imported=imported, number=number, verdict=verdict, payload=json.dumps(content)
            )
