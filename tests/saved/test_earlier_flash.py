"""Flash folders that an earlier version of this program saved still boot.

Each archive has the folder of a chassis as commit 404a977 left it, and
``configuration.txt``: what that version printed for `show configuration`.
"""

import zipfile
from pathlib import Path

import pytest

from xos_cli import Switch

HERE = Path(__file__).parent
CHASSIS = sorted(archive.stem for archive in HERE.glob("*.zip"))


@pytest.mark.parametrize("chassis", CHASSIS)
def test_an_earlier_flash_folder_boots(chassis: str, tmp_path: Path) -> None:
    """A switch that boots from it prints the same configuration, and has nothing to save."""
    with zipfile.ZipFile(HERE / f"{chassis}.zip") as archive:
        archive.extractall(tmp_path)
    switch = Switch(chassis, flash=tmp_path)
    shown = switch.console().run("show configuration").splitlines()
    assert shown == (tmp_path / "configuration.txt").read_text().splitlines()
    assert not switch.unsaved


def test_there_are_archives_of_several_chassis() -> None:
    """A chassis with two MSMs of each family is among them, and a switch without MSMs."""
    assert {"bd10808", "bd8810", "summit-x450-24t"} <= set(CHASSIS)
