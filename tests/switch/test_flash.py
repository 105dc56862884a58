"""What survives a reboot of one MSM, and what survives the end of the program."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from xos_cli.errors import XosError
from xos_cli.program.flash_folder import FolderStorage, SharedFolder, claim
from xos_cli.switch.flash import Flash, MemoryStorage, Storage
from xos_cli.switch.log import LogEntry
from xos_cli.switch.nvram import Nvram

Open = Callable[[], Storage]
WHEN = 1126800000.25


@pytest.fixture(params=["memory", "folder"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the same storage each time: memory, or a folder."""
    memory = MemoryStorage()
    return lambda: memory if request.param == "memory" else FolderStorage(str(tmp_path / "flash" / "MSM-A"))


def test_files(storage: Open) -> None:
    """Files are listed by name, and have a size and the time they were given."""
    flash = Flash(storage())
    flash.write("primary.cfg", b"<xml/>", WHEN)
    flash.write("mcast.pol", b"", WHEN + 1)
    assert flash.names() == ["mcast.pol", "primary.cfg"]
    assert [flash.read(name) for name in flash.names()] == [b"", b"<xml/>"]
    assert flash.size("primary.cfg") == 6
    assert flash.modified("primary.cfg") == pytest.approx(WHEN, abs=0.001)


def test_copy_rename_remove(storage: Open) -> None:
    """A copy is as of now, a renamed file keeps its time, and both replace what has the name."""
    flash = Flash(storage())
    flash.write("a.cfg", b"a", WHEN)
    flash.write("b.cfg", b"b", WHEN)
    flash.copy("a.cfg", "b.cfg", WHEN + 5)
    assert flash.read("b.cfg") == b"a"
    assert flash.modified("b.cfg") == pytest.approx(WHEN + 5, abs=0.001)
    flash.write("a.cfg", b"new", WHEN)
    flash.rename("a.cfg", "b.cfg")
    assert (flash.names(), flash.read("b.cfg")) == (["b.cfg"], b"new")
    assert flash.modified("b.cfg") == pytest.approx(WHEN, abs=0.001)
    flash.remove("b.cfg")
    assert flash.names() == []


@pytest.mark.parametrize("name", ["none.cfg", ".nvram", "", "..", "../a.cfg", "a/b.cfg", ".part-1", "a\0b"])
def test_no_such_file(storage: Open, name: str) -> None:
    """A name that is not there, or that no file can have, is a KeyError whatever is done with it."""
    flash = Flash(storage())
    flash.change(boot_count=1)
    flash.write("a.cfg", b"a", WHEN)
    for act in (flash.read, flash.remove, flash.size, flash.modified):
        with pytest.raises(KeyError):
            act(name)
    with pytest.raises(KeyError):
        flash.rename(name, "b.cfg")
    assert flash.names() == ["a.cfg"]


@pytest.mark.parametrize("name", [".nvram", "", "..", "../b.cfg", "a/b.cfg", "a\0b"])
def test_no_such_name(storage: Open, name: str) -> None:
    """A name that no file can have is given to none, and the facts are not overwritten."""
    flash = Flash(storage())
    flash.change(boot_count=1)
    flash.write("a.cfg", b"a", WHEN)
    with pytest.raises(KeyError):
        flash.write(name, b"x", WHEN)
    with pytest.raises(KeyError):
        flash.rename("a.cfg", name)
    assert flash.names() == ["a.cfg"]
    assert Flash(storage()).nvram.boot_count == 1


def test_facts_survive(storage: Open) -> None:
    """The facts are those of the factory until they are changed, and are there when the flash is opened again."""
    factory = Nvram(images={"primary": "11.3.1.3", "secondary": "11.3.1.3"})
    flash = Flash(storage(), factory)
    assert flash.nvram == factory
    log = (LogEntry(WHEN, "Error", "cm.file", "MSM-A", 'Grüße "\x1b'),)
    flash.change(config_selected="primary.cfg", failsafe=("blue", "green"), log=log, boot_count=7)
    assert flash.nvram.boot_count == 7
    again = Flash(storage(), Nvram(image_selected="secondary"))
    assert again.nvram == flash.nvram
    assert again.names() == []


