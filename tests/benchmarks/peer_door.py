"""
The door that ours is measured against: the check-in of pretix, from its own package.

It is installed aside, into var/bench/pretix, as only this needs it, and runs as ours does: on
the same PostgreSQL, with gunicorn and as many workers. It has no Redis and no task queue here;
what it does in tasks it does in the request.
"""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.measuring import tell

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "var/bench/pretix"
PYTHON = HOME / "bin/python"
VERSION = "2026.8.0"
CONFIG = """
[pretix]
instance_name=Contoh
url=http://localhost
datadir={folder}

[database]
backend=postgresql
name=pretix
user=postgres
host={host}

[django]
secret=for-the-benchmark-alone
"""


def is_here() -> bool:
    """Whether pretix is at hand, installed now if it was not."""
    if list(HOME.glob(f"lib/*/site-packages/pretix-{VERSION}.dist-info")):
        return True
    tell(f"Installing pretix {VERSION} into {HOME.relative_to(ROOT)}; it takes some minutes.")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    packages = [f"pretix=={VERSION}", f"gunicorn=={version('gunicorn')}"]
    for command in [[sys.executable, "-m", "venv", HOME], [*pip, *packages]]:
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            tell("pretix cannot be installed here, so there is nothing to compare with:")
            tell(done.stderr.strip().splitlines()[-1])
            return False
    return True


class Door:
    """
    An event of pretix in a database of its own, on the server that this process uses.

    :param secrets: of the tickets that nobody has shown yet.
    """

    def __init__(self, tickets, *, folder, host):
        data = folder / "pretix"
        data.mkdir()
        config = folder / "pretix.cfg"
        config.write_text(CONFIG.format(folder=data, host=host))
        self.env = {"PRETIX_CONFIG_FILE": str(config), "DJANGO_SETTINGS_MODULE": "pretix.settings"}
        self.run("-m", "pretix", "migrate", "--verbosity", "0", "--skip-checks")
        told = json.loads(self.run(Path(__file__).with_name("peer_event.py"), str(tickets)))
        self.token, self.list, self.secrets = told["token"], told["list"], told["secrets"]

    def run(self, *arguments) -> str:
        """What pretix's interpreter prints."""
        env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | self.env
        done = subprocess.run(
            [PYTHON, *arguments], capture_output=True, text=True, env=env, cwd=HOME
        )
        if done.returncode:
            raise SystemExit(done.stderr[-3000:])
        return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""

    def wire(self, port):
        from tests.soak.wire import Wire

        path = "/api/v1/organizers/contoh/checkinrpc/redeem/"
        return Wire(port, self.token, path=path, scheme="Device")

    def server(self):
        """Its own, as ours: gunicorn and two workers."""
        from tests.soak.server import Server

        return Server("pretix.wsgi", python=PYTHON, env=self.env, probe=self.wire(0))

    def body(self, secret) -> bytes:
        return json.dumps({"secret": secret, "lists": [self.list]}).encode()


def is_redeemed(status, answer) -> bool:
    return status == 201 and json.loads(answer)["status"] == "ok"
