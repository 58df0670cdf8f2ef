"""
How quickly papers are set: ours against WeasyPrint, on the same rows.

`python -m tests.benchmarks.papers`. Each measure is a process of its own, so that its peak of
memory is its own, told beside what Django and the tests hold already; of both, the fonts are
loaded before the clock starts. WeasyPrint is installed aside, under var/bench/, as only this
needs it; its table is plain, ours tagged and archivable.
"""

import json
import subprocess
import sys
import time
import venv
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PEER = ROOT / "var" / "bench" / "weasyprint"
SIZES = [250, 3_000]
TIMES = 3
MOST_OF_PEER = 0.1
MOST_MEMORY = 120  # MB for the list of 250, beside what the process held before
MOST_WARM = 60  # milliseconds for a certificate

OF_PEER = """
import resource, sys, time
from weasyprint import HTML
HTML(string="<p>warm").write_pdf()
started = time.perf_counter()
pdf = HTML(filename=sys.argv[1]).write_pdf()
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
PAGE = """<!doctype html><html lang="id"><meta charset="utf-8"><style>
@page { size: A4 landscape; margin: 1.5cm;
        @bottom-right { content: counter(page) " dari " counter(pages) } }
table { border-collapse: collapse; width: 100%; font: 9pt Arial }
thead { display: table-header-group }
td, th { border: .5pt solid; padding: 3pt } tr { break-inside: avoid } .sign { width: 4.6cm }
</style><table><thead><tr>"""
TITLES = ["No", "Nama Penerima", "NIK", "L/P", "Alamat", "Hubungan", "Warga Binaan", "Jumlah"]
KEYS = ["number", "name", "nik", "sex", "address", "relation", "inmate", "quantity"]


def main() -> None:
    from tests.benchmarks.measuring import table, tell

    own = {size: measured(f"list {size}") for size in SIZES}
    warm = measured("certificate")
    lines = [["", "ours, s", "MB", "WeasyPrint, s", "MB", "ours/its"]]
    for size in SIZES:
        ours, peer = own[size], by_peer(size)
        its = ["–", "–", "–"]
        if peer:
            ratio = ours["seconds"] / peer["seconds"]
            its = [f"{peer['seconds']:.2f}", peer["memory"], f"{ratio:.3f}"]
        lines.append([f"tanda terima, {size}", f"{ours['seconds']:.2f}", ours["memory"], *its])
    for line in table(lines):
        tell(line)
    tell(f"berita acara, warm: {warm['seconds'] * 1000:.0f} ms")
    tell(f"held to: {MOST_OF_PEER} of its time, {MOST_MEMORY} MB for 250, {MOST_WARM} ms warm")


def measured(task) -> dict:
    """What a process of its own says of itself."""
    asked = [sys.executable, "-m", "tests.benchmarks.papers", task]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def own_run(task) -> dict:
    """Set a paper, the best of some times; the press is warm, the facts are new each time."""
    import django

    django.setup()
    from tests.benchmarks.measuring import peak_memory
    from tests.documents.samples import certificate, occasion, printed, receipt_list

    before = peak_memory()
    printed(certificate())
    kind, _, count = task.partition(" ")
    seconds = []
    for number in range(TIMES):
        if kind == "list":
            paper = receipt_list(int(count), occasion=occasion(title=f"Daftar {number}"))
        else:
            paper = certificate(number=f"Nomor {number}")
        started = time.perf_counter()
        printed(paper)
        seconds.append(time.perf_counter() - started)
    return {"seconds": min(seconds), "memory": peak_memory() - before}


def by_peer(count) -> dict | None:
    """The same rows by WeasyPrint; nothing where it cannot be had."""
    python = PEER / "bin" / "python"
    if not python.exists():
        venv.create(PEER, with_pip=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*pip, "weasyprint"], capture_output=True).returncode:
            return None
    page = PEER / f"rows-{count}.html"
    page.write_text(html(count))
    done = subprocess.run([python, "-c", OF_PEER, page], capture_output=True, text=True)
    if done.returncode:
        return None
    seconds, memory = done.stdout.split()
    return {"seconds": float(seconds), "memory": int(memory)}


def html(count) -> str:
    """The table of a Tanda Terima, with room to sign."""
    import django

    django.setup()
    from tests.documents.samples import receipt

    heads = "".join(f"<th>{title}</th>" for title in [*TITLES, "Tanda Tangan"])
    rows = (
        "".join(f"<td>{escape(str(getattr(receipt(number), key)))}</td>" for key in KEYS)
        for number in range(1, count + 1)
    )
    body = "".join(f"<tr>{row}<td class='sign'><br><br></td></tr>" for row in rows)
    return f"{PAGE}{heads}</tr></thead><tbody>{body}</tbody></table></html>"


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(own_run(sys.argv[1])) + "\n")
    else:
        main()
