"""Papers that were issued: rows with a file, whose content nobody reads."""

import hashlib

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from bansos.documents.models import Document, Scan
from bansos.documents.snapshots import pack
from bansos.handovers.codes import new_code
from tests.documents.samples import receipt_list
from tests.factories import UserFactory
from tests.handovers.factories import EventFactory

PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/MediaBox[0 0 595 842]/Parent 2 0 R>>endobj\n"
    b"xref\n0 4\n0000000000 65535 f \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF"
)
"""A page, with a table of its objects that any reader has to make anew."""


class DocumentFactory(DjangoModelFactory):
    """A list of receipts that stands, unless told to be `void`."""

    class Meta:
        model = Document

    event = factory.SubFactory(EventFactory, closed=True)
    facility = factory.SelfAttribute("event.facility")
    kind = Document.Kind.RECEIPT_LIST
    year = 2024
    code = factory.LazyFunction(new_code)
    snapshot = factory.LazyFunction(lambda: pack(receipt_list(1).payload()))
    totals = [["Penerima", 1], ["Paket", 1]]
    issued_at = factory.LazyFunction(timezone.now)
    issued_by = factory.SubFactory(UserFactory)
    file = factory.LazyFunction(lambda: ContentFile(PDF, "a.pdf"))
    sha256 = hashlib.sha256(PDF).hexdigest()

    class Params:
        void = factory.Trait(
            state=Document.State.VOID,
            voided_at=factory.LazyFunction(timezone.now),
            voided_by=factory.SubFactory(UserFactory),
            void_reason="Salah cetak",
        )


class ScanFactory(DjangoModelFactory):
    class Meta:
        model = Scan

    document = factory.SubFactory(DocumentFactory)
    ending = "pdf"
    file = factory.LazyFunction(lambda: ContentFile(PDF, "a.pdf"))
    sha256 = factory.Sequence("{:064d}".format)
    uploaded_at = factory.LazyFunction(timezone.now)
    uploaded_by = factory.SubFactory(UserFactory)
