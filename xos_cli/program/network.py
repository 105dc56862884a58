"""Build the network that a file describes: open what it names, boot the switches, and wait until it is quiet."""

import os.path
from collections.abc import Mapping
from functools import cache
from typing import Any

from xos_cli.errors import LabError, NetworkError, XosError, host_answer
from xos_cli.language.grammar_files import folder
from xos_cli.network.cable import DELAY, Segment
from xos_cli.network.file import plan_of, read
from xos_cli.network.host import Host
from xos_cli.network.host_servers import serve
from xos_cli.network.network import Island, Network
from xos_cli.network.plan import HostPlan, NetworkPlan, SwitchPlan
from xos_cli.packets.addresses import mac_number, mac_text
from xos_cli.processes import PROCESSES
from xos_cli.program.garbage import collect_rarely
from xos_cli.program.resources import read_chassis
from xos_cli.program.switch_on import START, moment, sit_down, storage
from xos_cli.program.typist import as_text, commands, is_saved, put_saved, type_lines
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware.chassis import Chassis
from xos_cli.switch.machine import Machine

#: The MAC addresses that a switch has for itself by its place in the file, and the first one of a host.
BLOCK, HOSTS = 0x010000, 0x020000000001
#: How long before the beginning the switches are powered on, in seconds: enough to boot, to come in sync, and for STP.
UP = 300.0
#: The longest network file, in bytes.
LONGEST = 16_000_000
#: The longest wait for a network to become quiet, in virtual seconds; one with a storm never does.
PATIENCE = 600.0

_chassis = cache(read_chassis)


class Options(NamedTuple):
    """The options of a network beside its file: start date, seed, whether it starts cold, and with SSH everywhere."""

    start: str = START
    seed: int = 0
    cold: bool = False
    ssh_module: bool = False


DEFAULT = Options()


def open_plan(path: str | os.PathLike[str]) -> NetworkPlan:
    """Read a network file, or a sample that comes with the program (``two-switches``)."""
    name = os.fspath(path)
    own = os.path.join(folder("configs"), "networks", f"{name}.toml")
    if not os.path.exists(name) and os.path.exists(own):
        name = own
    try:
        if os.path.getsize(name) > LONGEST:
            raise NetworkError(f"{name}: longer than {LONGEST:,} bytes")
        with open(name, encoding="utf-8") as file:
            return read(file.read(), name)
    except UnicodeDecodeError:
        raise NetworkError(f"{name}: not a text file") from None


def built_plan(switches: Mapping[str, Any], hosts: Mapping[str, Any], cables: Any, segments: Any = ()) -> NetworkPlan:
    """Return the plan of a network that is given as tables, like those of a file; a cable may be a pair of ends."""
    wires = [dict(cable) if isinstance(cable, Mapping) else {"ends": list(cable)} for cable in cables]
    tables = {"switch": dict(switches), "host": dict(hosts), "cable": wires, "segment": [dict(s) for s in segments]}
    return plan_of({kind: table for kind, table in tables.items() if table}, "network")


@collect_rarely()
def build(plan: NetworkPlan, options: Options = DEFAULT) -> Network:
    """Return the network of a plan: booted, configured, in sync and quiet at its start; *cold*: just switched on."""
    builder = Builder(plan, options)
    network = builder.network
    if options.cold:
        builder.power_on()
        return network
    builder.power_on()
    network.wait(network.booted, "booted")
    builder.configure()
    builder.enable_ssh()
    settle(network)
    start = max(moment(options.start), network.now)
    for island in network.islands:
        island.clock.advance_to(start)
    for machine in network.machines.values():
        sit_down(machine, start)
    return network


def settle(network: Network) -> None:
    """Wait until the network is quiet; one with a storm in it, which never is, begins as it is."""
    try:
        network.settle(PATIENCE)
    except LabError:
        if not any(island.storms.raging for island in network.islands):
            raise


