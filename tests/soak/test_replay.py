"""A few queues over HTTP, as `make soak` sends hundreds of them, and a server that is killed."""

import tempfile
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from bansos.handovers.models import Conflict, Handover, Refusal
from tests.postgresql import PostgreSQL
from tests.soak import kills, replay


@pytest.mark.django_db(transaction=True)
def test_queues_on_a_bad_network_arrive_once_and_whole(capsys):
    assert replay.replayed(4, 60) == 0

    assert "lost: 0, doubled: 0, made up: 0" in capsys.readouterr().out
    assert all(model.objects.exists() for model in [Handover, Conflict, Refusal])


@pytest.mark.django_db(transaction=True)
def test_a_server_killed_at_its_work_has_what_it_acknowledged(capsys, monkeypatch):
    # How long it takes is judged where nothing else runs.
    monkeypatch.setattr(kills, "LONGEST", 60)

    assert kills.survived({"server": 1}, None, families=100, length=30) == 0

    assert "lost: 0, doubled: 0, made up: 0" in capsys.readouterr().out
    assert Handover.objects.exists()


@pytest.mark.skipif(not settings.ON_POSTGRESQL, reason="There is nothing to kill.")
def test_a_postgresql_killed_has_what_it_committed():
    with tempfile.TemporaryDirectory(prefix="bansos-") as folder:
        server = PostgreSQL(Path(folder), is_durable=True)
        server.start()
        try:
            about = {"host": folder, "user": "postgres", "dbname": "postgres"}
            connection = psycopg2.connect(**about)
            connection.cursor().execute("CREATE TABLE kept AS SELECT 7 AS seven")
            connection.commit()
            connection.close()
            server.kill()
            server.launch()
            connection = psycopg2.connect(**about)
            cursor = connection.cursor()
            cursor.execute("SELECT seven FROM kept")
            assert cursor.fetchall() == [(7,)]
            connection.close()
        finally:
            server.stop()
