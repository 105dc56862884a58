"""The plans of a network file's switches: those that are cabled together are made together, and share a clock."""

import os.path
from argparse import Namespace
from collections.abc import Callable, Iterator
from functools import cached_property, partial

from xos_cli.errors import LabError, XosError
from xos_cli.lab.network import NetworkLab
from xos_cli.lab.network_help import NETWORK_COMMANDS
from xos_cli.network.network import Network
from xos_cli.network.plan import NetworkPlan, SwitchPlan
from xos_cli.program.network import Builder, Options, build, open_plan
from xos_cli.program.resources import read_chassis
from xos_cli.program.switch_on import START
from xos_cli.serve.console import SNAPSHOTS
from xos_cli.serve.site import CabledGroup, ServePlan
from xos_cli.switch.machine import Machine, SshKeys

SetPassword = Callable[[Machine, str], None]


class ServedLab(NetworkLab):
    """The lab at the consoles of a network: each has a port of its own, and files are written into one folder."""

    commands = {name: command for name, command in NETWORK_COMMANDS.items() if name != "console"}

    def __init__(self, network: Network, speed: float, folder: str) -> None:
        super().__init__(network, speed)
        self._folder = folder
        self.may_write = bool(folder)

    def file(self, name: str) -> str:
        """Return the path of a file in the folder for captures; LabError if the name leads out of it."""
        if os.path.basename(name) != name or name in ("", ".", ".."):
            raise LabError(f"{name}: a file here has a name without a folder")
        return os.path.join(self._folder, name)

    def _snapshot(self, words: list[str]) -> None:
        if len(self.kept) >= SNAPSHOTS and not set(words) & set(self.kept):
            raise LabError(f"there are {SNAPSHOTS} snapshots already: {', '.join(self.kept)} (use a name again)")
        super()._snapshot(words)


class Shared:
    """What the switches of one group share: their network, made when the first of them is needed, and their lab."""

    def __init__(self, plan: NetworkPlan, options: Namespace, password: str, set_password: SetPassword) -> None:
        self._plan, self._options = plan, options
        self._password, self._set_password = password, set_password
        self.group = CabledGroup()

    @cached_property
    def lab(self) -> ServedLab:
        """Return the lab at all consoles of the group."""
        options = self._options
        network = build(self._plan, _options(options))
        for machine in network.machines.values() if self._password else ():
            self._set_password(machine, self._password)
        return ServedLab(network, options.speed, options.capture_dir or "")

    def machine(self, name: str, ssh: SshKeys | None) -> Machine:
        """Return one of the switches, with the module for SSH where it is served."""
        machine = self.lab.network.machines[name]
        machine.ssh = ssh
        return machine


def _options(options: Namespace) -> Options:
    """Return the options of the network among those of the program."""
    return Options(options.start or START, options.seed, options.cold, options.ssh_module)


def plans_of(options: Namespace, password: str, set_password: SetPassword) -> Iterator[ServePlan]:
    """Yield the plans of the switches of a network file; NetworkError or XosError if that cannot be."""
    plan = open_plan(options.network)
    Builder(plan, _options(options))  # what is wrong is said at once
    anywhere = not any(switch.ports for switch in plan.switches)
    for names in plan.groups():
        part = plan.only(names)
        shared = Shared(part, options, password, set_password)
        cabled = bool(part.cables or part.segments)
        for switch in part.switches:
            ports = {"telnet": 0} if anywhere else dict(switch.ports)
            if ports:
                yield _plan(plan, switch._replace(ports=ports), shared, options, eager=cabled or bool(password))
            elif not cabled:
                raise XosError(f"{plan.file}: switch.{switch.name}: no port to serve it on")


def _plan(file: NetworkPlan, switch: SwitchPlan, shared: Shared, options: Namespace, eager: bool) -> ServePlan:
    if "console-b" in switch.ports and not read_chassis(switch.chassis).modular:
        raise XosError(f"{file.file}: switch.{switch.name}: {switch.chassis} has no MSM-B, and no console there")
    begins = switch.config or switch.script or switch.lines or switch.sysname or switch.flash
    flash = os.path.join(os.path.dirname(file.file), switch.flash) if switch.flash else ""
    build_it = partial(shared.machine, switch.name)
    now = eager or options.cold or bool(begins or options.traps or "snmp" in switch.ports)
    about = options.speed, now, flash, shared.group, lambda: shared.lab, options.traps
    return ServePlan(switch.name, dict(switch.ports), build_it, *about, switch.ssh_module or options.ssh_module)
