import base64
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from stat import S_IMODE

import environ
import pytest
from django.conf import settings

from bansos.make_secrets import make_secrets


@pytest.fixture
def path(tmp_path):
    return tmp_path / "var" / "secrets.env"


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "bansos.make_secrets", *arguments],
        cwd=settings.BASE_DIR,
        env={},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def read(path):
    class Env(environ.Env):
        ENVIRON = {}

    Env.read_env(path)
    return Env()


def test_it_runs_before_there_are_any_settings(path):
    assert f"{path} dibuat" in run(str(path))
    assert path.exists()


def test_the_settings_can_read_it(path):
    make_secrets(path)
    env = read(path)

    (key,) = env.list("PRIVACY_KEYS")
    key_id, _, encoded = key.partition(":")
    assert key_id == "k1"
    assert len(base64.b64decode(encoded, validate=True)) == 32
    assert len(env("SECRET_KEY")) >= 50
    assert len({env("SECRET_KEY"), encoded, env("INDEX_KEY"), env("TRAIL_KEY")}) == 4


def test_only_its_owner_can_read_it(path):
    make_secrets(path)

    assert S_IMODE(path.stat().st_mode) == 0o600


def test_it_never_writes_over_a_file(path):
    path.parent.mkdir()
    path.write_text("SECRET_KEY=lama\n")

    assert not make_secrets(path)
    assert "sudah ada dan tidak diubah" in run(str(path))
    assert path.read_text() == "SECRET_KEY=lama\n"


def test_no_draft_is_left_behind(path):
    make_secrets(path)
    make_secrets(path)

    assert [file.name for file in path.parent.iterdir()] == ["secrets.env"]


def test_of_many_at_once_one_writes(path):
    with ThreadPoolExecutor(8) as writers:
        made = list(writers.map(make_secrets, [path] * 8))

    assert sum(made) == 1


def test_no_two_installations_share_a_secret(tmp_path):
    for name in ["a", "b"]:
        make_secrets(tmp_path / name)

    lines = [(tmp_path / name).read_text().splitlines() for name in ["a", "b"]]
    assert not set(lines[0]) & set(lines[1])
