"""Flash folders that an earlier version of this program saved still boot.

Each archive has the folder of a chassis and ``configuration.txt``: what that version printed for `show configuration`.
Commit 404a977 left those that are named after their chassis. ``bd10808-recorded``, of commit 4679ffc, has a line of
every process whose commands were only recorded then.
"""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Typist

from xos_cli import Switch

HERE = Path(__file__).parent
CHASSIS = sorted(archive.stem for archive in HERE.glob("*.zip") if "recorded" not in archive.stem)
RECORDED = "bd10808-recorded"
#: Chassis on which a VMAN needs jumbo frames on all ports.
NEEDS_JUMBO = ("bd8810", "summit-x450-24t")
#: Its lines that a BlackDiamond 10808 refuses: it has all QoS profiles, and no limit of a port.
NOT_HERE = ["create qosprofile QP3", "configure ports 1:2 rate-limit egress 5 Mbps"]


def boot(archive: str, folder: Path) -> Switch:
    """Return a switch that boots from the flash folder in an archive."""
    with zipfile.ZipFile(HERE / f"{archive}.zip") as packed:
        packed.extractall(folder)
    return Switch(archive.removesuffix("-recorded"), flash=folder)


@pytest.mark.parametrize("chassis", CHASSIS)
def test_an_earlier_flash_folder_boots(chassis: str, tmp_path: Path) -> None:
    """A switch that boots from it prints the same lines, in whatever order, and has nothing to save.

    Where a VMAN needs jumbo frames, and had none then, they are enabled. A port with LLDP settings goes on without its
    system description, which was not advertised by default then.
    """
    switch = boot(chassis, tmp_path)
    shown = switch.console().run("show configuration").splitlines()
    before = (tmp_path / "configuration.txt").read_text().splitlines()
    if chassis in NEEDS_JUMBO and any(line.startswith("create vman") for line in before):
        before.append("enable jumbo-frame ports all")
    if any(line.startswith("configure lldp ports 1:2 ") for line in before):
        before.append("configure lldp ports 1:2 no-advertise system-description")
    assert _lines(shown) == _lines(before)
    assert not switch.unsaved


def test_recorded_lines_of_every_process_are_kept(tmp_path: Path, switch: Callable[..., Typist]) -> None:
    """None is refused but what the platform does not have, which is reported; what is printed makes the same."""
    old = boot(RECORDED, tmp_path)
    shown = old.console().run("show configuration")
    (warning,) = [line for line in old.console().transcript.splitlines() if "Configuration file" in line]
    assert [line for line in NOT_HERE if f"{line}: Error: " in warning] == NOT_HERE
    assert warning.count("Error: ") == len(NOT_HERE)
    assert not old.unsaved
    new = switch()
    new.type(*shown.splitlines())
    assert new.runner.refused == []
    assert _lines(new.configuration().splitlines()) == _lines(shown.splitlines())


def test_what_was_recorded_is_printed(tmp_path: Path) -> None:
    """Every setting that the earlier version printed is still there, whatever has become of its form."""
    old = boot(RECORDED, tmp_path)
    shown = old.console().run("show configuration")
    for word in ("65001", "10.9.1.3", "committed-rate", "lu1", "172.16.0.0", "2001:db8::5", "225.1.1.1"):
        assert word in shown


def _lines(shown: list[str]) -> list[str]:
    """Return the lines by name, without secrets, which are encrypted by now, and the quotes of names."""
    return sorted(re.sub(r"(local-user \S+|encrypted) .*", r"\1", line.replace('"', "")) for line in shown)


def test_there_are_archives_of_several_chassis() -> None:
    """A chassis with two MSMs of each family is among them, and a switch without MSMs."""
    assert {"bd10808", "bd8810", "summit-x450-24t"} <= set(CHASSIS)
