"""A server that prints all day holds no more than one that has printed once."""

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


def test_a_list_of_250_takes_little_and_gives_it_back():
    done = subprocess.run(
        [sys.executable, "-c", PRINTING],
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    before, first, *_, last = json.loads(done.stdout)

    assert first - before <= 120
    assert last - first <= 30
