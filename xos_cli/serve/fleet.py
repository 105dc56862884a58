"""Find out which switches to serve, and on which ports: from the program's options, or from a network file.

The switches of a network file that are cabled together are made together, with their hosts and cables; one without a
cable is made when somebody first connects.
"""

import os.path
from argparse import Namespace
from collections.abc import Iterator
from functools import cache, partial

from xos_cli.errors import XosError
from xos_cli.processes.aaa import process as aaa
from xos_cli.program.resources import read_chassis
from xos_cli.program.secret_file import secret
from xos_cli.program.switch_on import checked, powered
from xos_cli.serve.site import SERVICES, ServePlan
from xos_cli.switch.hardware.chassis import Chassis
from xos_cli.switch.machine import Machine, SshKeys

#: The option that gives a password, as messages name it.
PASSWORD = "--admin-password-file"

chassis_of = cache(read_chassis)


def plans(options: Namespace) -> list[ServePlan]:
    """Return the switches to serve; XosError if that cannot be."""
    found = list(_from_network(options) if options.network else _from_options(options))
    for plan in found:
        if not plan.ports:
            raise XosError(f"{plan.name}: no port to serve it on")
    if options.traps or any("snmp" in plan.ports for plan in found):
        from xos_cli.serve.snmp import require_library

        require_library()
    _apart(found)
    return found


def _apart(found: list[ServePlan]) -> None:
    """Refuse two switches with one flash."""
    owners: dict[str, str] = {}
    for plan in found:
        mine = os.path.realpath(plan.flash) + os.sep if plan.flash else ""
        for theirs, other in owners.items() if mine else ():
            if mine.startswith(theirs) or theirs.startswith(mine):
                raise XosError(f"{plan.name}: {plan.flash} is the flash of {other}")
        if mine:
            owners[mine] = plan.name


def _from_options(options: Namespace) -> Iterator[ServePlan]:
    ports = {service: getattr(options, service.replace("-", "_")) for service in SERVICES}
    ports = {service: port for service, port in ports.items() if port is not None} or {"telnet": 0}
    if options.count * len(ports) > 65535:
        raise XosError(f"--count {options.count}: a host has no more than 65535 ports")
    last = max(port and port + options.count - 1 for port in ports.values())
    if last > 65535:
        raise XosError(f"--count {options.count}: there is no port {last}")
    for index in range(options.count):
        name = f"switch-{index + 1}"
        flash = options.flash and (os.path.join(options.flash, name) if options.count > 1 else options.flash)
        mine = Namespace(**{**vars(options), "flash": flash, "seed": options.seed + index})
        yield _plan(name, mine, {service: port and port + index for service, port in ports.items()})


def _plan(name: str, options: Namespace, ports: dict[str, int]) -> ServePlan:
    chassis = chassis_of(options.chassis)
    checked(options)
    if "console-b" in ports and not chassis.modular:
        raise XosError(f"{name}: {options.chassis} has no MSM-B, and no console there")
    password = _password(options)
    eager = bool(options.flash or options.cold or password or options.traps or "snmp" in ports)
    build = partial(_build, chassis, options, password)
    return ServePlan(
        name,
        ports,
        build,
        options.speed,
        eager,
        options.flash or "",
        traps=options.traps,
        ssh_module=options.ssh_module,
    )


def _password(options: Namespace) -> str:
    """Return the password that admin is to have, "" for none."""
    password = secret(options.admin_password_file) if options.admin_password_file else ""
    if password and options.cold:
        raise XosError("--admin-password-file: a switch that was just powered on (--cold) takes no password yet")
    return password


def _build(chassis: Chassis, options: Namespace, password: str, ssh: SshKeys | None) -> Machine:
    """Return the switch; give admin the password if it has none."""
    machine = powered(chassis, options)
    machine.ssh = ssh
    if password:
        _set_password(machine, password)
    return machine


def _set_password(machine: Machine, password: str) -> None:
    """Give admin a password and save it; leave one that was saved before."""
    master = machine.master
    if master is not None and aaa.authenticate(master, "admin", "") is not None:
        _type(machine, PASSWORD, ("configure account admin", password, password, "save", "y"))


def _type(machine: Machine, script: str, lines: tuple[str, ...]) -> None:
    """Type the lines at the first console, and log out again; XosError if one is refused."""
    from xos_cli.lab.commands import Lab
    from xos_cli.replay.runner import Runner

    lab = Lab(machine)
    runner = Runner(lab, lambda text: None)
    runner.run(script, lines)
    runner.finish()
    for session in lab.consoles.values():
        session.close()
    if runner.refused:
        refused = runner.refused[0]
        shown = "" if script == PASSWORD else f"{refused.text.strip()}: "  # a password is not printed
        raise XosError(f"{refused.file}:{refused.line}: {shown}{refused.message}")


# -- network files ---------------------------------------------------------------------------------------------------


def _from_network(options: Namespace) -> Iterator[ServePlan]:
    from xos_cli.serve.network_plan import plans_of

    for name in ("flash", "tftp"):
        if getattr(options, name):
            raise XosError(f"--{name} concerns one switch: it is refused with --network")
    if options.count > 1:
        raise XosError("--count: the network file says how many switches there are")
    if any(getattr(options, service.replace("-", "_")) is not None for service in SERVICES):
        raise XosError("the network file says on which ports its switches are served")
    return plans_of(options, _password(options), _set_password)
