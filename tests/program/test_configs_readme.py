"""`configs/README.md` explains every key that a chassis or release file can have."""

import pathlib
import re
import tomllib
from typing import Any

import pytest

from xos_cli.language.grammar_files import folder
from xos_cli.network import file as network
from xos_cli.switch.hardware import chassis, chassisfile

README = (pathlib.Path(folder("configs")) / "README.md").read_text()
#: The heading of each section that explains a table, and the class whose fields are its keys.
SECTIONS: dict[str, Any] = {
    "`[features]`": chassis.Features,
    "`[msm.A]`": chassis.Msm,
    "`[slot.N]`": chassis.Slot,
    "`[type.NAME]`": chassis.ModuleType,
    '`[link."1:1"]`': chassis.Link,
    "`[image.primary]`": chassis.Image,
    "`[process.NAME]`": chassis.Process,
    "`[timing]`": chassis.Timing,
    "`[channel]`": chassis.ChannelSpec,
}


def explained(heading: str) -> set[str]:
    """The keys that the table below a heading explains."""
    section = README.split(f"# {heading}", 1)[1].split("\n#", 1)[0]
    cells = [line.split("|")[1] for line in section.splitlines() if line.startswith("|")]
    return {key for cell in cells for key in re.findall(r"`([^`]+)`", cell)}


@pytest.mark.parametrize("heading", SECTIONS)
def test_every_key_of_a_table_is_explained(heading: str) -> None:
    """Each key that the table takes has a row, and no row explains a key that it does not take."""
    assert explained(heading) == set(SECTIONS[heading]._field_defaults)


def test_every_key_of_the_chassis_is_explained() -> None:
    """The keys at the top of the file, the release and the number of slots among them."""
    assert explained("The chassis") == {*chassisfile._FACTS, "release", "slots"}


def test_every_key_of_bays_is_explained() -> None:
    """Power supplies, their controllers and fan trays share a table."""
    kinds = (chassis.Psu, chassis.Controller, chassis.FanTray)
    assert explained("`[psu.N]`") == {key for kind in kinds for key in kind._field_defaults}


def test_every_key_of_a_release_is_explained() -> None:
    """The keys of the release file that comes with the program."""
    release = tomllib.loads((pathlib.Path(folder("configs")) / "releases" / "11.3.toml").read_text())
    assert explained("Release files") == {f"[{key}]" if isinstance(release[key], dict) else key for key in release}


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("`[switch.NAME]`", network.SWITCH_KEYS),
        ("`[host.NAME]`", network.HOST_KEYS),
        ("`[[cable]]`", network.CABLE_KEYS),
        ("`[[segment]]`", network.SEGMENT_KEYS),
    ],
)
def test_every_key_of_a_network_is_explained(heading: str, keys: tuple[str, ...]) -> None:
    """The keys of each table of a network file."""
    assert explained(heading) == set(keys)
