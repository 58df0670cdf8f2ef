"""Two writers on one chain, really at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from bansos.audit import trail
from bansos.audit.models import Entry, Head

from .conftest import CHAIN, record

WRITERS, EACH = 4, 15


@pytest.mark.django_db(transaction=True)
def test_writers_who_start_a_chain_together_leave_one_whole_chain():
    start = Barrier(WRITERS)

    def write(writer):
        try:
            start.wait()
            for number in range(EACH):
                with transaction.atomic():
                    record(CHAIN, label=f"{writer}/{number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(write, range(WRITERS)))

    assert list(Entry.objects.order_by("number").values_list("number", flat=True)) == list(
        range(1, WRITERS * EACH + 1)
    )
    assert Head.objects.get().number == WRITERS * EACH
    assert list(trail.verify()) == []
