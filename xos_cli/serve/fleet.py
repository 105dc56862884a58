"""Find out which switches to serve, and on which ports: from the program's options, or from a fleet file.

A fleet file is TOML, a table per switch (its name is that of the switch in the list of listeners)::

    [core-1]
    chassis = "bd10808"                # as for --chassis
    sysname = "core-1"                 # in the prompt
    script = "../scripts/vlan.xsf"     # typed and saved while its flash has no configuration; path beside this file
    flash = "flash/core-1"             # the folder of its flash; without it, nothing is kept when the program ends
    telnet = 2301                      # 0: any free port; likewise ssh, console-a, console-b

The program's options apply to what a table does not say.
"""

import os.path
from argparse import Namespace
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from xos_cli.errors import XosError
from xos_cli.language.grammar_files import folder
from xos_cli.processes.aaa import process as aaa
from xos_cli.program.resources import read_chassis
from xos_cli.program.switch_on import checked, powered
from xos_cli.serve.secret_file import secret
from xos_cli.serve.site import SERVICES, Plan
from xos_cli.switch.chassis import Chassis
from xos_cli.switch.machine import Machine, SshModule

#: What a table of a fleet file can have, and of which type each is.
KEYS: dict[str, type] = {"chassis": str, "sysname": str, "script": str, "flash": str} | dict.fromkeys(SERVICES, int)

#: The longest fleet file or script, in bytes, and the most switches of one fleet.
LONGEST, MOST = 16_000_000, 10_000

#: The option that gives a password, as messages name it.
PASSWORD = "--admin-password-file"

chassis_of = cache(read_chassis)


def plans(options: Namespace) -> list[Plan]:
    """The switches to serve; XosError if that cannot be."""
    found = list(_from_file(options) if options.fleet else _from_options(options))
    for plan in found:
        if not plan.ports:
            raise XosError(f"{plan.name}: no port to serve it on")
    _apart(found)
    return found


def _apart(found: list[Plan]) -> None:
    """Refuse two switches with one flash."""
    owners: dict[str, str] = {}
    for plan in found:
        mine = os.path.realpath(plan.flash) + os.sep if plan.flash else ""
        for theirs, other in owners.items() if mine else ():
            if mine.startswith(theirs) or theirs.startswith(mine):
                raise XosError(f"{plan.name}: {plan.flash} is the flash of {other}")
        if mine:
            owners[mine] = plan.name


def _from_options(options: Namespace) -> Iterator[Plan]:
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


def _plan(name: str, options: Namespace, ports: dict[str, int], sysname: str = "", script: str = "") -> Plan:
    chassis = chassis_of(options.chassis)
    checked(options)
    if "console-b" in ports and not chassis.modular:
        raise XosError(f"{name}: {options.chassis} has no MSM-B, and no console there")
    lines = [f'configure snmp sysName "{sysname}"'] if sysname else []
    if script:
        lines += _text(script).splitlines()
    password = secret(options.admin_password_file) if options.admin_password_file else ""
    if password and options.cold:
        raise XosError("--admin-password-file: a switch that was just powered on (--cold) takes no password yet")
    eager = bool(lines or options.flash or options.cold or password)
    build = partial(_build, chassis, options, script or name, tuple(lines), password)
    return Plan(name, ports, build, options.speed, eager, options.flash or "")


def _build(
    chassis: Chassis,
    options: Namespace,
    script: str,
    lines: tuple[str, ...],
    password: str,
    ssh: SshModule | None,
) -> Machine:
    """Return the switch; type the script if its flash has no configuration, and the password if admin has none."""
    machine = powered(chassis, options)
    machine.ssh = ssh
    if lines and not any(node.flash.nvram.config_selected for node in machine.nodes.values()):
        _type(machine, script, (*lines, "save", "y"))
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


# -- fleet files -----------------------------------------------------------------------------------------------------


def _from_file(options: Namespace) -> Iterator[Plan]:
    import tomllib

    if options.count > 1:
        raise XosError("--count: the fleet file says how many switches there are")
    path = _path(options.fleet)
    try:
        tables = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise XosError(f"{path}: {error}") from None
    except (RecursionError, ValueError):  # nested too deeply; a number of too many digits
        raise XosError(f"{path}: no fleet file can be nested so deeply, or have such a number") from None
    if not tables:
        raise XosError(f"{path}: no switch in it")
    if len(tables) > MOST:
        raise XosError(f"{path}: more than {MOST:,} switches")
    for index, (name, table) in enumerate(tables.items()):
        if not name.isprintable() or not 0 < len(name) <= 60 or "/" in name:
            raise XosError(f"{path}: {name[:60]!a} is no name of a switch")
        fields = _checked(f"{path}: {name}", table)
        beside: Callable[[str], str] = partial(os.path.join, os.path.dirname(path))
        changes = {key: fields[key] for key in ("chassis",) if key in fields}
        flash = beside(fields["flash"]) if "flash" in fields else options.flash and os.path.join(options.flash, name)
        mine = Namespace(**{**vars(options), **changes, "flash": flash, "seed": options.seed + index})
        ports = {service: fields[service] for service in SERVICES if service in fields}
        script = beside(fields["script"]) if "script" in fields else ""
        yield _plan(name, mine, ports, fields.get("sysname", ""), script)


def _checked(where: str, table: Any) -> dict[str, Any]:
    """The fields of a switch, if they are what they should be."""
    if not isinstance(table, dict):
        raise XosError(f"{where}: not the table of a switch")
    for key, value in table.items():
        if key not in KEYS:
            raise XosError(f"{where}: there is no {key[:60]!a} (there is {', '.join(KEYS)})")
        if type(value) is not KEYS[key]:
            raise XosError(f"{where}: {key} must be {'text' if KEYS[key] is str else 'a number'}")
        if isinstance(value, int) and not 0 <= value <= 65535:
            raise XosError(f"{where}: {key}: {value if abs(value) < 10**9 else 'that'} is no port")
    return table


def _path(name: str) -> str:
    """The file of this name, or the fleet that comes with the program."""
    own = os.path.join(folder("configs"), "fleets", f"{name}.toml")
    return own if not os.path.exists(name) and os.path.exists(own) else name


def _text(path: str) -> str:
    """Return the text of a file; XosError if it is none, or too long."""
    try:
        if os.path.getsize(path) > LONGEST:
            raise XosError(f"{path}: longer than {LONGEST:,} bytes")
        with open(path, encoding="utf-8") as file:
            return file.read()
    except UnicodeDecodeError:
        raise XosError(f"{path}: not a text file") from None