def test_newer_facts(storage: Open) -> None:
    """A fact that is not in the file is that of the factory; one that nobody knows is passed over."""
    storage().write(".nvram", b'{"boot_count": 3, "colour": "blue"}', WHEN)
    assert Flash(storage(), Nvram(config_selected="a.cfg")).nvram == Nvram(config_selected="a.cfg", boot_count=3)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b'{"boot_count": 3',
        b"\xff\xff",
        b"[]",
        b"null",
        b"[" * 100000,
        b'{"boot_count": "3"}',
        b'{"boot_count": -1}',
        b'{"boot_count": true}',
        b'{"config_selected": null}',
        b'{"failsafe": ["blue"]}',
        b'{"failsafe": "bg"}',
        b'{"failsafe": 5}',
        b'{"failsafe": [1, 2]}',
        b'{"images": ["11.3.1.3"]}',
        b'{"images": {"primary": 11}}',
        b'{"images": {"secondary": "11.3.1.3"}}',
        b'{"log": "text"}',
        b'{"log": ["a"]}',
        b'{"log": [1, 2, ["x"]]}',
        b'{"log": [[1, 2, 3, 4, 5]]}',
        b'{"log": [[NaN, "Error", "a", "", "b"]]}',
        b'{"log": [[1, "Loud", "a", "", "b"]]}',
        b'{"log": [[1, "Error", "a", "", "\\ud800"]]}',
        b'{"config_selected": "../x"}',
        b'{"config_selected": ".hid"}',
        b'{"config_selected": "\\u0000"}',
        b'{"config_selected": ["x"]}',
        b'{"image_selected": []}',
        b'{"images": {"primary": "x", "secondary": "y"}}',
        b'{"images": {"primary": "11.3.1", "secondary": "11.3.1.3"}}',
        b'{"images": [["primary", "11.3.1.3"]]}',
        b'{"removals": "ab"}',
        b'{"removals": [1]}',
    ],
)
def test_damaged_facts(storage: Open, text: bytes) -> None:
    """A damaged file of facts is put aside, and the factory's stand; later changes do not touch it."""
    storage().write(".nvram", text, WHEN)
    flash = Flash(storage(), Nvram(boot_count=9))
    assert flash.nvram == Nvram(boot_count=9)
    flash.change(boot_count=10)
    assert storage().read(".nvram.bad") == text
    assert Flash(storage()).nvram.boot_count == 10


@pytest.mark.parametrize(
    "text",
    [
        b'{"images": {}}',
        b'{"images": {"primary": "11.3.1.3"}}',
        b'{"images": {"third": "11.3.1.3"}, "image_selected": "third"}',
        b'{"images": {"primary": "11.3.1.3", "secondary": "11.3.1.3", "third": "11.3.1.3"}}',
        b'{"image_selected": "third"}',
    ],
)
def test_facts_that_lack_a_partition(storage: Open, text: bytes) -> None:
    """The partitions are those the factory made; a file of facts that has others is put aside as damaged."""
    storage().write(".nvram", text, WHEN)
    factory = Nvram(images={"primary": "11.3.1.3", "secondary": "11.2.0.1"})
    assert Flash(storage(), factory).nvram == factory
    assert storage().read(".nvram.bad") == text


def test_snapshot(storage: Open) -> None:
    """A copy of a flash goes its own way, and so does the original."""
    flash = Flash(storage())
    flash.write("a.cfg", b"a", WHEN)
    flash.change(boot_count=1)
    copy = deepcopy(flash)
    copy.write("a.cfg", b"copy", WHEN)
    copy.change(boot_count=2)
    flash.write("b.cfg", b"b", WHEN)
    assert (flash.names(), flash.read("a.cfg"), flash.nvram.boot_count) == (["a.cfg", "b.cfg"], b"a", 1)
    assert (copy.names(), copy.read("a.cfg"), copy.nvram.boot_count) == (["a.cfg"], b"copy", 2)
    assert copy.modified("a.cfg") == pytest.approx(WHEN, abs=0.001)
    assert Flash(storage()).nvram.boot_count == 1


def test_a_flash_moves(storage: Open) -> None:
    """Into a storage that then holds the same, facts and times included, and no more but what others hid there."""
    source = Flash(MemoryStorage())
    source.write("a.cfg", b"a", WHEN)
    source.write("b.cfg", b"b", WHEN)
    source.change(boot_count=3)
    target = Flash(storage())
    target.write("b.cfg", b"old", WHEN + 1)
    target.write("c.cfg", b"c", WHEN)
    target.storage.write(".key", b"k", WHEN)
    source.move(target.storage)
    again = Flash(storage())
    assert ({name: again.read(name) for name in again.names()}, again.nvram.boot_count) == (
        {"a.cfg": b"a", "b.cfg": b"b"},
        3,
    )
    assert again.modified("b.cfg") == pytest.approx(WHEN, abs=0.001)
    assert again.storage.read(".key") == b"k"
    Flash(MemoryStorage()).move(storage())
    assert set(storage().names()) == {".key"}


