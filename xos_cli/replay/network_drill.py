"""Drills in a network: the lab of all its switches, prepared as the drill's file says."""

import argparse

from xos_cli.errors import XosError
from xos_cli.lab.network import NetworkLab
from xos_cli.lab.network_help import NETWORK_COMMANDS
from xos_cli.program.network import Options, build, open_plan
from xos_cli.program.switch_on import START
from xos_cli.replay.drill_file import Drill
from xos_cli.replay.drill_lab import COACHING, Coached, type_lines


class NetworkDrillLab(Coached, NetworkLab):
    """The lab of a drill in a network."""

    commands = COACHING | NETWORK_COMMANDS


def network_drill_lab(found: Drill, options: argparse.Namespace) -> NetworkDrillLab:
    """Return the lab of a drill in a network, prepared, with nobody logged in."""
    network = build(
        open_plan(found.network), Options(options.start or START, options.seed, ssh_module=options.ssh_module)
    )
    if found.damage:
        raise XosError(f"{found.name}: damage: only the switch of a drill without a network can be damaged")
    lines = (*found.prepare, *found.begin)
    type_lines(found.name, NetworkLab(network), network.machines.values(), lines)
    return NetworkDrillLab(network, found.speed)
