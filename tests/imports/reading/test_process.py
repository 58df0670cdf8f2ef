"""The child process: what it may do, and what becomes of one that dies or never ends."""

import textwrap
import tracemalloc

import pytest

from bansos.imports import reading
from bansos.imports.reading import child, process
from tests.imports.reading.corpus import good
from tests.imports.reading.readers import read_aside, shown


@pytest.fixture
def possessed(monkeypatch, tmp_path):
    """Lets a file take the child over: it runs this code instead of ours."""

    def possess(code):
        script = tmp_path / "possessed.py"
        head = (
            f"import os, sys, json\nsys.path.append({str(child.__file__.rpartition('/')[0])!r})\n"
        )
        script.write_text(head + textwrap.dedent(code))
        monkeypatch.setattr(child, "__file__", str(script))

    return possess


def refusal(tmp_path, data=b"x"):
    with pytest.raises(reading.Unreadable) as refusal:
        read_aside(tmp_path, data)
    return refusal.value.sentence


@pytest.mark.parametrize(
    "code",
    [
        "os.abort()",
        "import ctypes; ctypes.string_at(0)",
        "os.write(2, b'Fatal Python error')",
        "os.write(2, b'[1]')",
        "os.write(2, b'{}')",
        "sys.exit(1)",
        "import child; child.close_doors(); bytearray(600 * 2**20)",
        "import child; child.close_doors()\nwhile True: os.write(1, bytes(2**20))",
    ],
)
def test_a_child_that_dies_leaves_a_sentence_and_no_table(possessed, tmp_path, code):
    possessed(code)
    assert "terlalu berat" in refusal(tmp_path)
    with pytest.raises(reading.Unreadable, match="Unggah lagi"):
        reading.Table.open(tmp_path / "hasil")


def test_a_child_that_never_ends_is_ended_with_all_it_started(possessed, tmp_path, monkeypatch):
    monkeypatch.setattr(process, "SECONDS", 0.5)
    life = tmp_path / "life"
    life.touch()
    possessed(f"""
        import fcntl
        if os.fork() == 0:
            fcntl.flock(os.open({str(life)!r}, os.O_RDWR), fcntl.LOCK_EX)
        while True: pass
    """)
    assert "terlalu berat" in refusal(tmp_path)
    import fcntl

    with life.open("r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # waits for the grandchild to be gone


def test_the_child_inherits_no_keys(possessed, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://rahasia")
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    possessed("os.write(2, json.dumps({'refused': repr(dict(os.environ))}).encode())")
    environment = refusal(tmp_path)
    assert "rahasia" not in environment
    assert "DATABASE" not in environment


def test_the_child_loads_neither_django_nor_any_other_package(possessed, tmp_path):
    possessed(f"""
        sys.path.append({str(process.Path(child.__file__).parents[3])!r})
        from bansos.imports.reading import gate
        here = [name for name, module in sys.modules.items()
                if "site-packages" in (getattr(module, "__file__", "") or "")]
        os.write(2, json.dumps({{'refused': repr([*here, "django" in sys.modules])}}).encode())
    """)
    assert refusal(tmp_path) == "[False]"


def test_behind_its_closed_doors_the_child_opens_nothing(possessed, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("rahasia")
    possessed(f"""
        import socket, child
        child.close_doors()
        opened = []
        for name, door in {{
            "file": lambda: open({str(secret)!r}),
            "socket": lambda: socket.socket(),
            "pipe": lambda: os.pipe(),
        }}.items():
            try:
                opened.append((name, door()))
            except OSError:
                pass
        os.write(2, json.dumps({{'refused': repr(opened)}}).encode())
    """)
    assert refusal(tmp_path) == "[]"


def test_a_file_over_ten_megabytes_is_refused_unread(possessed, tmp_path):
    possessed("os.abort()")
    assert "10 MB" in refusal(tmp_path, bytes(10 * 2**20 + 1))


@pytest.mark.parametrize(
    "name", ["", ".", "a\0.xlsx", "../../a.xlsx", "é.\udce9", "-I", "a" * 9999]
)
def test_any_name_will_do(tmp_path, name):
    assert shown(read_aside(tmp_path, good(), name))


def test_a_table_is_opened_again_without_its_file(tmp_path):
    table = read_aside(tmp_path, good())
    (tmp_path / "unggahan").unlink()
    again = reading.Table.open(tmp_path / "hasil")
    assert again.sheets == table.sheets
    assert shown(again) == shown(table) == [["Nama", "NIK"], ["Contoh", "63"]]


def test_a_file_that_is_refused_leaves_no_rows_of_the_one_before(tmp_path):
    read_aside(tmp_path, good())
    refusal(tmp_path, b"%PDF")
    assert list((tmp_path / "hasil").iterdir()) == []


def test_the_parent_needs_no_more_memory_for_more_rows(tmp_path):
    table = read_aside(tmp_path, b"Nama;NIK;Alamat\n" * 20_000, "data.csv")
    tracemalloc.start()
    assert sum(1 for _ in table.rows(0)) == 20_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1024 * 1024