def test_unchanged_facts_are_not_written(tmp_path: Path) -> None:
    """A change that changes nothing costs no write."""
    flash = Flash(FolderStorage(str(tmp_path)))
    flash.change(boot_count=0, config_selected="")
    assert os.listdir(tmp_path) == []


def test_folder_holds_plain_files(tmp_path: Path) -> None:
    """What the user lays into the folder is in the flash, and what is saved is in the folder; subfolders are not."""
    (tmp_path / "own.pol").write_bytes(b"entry")
    (tmp_path / "sub").mkdir()
    flash = Flash(FolderStorage(str(tmp_path)))
    flash.write("primary.cfg", b"x", WHEN)
    assert flash.names() == ["own.pol", "primary.cfg"]
    assert (tmp_path / "primary.cfg").stat().st_mtime == pytest.approx(WHEN, abs=0.001)
    with pytest.raises(KeyError):
        flash.read("sub")


def test_half_written_file_is_swept(tmp_path: Path) -> None:
    """What a killed program left half written is gone at the next opening, and is never listed."""
    storage = FolderStorage(str(tmp_path))
    (tmp_path / ".part-123").write_bytes(b"half")
    assert storage.names() == []
    FolderStorage(str(tmp_path))
    assert os.listdir(tmp_path) == []


def test_refused_write_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the host cannot write, the old file stands and nothing is left over."""
    storage = FolderStorage(str(tmp_path))
    storage.write("a.cfg", b"old", WHEN)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.write("a.cfg", b"new", WHEN)
    assert (os.listdir(tmp_path), storage.read("a.cfg")) == (["a.cfg"], b"old")


CLAIM = """
import sys
from xos_cli.program.flash_folder import claim
claim(sys.argv[1])
print("ready", flush=True)
sys.stdin.read()
"""


def test_a_folder_is_one_programs(tmp_path: Path) -> None:
    """Another is refused as long as that one runs, however it ends; the same program may open it again."""
    words = [sys.executable, "-c", CLAIM, str(tmp_path)]
    options: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": Path(__file__).parents[2]}
    with subprocess.Popen(words, **options) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        with pytest.raises(XosError, match="another program has this flash"):
            claim(str(tmp_path))
        other.kill()
    for _ in range(2):
        claim(str(tmp_path))


LOOP = """
import sys
from xos_cli.program.flash_folder import FolderStorage
storage = FolderStorage(sys.argv[1])
print("ready", flush=True)
number = 0
while True:
    number += 1
    storage.write("a.cfg", str(number).encode() * (2000 if number % 2 else 20000), float(number))
    storage.write(".nvram", b"{}" * number, 0.0)
    print(number, flush=True)
"""


def test_killed_while_writing(tmp_path: Path) -> None:
    """However often a program is killed in the middle of its writes, the file is one whole version, with its time."""
    versions = set()
    for attempt in range(20):
        command = [sys.executable, "-c", LOOP, str(tmp_path)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])
        assert child.stdout is not None
        for _ in range(1 + attempt % 7):
            child.stdout.readline()
        child.send_signal(signal.SIGKILL)
        child.communicate()
        storage = FolderStorage(str(tmp_path))
        if "a.cfg" in storage.names():
            number = int(storage.modified("a.cfg"))
            assert storage.read("a.cfg") == str(number).encode() * (2000 if number % 2 else 20000)
            versions.add(number)
        assert set(os.listdir(tmp_path)) <= {"a.cfg", ".nvram"}
    assert len(versions) > 1


def test_a_flash_that_cannot_move_is_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written before the host refused is taken back, whatever it replaced."""
    there, new = MemoryStorage(), Flash(MemoryStorage())
    for name in ("a.cfg", "b.cfg", "old.cfg"):
        there.write(name, b"old", WHEN)
    for name in ("a.cfg", "b.cfg", "c.cfg", "d.cfg"):
        new.write(name, b"new", WHEN)
    before = {name: there.read(name) for name in there.names()}
    write, count = there.write, 0

    def refusing(name: str, data: bytes, when: float) -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise OSError(28, "No space left on device")
        write(name, data, when)

    monkeypatch.setattr(there, "write", refusing)
    with pytest.raises(OSError, match="No space"):
        new.move(there)
    assert {name: there.read(name) for name in there.names()} == before
    put_back = new.move(there)
    assert {name: there.read(name) for name in there.names()} == dict.fromkeys(
        ("a.cfg", "b.cfg", "c.cfg", "d.cfg"), b"new"
    )
    put_back()
    assert {name: there.read(name) for name in there.names()} == before


