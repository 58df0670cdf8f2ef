"""All papers of an event at once: one PDF for the printer, one archive for the shelf."""

import csv
import tempfile
import zipfile
from io import BytesIO, StringIO

import pikepdf

from .actions import note
from .issuing import complete
from .printing import filename_of

IN_MEMORY = 8 * 1024 * 1024
MANIFEST = ["berkas", "jenis", "nomor", "keadaan", "terbit", "kode", "sha256"]


def merged(documents, *, about, by, at) -> bytes:
    """Their stored pages one after the other. Each keeps what it carries; only the file is new."""
    whole = pikepdf.Pdf.new()
    for document in documents:
        complete(document)
        with document.file.open("rb") as file:
            whole.pages.extend(pikepdf.open(BytesIO(file.read())).pages)
    out = BytesIO()
    whole.save(out)
    details = {"documents": [document.pk for document in documents]}
    note("document.print_all", about, by=by, at=at, details=details)
    return out.getvalue()


def bundle(documents, *, about, by, at):
    """A ZIP with every paper ever issued, its signed scans, and a list with their SHA-256."""
    out = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    rows, taken = [], set()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for document in documents:
            complete(document)
            name = _free(_name_of(document), taken)
            _put(archive, name, document.file)
            rows.append([name, *_facts_of(document), document.sha256])
            for place, scan in enumerate(document.scans.all(), start=1):
                signed = _free(f"{name[:-4]}-tanda-tangan-{place}.{scan.ending}", taken)
                _put(archive, signed, scan.file)
                rows.append([signed, *_facts_of(document), scan.sha256])
        archive.writestr("daftar-isi.csv", _table(rows))
        archive.writestr("SHA256SUMS", "".join(f"{row[-1]}  {row[0]}\n" for row in rows))
    details = {"documents": [document.pk for document in documents]}
    note("document.bundle", about, by=by, at=at, details=details)
    out.seek(0)
    return out


def _name_of(document) -> str:
    state = "" if document.is_standing else f"-{document.state}"
    return filename_of(document)[:-4] + f"{state}.pdf"


def _free(name, taken) -> str:
    stem, dot, ending = name.rpartition(".")
    free, count = name, 1
    while free in taken:
        count += 1
        free = f"{stem}-{count}{dot}{ending}"
    taken.add(free)
    return free


def _put(archive, name, file) -> None:
    with file.open("rb") as content, archive.open(name, "w") as entry:
        for chunk in content.chunks():
            entry.write(chunk)


def _facts_of(document) -> list[str]:
    issued = document.issued_at.astimezone(document.facility.zone)
    return [
        document.get_kind_display(),
        document.number,
        document.get_state_display(),
        f"{issued:%Y-%m-%d %H:%M}",
        document.shown_code,
    ]


def _table(rows) -> str:
    out = StringIO()
    csv.writer(out).writerows([MANIFEST, *rows])
    # Excel reads UTF-8 only behind this sign.
    return "\ufeff" + out.getvalue()
