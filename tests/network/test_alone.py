"""A switch alone needs nothing of the network; the same network gives the same bytes whatever the hash seed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from xos_cli import Network

ROOT = Path(__file__).resolve().parents[2]


def python(program: str, seed: str = "0") -> str:
    """Run a program with this value of PYTHONHASHSEED; return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    return done.stdout


def test_a_switch_alone_imports_no_network() -> None:
    """Neither the modules of networks, nor the fabric, nor frames."""
    program = (
        "import sys\nfrom xos_cli import Switch\nconsole = Switch().console()\n"
        "for line in ('create vlan a', 'show fdb', 'show ports 1:1 statistics no-refresh'):\n    console.run(line)\n"
        "found = ('xos_cli.network', 'xos_cli.switch.fabric', 'xos_cli.lab.network', 'xos_cli.packets.frames')\n"
        "print([name for name in sys.modules if name.startswith(found)])"
    )
    assert python(program) == "[]\n"


def test_the_hash_seed_changes_nothing(tmp_path: Path) -> None:
    """Events, tables and a capture of a network in which a link fails are equal byte for byte."""
    program = (
        "from xos_cli import Network\nnetwork = Network.read('triangle')\n"
        f"capture = network.capture('s1 1:1', {str(tmp_path / 'out.pcap')!r})\n"
        "print(network.hosts['pc1'].ping('10.0.0.3'))\nnetwork.cable('s1 1:1').cut()\nnetwork.advance(60)\n"
        "print(network.hosts['pc1'].ping('10.0.0.2'))\ncapture.stop()\n"
        "print([str(event) for event in network.events], [switch.fdb() for switch in network.switches.values()])"
    )
    found = [(python(program, seed), (tmp_path / "out.pcap").read_bytes()) for seed in ("1", "2")]
    assert found[0] == found[1]


@pytest.mark.xos_network("triangle")
def test_the_fixture_has_the_network_of_its_marker(xos_network: Network) -> None:
    """`xos_network` is booted and quiet."""
    assert list(xos_network.switches) == ["s1", "s2", "s3"]
    assert xos_network.quiet
