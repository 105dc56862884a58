"""Open the lab that the program's options describe: a switch, or with ``--network`` a whole network."""

import argparse

from xos_cli.errors import XosError
from xos_cli.lab.commands import Lab
from xos_cli.program.switch_on import START, switch

#: Options that concern one switch, and are refused beside ``--network``.
OF_ONE_SWITCH = ("flash", "tftp", "on", "save_to")


def lab_of(options: argparse.Namespace) -> Lab:
    """Return the lab of the switch or the network that the options describe."""
    if not options.network:
        return Lab(switch(options), options.speed)
    for name in OF_ONE_SWITCH:
        if getattr(options, name, None):
            raise XosError(f"--{name.replace('_', '-')} concerns one switch: it is refused with --network")
    return network_lab(
        options.network, options.start or START, options.seed, options.speed, options.cold, options.ssh_module
    )


def network_lab(
    file: str, start: str, seed: int, speed: float = 20.0, cold: bool = False, ssh_module: bool = False
) -> Lab:
    """Return the lab of a network file: booted, in sync and quiet; *cold*: just switched on."""
    from xos_cli.lab.network import NetworkLab
    from xos_cli.program.network import Options, build, open_plan

    return NetworkLab(build(open_plan(file), Options(start, seed, cold, ssh_module)), speed)