def modes(folder: Path) -> dict[str, str]:
    """The modes of a folder and of all that is in it."""
    return {path.name: oct(path.stat().st_mode & 0o777) for path in (folder, *folder.iterdir())}


def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    """Folders have mode 0700 and files 0600, whatever the umask; older ones get them when the folder is opened."""
    old = os.umask(0)
    try:
        flash = Flash(FolderStorage(str(tmp_path / "flash" / "MSM-A")))
        flash.write("primary.cfg", b"x", WHEN)
        flash.change(boot_count=1)
        (tmp_path / "flash" / "MSM-A" / "old.cfg").write_bytes(b"x")
        os.chmod(tmp_path / "flash" / "MSM-A", 0o755)
        FolderStorage(str(tmp_path / "flash" / "MSM-A"))
    finally:
        os.umask(old)
    assert (tmp_path / "flash").stat().st_mode & 0o777 == 0o700
    assert modes(tmp_path / "flash" / "MSM-A") == {
        "MSM-A": "0o700",
        "primary.cfg": "0o600",
        "old.cfg": "0o600",
        ".nvram": "0o600",
    }


def test_every_new_folder_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry of each folder that was made is synced in the one above it."""
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    claim(str(tmp_path / "lab" / "flash"))
    FolderStorage(str(tmp_path / "lab" / "flash" / "MSM-A"))
    assert synced == [str(tmp_path), str(tmp_path / "lab"), str(tmp_path / "lab" / "flash")]


def test_links_are_not_followed(tmp_path: Path) -> None:
    """Neither read, nor listed, nor written through, in flash folders and in those of TFTP servers."""
    (tmp_path / "secret").write_bytes(b"secret")
    folder = tmp_path / "MSM-A"
    folder.mkdir()
    (folder / "a.cfg").symlink_to(tmp_path / "secret")
    (folder / "b.cfg").symlink_to(folder / "b.cfg")
    said: list[str] = []
    for storage in (FolderStorage(str(folder), said.append), SharedFolder(str(folder))):
        assert storage.names() == []
        for name in ("a.cfg", "b.cfg"):
            with pytest.raises(KeyError):
                storage.read(name)
    assert said == [f"{folder}/{name}: a link, which is not followed" for name in ("a.cfg", "b.cfg")]
    storage.write("a.cfg", b"mine", WHEN)
    assert (tmp_path / "secret").read_bytes() == b"secret"
    assert storage.read("a.cfg") == b"mine"
    (tmp_path / "MSM-B").symlink_to(folder)
    with pytest.raises(XosError, match="a link, not a folder"):
        FolderStorage(str(tmp_path / "MSM-B"))


def test_odd_things_in_the_folder(tmp_path: Path) -> None:
    """A folder called as a half-written file, one in the place of the damaged NVRAM, and a sparse file of 3 GB: a line
    each, and the flash works."""
    said: list[str] = []
    (tmp_path / f".part-{os.getpid()}").mkdir()
    (tmp_path / ".nvram.bad").mkdir()
    (tmp_path / ".nvram").write_bytes(b"damaged")
    with open(tmp_path / "huge.cfg", "wb") as file:
        file.truncate(3 << 30)
    flash = Flash(FolderStorage(str(tmp_path), said.append))
    assert [text.rpartition("/")[2].partition(":")[0] for text in said] == [
        ".nvram.bad",
        f".part-{os.getpid()}",
        "huge.cfg",
    ]
    flash.write("a.cfg", b"x", WHEN)
    flash.change(boot_count=2)
    assert flash.names() == ["a.cfg"]
    assert Flash(FolderStorage(str(tmp_path), said.append)).nvram.boot_count == 2
    assert (tmp_path / ".nvram.bad-2").read_bytes() == b"damaged"
    with pytest.raises(KeyError):
        flash.read("huge.cfg")