class Builder:
    """The switches, hosts and wires of a plan, put together and switched off."""

    def __init__(self, plan: NetworkPlan, options: Options) -> None:
        self.plan, self.options = plan, options
        self.network = Network(options.seed)
        self._macs: dict[int, str] = {}
        self._typed: set[str] = set()
        start = moment(options.start) - (0.0 if options.cold else UP)
        islands: dict[str, Island] = {}
        for names in plan.groups():
            islands |= dict.fromkeys(names, self.network.island(start))
        for switch in plan.switches:
            self._switch(switch, islands[switch.name])
        for host in plan.hosts:
            self._host(host, islands[host.name])
        self._wires(islands)

    # -- parts -----------------------------------------------------------------------------------------------------

    def beside(self, name: str) -> str:
        """Return the path of a file that the network file names: it is beside that file."""
        return os.path.join(os.path.dirname(self.plan.file), name)

    def _switch(self, plan: SwitchPlan, island: Island) -> None:
        where = f"{self.plan.file}: switch.{plan.name}"
        try:
            chassis = with_mac(self._read_chassis(plan.chassis), plan.mac, plan.place)
        except XosError as error:
            raise NetworkError(f"{where}: chassis: {error}") from None
        for mac in (chassis.mac, *[msm.mac for msm in chassis.msms if msm.letter]):
            self._take_mac(mac_number(mac), where)
        flash = storage(self.beside(plan.flash) if plan.flash else None)
        machine = Machine(
            chassis, PROCESSES, island.clock.now, flash, self.options.seed + plan.place, clock=island.clock
        )
        self.network.add_machine(plan.name, machine, island)
        self.network.ports[plan.name] = plan.ports
        for name, text in plan.policies.items():
            _put_policy(machine, f"{name}.pol", text)
        if self._has_ssh(plan):
            from xos_cli.program.ssh_module import install_ssh

            install_ssh(machine)
        if plan.config and is_saved(config := self._open(plan.config, where, "config")):
            put_saved(machine, config)
            self._typed.add(plan.name)

    def _has_ssh(self, plan: SwitchPlan) -> bool:
        return plan.ssh_module or self.options.ssh_module

    def _read_chassis(self, name: str) -> Chassis:
        beside = self.beside(name)
        return _chassis(beside if os.path.exists(beside) and name.endswith(".toml") else name)

    def _open(self, name: str, where: str, key: str) -> bytes:
        try:
            with open(self.beside(name), "rb") as file:
                return file.read()
        except OSError as error:
            raise NetworkError(f"{where}: {key}: {name}: {host_answer(error)}") from None

    def _take_mac(self, mac: int, where: str) -> None:
        if mac in self._macs:
            raise NetworkError(f"{where}: mac: {mac_text(mac)} is that of {self._macs[mac].split(': ')[-1]} already")
        self._macs[mac] = where

    def _host(self, plan: HostPlan, island: Island) -> None:
        where = f"{self.plan.file}: host.{plan.name}"
        mac = mac_number(plan.mac) if plan.mac else HOSTS + plan.place
        self._take_mac(mac, where)
        numbers = island.storms
        host = Host(
            island.clock, plan.name, mac, plan.address, plan.length, plan.gateway, numbers, plan.vlan, plan.priority
        )
        if not plan.address:
            host.lease_address()
        serve(host, plan.services)
        self.network.add_host(host, island)

    def _wires(self, islands: Mapping[str, Island]) -> None:
        for cable in self.plan.cables:
            self._plug(f"cable {cable.number}", *cable.ends, DELAY if cable.delay is None else cable.delay, cable.loss)
        for plan in self.plan.segments:
            island = islands[plan.name]
            delay = DELAY if plan.delay is None else plan.delay
            segment = Segment(island.clock, plan.name, island.storms, delay)
            self.network.add_segment(segment, island)
            for end in plan.ends:
                try:
                    self.network.plug_segment(segment, end)
                except LabError as error:
                    raise NetworkError(f"{self.plan.file}: segment {plan.name}: ends: {error}") from None

    def _plug(self, where: str, one: str, other: str, delay: float, loss: float) -> None:
        try:
            self.network.plug(one, other, delay, loss)
        except LabError as error:
            raise NetworkError(f"{self.plan.file}: {where}: ends: {error}") from None

    # -- switching on ----------------------------------------------------------------------------------------------

    def power_on(self) -> None:
        """Switch on every chassis."""
        for machine in self.network.machines.values():
            machine.power_on()

    def configure(self) -> None:
        """Type what the switches begin with, and save it, where the flash has nothing yet."""
        for plan in self.plan.switches:
            where, machine = f"{self.plan.file}: switch.{plan.name}", self.network.machines[plan.name]
            lines = self._lines(plan, where)
            if not lines or any(node.flash.nvram.config_selected for node in machine.nodes.values()):
                continue
            for number, line, said in type_lines(machine, lines):
                file = plan.config or plan.script or "lines"
                raise NetworkError(f"{where}: {file}:{number}: {line}: {said}")

    def enable_ssh(self) -> None:
        """Enable SSH at the switches that have its module from the start."""
        for plan in self.plan.switches:
            if self._has_ssh(plan):
                from xos_cli.program.ssh_module import enable_ssh

                enable_ssh(self.network.machines[plan.name])

    def _lines(self, plan: SwitchPlan, where: str) -> list[tuple[int, str]]:
        lines: list[tuple[int, str]] = []
        if plan.sysname:
            lines.append((0, f'configure snmp sysName "{plan.sysname}"'))
        if plan.config and plan.name not in self._typed:
            lines += commands(as_text(self._open(plan.config, where, "config")))
        text = as_text(self._open(plan.script, where, "script")) if plan.script else "\n".join(plan.lines)
        return lines + [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and line[0] != "#"]


def _put_policy(machine: Machine, file: str, text: str) -> None:
    """Put a policy into the flash of each MSM that does not have it yet."""
    for node in machine.nodes.values():
        if file not in node.flash.names():
            node.flash.write(file, text.encode(), node.time())


def with_mac(chassis: Chassis, mac: str, index: int) -> Chassis:
    """Return a chassis with a MAC address of its own; those of its MSMs follow."""
    shift = mac_number(mac) - mac_number(chassis.mac) if mac else BLOCK * index
    if not shift:
        return chassis
    msms = [msm._replace(mac=_shifted(msm.mac, shift)) if msm.mac else msm for msm in chassis.msms]
    return chassis._replace(mac=_shifted(chassis.mac, shift), msms=tuple(msms))


def _shifted(mac: str, shift: int) -> str:
    """Return the MAC address *shift* addresses behind this one, in upper case."""
    number = mac_number(mac) + shift
    return mac_text(number & 0xFFFFFFFFFFFF).upper()
