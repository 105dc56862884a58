"""Where the files are that come with the program."""

import os
from pathlib import Path

import pytest

from xos_cli.errors import ChassisError
from xos_cli.language import grammar_files
from xos_cli.program import resources


def test_chassis_names() -> None:
    """The four chassis that come with the program are found by the names of their files."""
    assert resources.chassis_names() == ["bd10808", "bd8806", "bd8810", "summit-x450-24t"]


def test_releases_are_not_chassis() -> None:
    """The folder of releases has names of its own."""
    assert resources.release_names() == ["11.3"]


def test_checkout_and_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder inside the package goes before one beside it."""
    package = tmp_path / "xos_cli"
    (tmp_path / "grammar").mkdir()
    package.mkdir()
    monkeypatch.setattr(grammar_files, "_PACKAGE", str(package))
    assert grammar_files.folder("grammar") == str(tmp_path / "grammar")
    (package / "grammar").mkdir()
    assert grammar_files.folder("grammar") == str(package / "grammar")


def test_grammar_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Grammar files come sorted, with their text, and nothing else comes with them."""
    (tmp_path / "grammar").mkdir()
    for name in ("vlan.xos", "aaa.xos", "README.md"):
        (tmp_path / "grammar" / name).write_text(f"é {name}", encoding="utf-8")
    monkeypatch.setattr(grammar_files, "_PACKAGE", str(tmp_path))
    assert grammar_files.grammar_files() == [("aaa.xos", "é aaa.xos"), ("vlan.xos", "é vlan.xos")]


def test_own_file(tmp_path: Path) -> None:
    """A path is read where a name is not known."""
    text = Path(grammar_files.folder("configs"), "bd8806.toml").read_text(encoding="utf-8")
    own = tmp_path / "mine.toml"
    own.write_text(text.replace('product = "BD-8806"', 'product = "BD-8810"'), encoding="utf-8")
    assert resources.read_chassis(str(own)).product == "BD-8810"


def test_no_such_chassis() -> None:
    """An unknown name is answered with those there are."""
    with pytest.raises(ChassisError, match=r"^bd9: neither a chassis file nor one of bd10808, bd8806, bd8810, summit"):
        resources.read_chassis("bd9")


def test_folder_is_no_chassis(tmp_path: Path) -> None:
    """What cannot be opened as a file is refused with the host's reason."""
    with pytest.raises(ChassisError, match="it is a folder, not a file"):
        resources.read_chassis(str(tmp_path))


def test_not_a_text(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are refused."""
    (tmp_path / "x.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ChassisError, match=r"x\.toml: not a text file"):
        resources.read_chassis(str(tmp_path / "x.toml"))


@pytest.mark.parametrize("name", ["12.0", "../bd8810", ""])
def test_unknown_release(tmp_path: Path, name: str) -> None:
    """A release is one of those that come with the program, never a path."""
    (tmp_path / "mine.toml").write_text(f'release = "{name}"\n', encoding="utf-8")
    with pytest.raises(ChassisError, match=rf'^mine\.toml: release: "{name}" is none of 11\.3$'):
        resources.read_chassis(str(tmp_path / "mine.toml"))


def test_sample() -> None:
    """A sample script lies in configs/scripts."""
    assert resources.sample("vlans.xsf").endswith(os.path.join("configs", "scripts", "vlans.xsf"))
