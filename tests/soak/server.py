"""The program as it is deployed, in processes of its own that can be killed."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.soak.wire import Wire

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
LONGEST_START = 60


class Server:
    """
    gunicorn with our own configuration and two workers, on the database this process uses.

    :param app: the module that holds the application.
    :param python: by whose interpreter it runs, for a program that is not ours.
    :param probe: a client whose request shows that the database answers too.
    """

    def __init__(self, app="bansos.wsgi", *, python=sys.executable, env=None, probe=None):
        self.port, self.process = free_port(), None
        self.log = settings.SCRATCH_DIR / f"server-{self.port}.log"
        self.probe = probe or Wire(self.port, "bukan-token")
        self.probe.port = self.port
        options = ["--config", ROOT / "deploy/gunicorn.conf.py", "--workers", str(WORKERS)]
        self.command = [python, "-m", "gunicorn", *options, app]
        self.env = os.environ | {"PORT": str(self.port)} | (ours() if env is None else env)

    def start(self) -> float:
        """The seconds until it answered."""
        started = time.perf_counter()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.env,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait()
        return time.perf_counter() - started

    def wait(self) -> None:
        """Until it turns a stranger away, for which it has to ask its database."""
        until = time.monotonic() + LONGEST_START
        while not self.answers():
            if time.monotonic() > until or self.process.poll() is not None:
                raise SystemExit(f"The server does not answer:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.01)

    def answers(self) -> bool:
        with contextlib.suppress(ConnectionError):
            return self.probe.post(b"{}")[0] < 500
        return False

    def kill(self) -> None:
        """The master and its workers, in the middle of whatever they do."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.probe.close()
        self.process.terminate()
        self.process.wait()

    @contextlib.contextmanager
    def running(self):
        self.start()
        try:
            yield self
        finally:
            if self.process.poll() is None:
                self.stop()


def ours() -> dict[str, str]:
    """The settings of production, with the secrets and the database of this process."""
    about = connection.settings_dict
    url = f"postgres://{about['USER']}:@/{about['HOST']}/{about['NAME']}"
    if connection.vendor == "sqlite":
        url = f"sqlite:///{about['NAME']}"
    return {"DJANGO_SETTINGS_MODULE": "bansos.settings", "DATABASE_URL": url}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]
