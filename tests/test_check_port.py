"""Before anything heavy, `make run` asks whether it may listen at all."""

import socket
import subprocess
import sys

import pytest

from bansos.check_port import obstacle
from tests.sources import ROOT


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield str(server.getsockname()[1])


def test_a_free_port_is_no_obstacle():
    with socket.create_server(("127.0.0.1", 0)) as server:
        free = str(server.getsockname()[1])
    assert obstacle(free) is None


def test_a_port_in_use_is_told_with_a_way_on(taken):
    assert f"Port {taken} is in use" in obstacle(taken)
    assert f"PORT={int(taken) % 65535 + 1}" in obstacle(taken)


@pytest.mark.parametrize("port", ["", "x", "0", "65536", "-1", "80 80", "8000.0"])
def test_what_is_no_port_is_told(port):
    assert "is not a port" in obstacle(port)


def test_the_command_fails_with_the_sentence_alone(taken):
    command = [sys.executable, "-m", "bansos.check_port", taken]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert answer.returncode == 1
    assert answer.stderr.splitlines() == [obstacle(taken)]
