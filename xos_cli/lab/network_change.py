"""`:network add`, `cable`, `unplug`, `save`: change a network while it runs, and write it down."""

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

from xos_cli.errors import LabError, XosError, host_answer
from xos_cli.network.cable import DELAY, Cable
from xos_cli.network.file import check_name, plan_of
from xos_cli.network.host import Host
from xos_cli.network.network import Network
from xos_cli.packets.addresses import ip_text, mac_text
from xos_cli.processes import PROCESSES
from xos_cli.processes.telnetd.facts import ssh_loaded
from xos_cli.program.network import HOSTS, with_mac
from xos_cli.program.resources import read_chassis
from xos_cli.switch.flash import Flash
from xos_cli.switch.machine import Machine


def add_switch(network: Network, name: str, chassis: str) -> None:
    """Add a switch without cables, and switch it on; its modules still boot when it is in sync."""
    _check(network, name)
    try:
        found = read_chassis(chassis)
    except (XosError, OSError) as error:
        raise LabError(str(error)) from None
    taken = {machine.chassis.mac.lower() for machine in network.machines.values()}
    index = len(network.machines)
    while with_mac(found, "", index).mac.lower() in taken:
        index += 1
    network.catch_up()
    island = network.island(network.now)
    machine = Machine(with_mac(found, "", index), PROCESSES, network.now, seed=network.seed + index, clock=island.clock)
    network.add_machine(name, machine, island)
    machine.power_on()
    machine.settle()
    network.catch_up()


def _check(network: Network, name: str) -> None:
    """Refuse a name that is taken, reserved, or not allowed."""
    try:
        check_name(name, ":network")
    except XosError as error:
        raise LabError(str(error)) from None
    if name.lower() in (known.lower() for known in network.where):
        raise LabError(f"there is a {name} already")


def add_host(network: Network, name: str, address: str, rest: list[str]) -> None:
    """Add a host and cable it to an end: ``END {gateway A}``."""
    _check(network, name)
    gateway = {}
    if len(rest) > 2 and rest[-2] == "gateway":
        gateway = {"gateway": rest[-1]}
        rest = rest[:-2]
    end = " ".join(rest)
    network.endpoint(end)
    tables = {
        "switch": {rest[0]: {}},
        "host": {name: {"address": address, **gateway}},
        "cable": [{"ends": [name, end]}],
    }
    try:
        plan = plan_of(tables, ":network").hosts[0]
    except XosError as error:
        raise LabError(str(error)) from None
    network.catch_up()
    island = network.where[rest[0]]
    taken = {host.mac for host in network.hosts.values()}
    mac = next(mac for mac in range(HOSTS, HOSTS + 1 + len(taken)) if mac not in taken)
    host = Host(island.clock, name, mac, plan.address, plan.length, plan.gateway, island.storms)
    if not plan.address:
        host.lease_address()
    network.add_host(host, island)
    try:
        network.plug(name, end)
    except LabError:
        del network.hosts[name], network.where[name]
        raise


def two_ends(words: list[str]) -> tuple[str, str]:
    """Return the two ends that words name: each is a host, or a switch and a port."""
    match words:
        case [one, other]:
            return one, other
        case [one, port, other] if ":" in port or port.isdecimal() or port.startswith("mgmt"):
            return f"{one} {port}", other
        case [one, other, port]:
            return one, f"{other} {port}"
        case [one, first, other, second]:
            return f"{one} {first}", f"{other} {second}"
    raise LabError('say which two ends: "core 1:1 edge 25"')


def save(network: Network, name: str) -> None:
    """Write the network as it is cabled now as a network file, with the configuration of each switch beside it."""
    _all_cabled(network)
    stem = name.removesuffix(".toml")
    lines = [line for switch in network.machines for line in _switch(network, switch, stem)]
    lines += [line for host in network.hosts.values() for line in _host(host)]
    lines += [line for cable in network.cables for line in _cable(cable)]
    for segment in network.segments.values():
        ends = ", ".join(f'"{socket.endpoint.name}"' for socket in segment.sockets)
        lines += ["[[segment]]", f'name = "{segment.name}"', f"ends = [{ends}]", f"delay = {segment.delay}", ""]
    _write(name, "\n".join(lines).encode())


def _all_cabled(network: Network) -> None:
    """Refuse a host without a cable, which no network file can have."""
    cabled = {end.endpoint.name for cable in network.cables for end in cable.ends}
    cabled |= {socket.endpoint.name for segment in network.segments.values() for socket in segment.sockets}
    for name in network.hosts:
        if name not in cabled:
            raise LabError(f"host {name} has no cable, and a network file has no such host: cable it first")


