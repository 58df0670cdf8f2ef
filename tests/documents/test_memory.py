"""A server that prints all day is quick, and holds no more than one that has printed once."""

import json
import subprocess
import sys

from django.conf import settings

PRINTING = """
import json, resource
import django
django.setup()
from tests.documents.samples import certificate, occasion, printed, receipt_list
def held():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
before = held()
printed(certificate())
peaks = []
for number in range(8):
    printed(receipt_list(250, occasion=occasion(title=f"Daftar {number}")))
    peaks.append(held())
print(json.dumps([before, *peaks]))
"""


def said_by(program) -> str:
    """What a process of its own says of itself."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_a_list_of_250_takes_little_and_gives_it_back():
    before, first, *_, last = json.loads(said_by(PRINTING))

    assert first - before <= 120
    assert last - first <= 30


WARM = """
import time
import django
django.setup()
from tests.documents.samples import certificate, printed
printed(certificate())
spent = []
for number in range(5):
    started = time.process_time()
    printed(certificate(number=f"Nomor {number}"))
    spent.append(time.process_time() - started)
print(1000 * min(spent))
"""


def test_a_certificate_leaves_a_warm_press_at_once():
    assert float(said_by(WARM)) <= 60