def _switch(network: Network, switch: str, stem: str) -> Iterator[str]:
    """Return the table of a switch, and write its configuration beside the file."""
    machine = network.machines[switch]
    yield f"[switch.{switch}]"
    yield f'chassis = "{_chassis_name(machine)}"'
    yield f'mac = "{machine.chassis.mac}"'
    if machine.master is not None:
        file = f"{stem}-{switch}.cfg"
        _write(file, machine.master.config.text("admin"))
        yield f'config = "{os.path.basename(file)}"'
    if all(ssh_loaded(node) for node in machine.nodes.values()):
        yield "ssh-module = true"
    yield from (f"{service} = {port}" for service, port in network.ports.get(switch, {}).items())
    yield ""
    if machine.master is not None:
        yield from _policies(machine.master.flash, switch)


def _policies(flash: Flash, switch: str) -> Iterator[str]:
    """Yield the table of the policies in a flash, if it has any."""
    files = [name for name in flash.names() if name.endswith(".pol")]
    if files:
        yield f"[switch.{switch}.policies]"
        yield from (f"{_quoted(name[:-4])} = {_quoted(_text(name, flash.read(name)))}" for name in files)
        yield ""


def _host(host: Host) -> Iterator[str]:
    yield f"[host.{host.name}]"
    yield f'address = "{"dhcp" if host.client else f"{ip_text(host.address)}/{host.length}"}"'
    yield f'mac = "{mac_text(host.mac)}"'
    if host.gateway and not host.client:
        yield f'gateway = "{ip_text(host.gateway)}"'
    if host.vlan:
        yield f"vlan = {host.vlan}"
    if host.priority:
        yield f"priority = {host.priority}"
    yield ""
    for service, table in host.given.items():
        yield from _service(host, service, table)


def _service(host: Host, service: str, table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the table of a service; that of a file server has the files that are on it now."""
    yield f"[host.{host.name}.{service}]"
    if "offset" in table:
        yield f"offset = {float(table['offset'])!r}"
    if "port" in table:
        yield f"port = {table['port']}"
    if "secret" in table:
        yield f"secret = {_quoted(table['secret'])}"
    if "lease" in table:
        yield f"lease = {table['lease']}"
    yield ""
    if table.get("ranges"):
        yield f"[host.{host.name}.{service}.ranges]"
        yield from (f"{_quoted(subnet)} = {_quoted(words)}" for subnet, words in table["ranges"].items())
        yield ""
    if table.get("names"):
        yield f"[host.{host.name}.{service}.names]"
        yield from (f"{_quoted(name)} = {_quoted(address)}" for name, address in table["names"].items())
        yield ""
    yield from _users(f"host.{host.name}.{service}.users", table.get("users", {}))
    if service == "tftp" and host.files is not None and host.files.files:
        yield f"[host.{host.name}.tftp.files]"
        yield from (f"{_quoted(name)} = {_quoted(_text(name, data))}" for name, data in host.files.files.items())
        yield ""


def _users(where: str, users: Mapping[str, Any]) -> Iterator[str]:
    """Yield the users of a server: those with a password alone, then a table for each of the others."""
    plain = {name: user for name, user in users.items() if isinstance(user, str)}
    if plain:
        yield f"[{where}]"
        yield from (f"{_quoted(name)} = {_quoted(password)}" for name, password in plain.items())
        yield ""
    for name, user in users.items():
        if name not in plain:
            yield f"[{where}.{_quoted(name)}]"
            yield from (f"{key} = {_value(value)}" for key, value in user.items())
            yield ""


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise LabError(f"the file {name} is no text, and a network file has no such file") from None


def _value(value: Any) -> str:
    """Return a value of a user: a text, a number or a list of texts."""
    if isinstance(value, int):
        return str(value)
    return _quoted(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"


def _quoted(text: str) -> str:
    """Return a basic string of TOML, which is written as one of JSON."""
    return json.dumps(text).replace("\x7f", "\\u007f")


def _cable(cable: Cable) -> Iterator[str]:
    ends = ", ".join(f'"{end.endpoint.name}"' for end in cable.ends)
    yield "[[cable]]"
    yield f"ends = [{ends}]"
    if cable.delay != DELAY:
        yield f"delay = {cable.delay}"
    if cable.loss:
        yield f"loss = {cable.loss}"
    yield ""


def _chassis_name(machine: Machine) -> str:
    """Return the name of the chassis file that has this product."""
    from xos_cli.program.resources import chassis_names

    for name in chassis_names():
        if read_chassis(name).product == machine.chassis.product:
            return name
    raise LabError(f"no chassis file that comes with the program is a {machine.chassis.product}")


def _write(name: str, data: bytes) -> None:
    try:
        with open(name, "wb") as file:
            file.write(data)
    except OSError as error:
        raise LabError(f"{name}: {host_answer(error)}") from None
