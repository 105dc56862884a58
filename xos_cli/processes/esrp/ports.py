"""Configure the ports of ESRP: host ports, weights, and ports that restart.

evidence: guide 11.3 p.472-474
"""

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.esrp.domains import domain_of, follow
from xos_cli.processes.esrp.rows import AUTO, EsrpPort, EsrpRestart
from xos_cli.switch.hardware import portset as sets


def _each(call: Call, port_list: PortList) -> list[EsrpPort]:
    ports = sets.each(sets.given(call.chassis, port_list))
    return [call.get(EsrpPort, *port) or EsrpPort(*port) for port in ports]


def _hold(call: Call, row: EsrpPort) -> None:
    """Put a port's row, or delete it if it has only default values."""
    if row.host or row.weight != AUTO:
        call.put(row)
    else:
        call.delete(EsrpPort, row.slot, row.port)
    follow(call)


def configure_esrp_ports_mode(call: Call, port_list: PortList, host: bool = False, **_: bool) -> None:
    """Make ports host ports, which forward whatever the state of their domain is, or normal ones."""
    for row in _each(call, port_list):
        _hold(call, row._replace(host=int(host)))


def configure_esrp_ports_weight(call: Call, port_list: PortList, auto: bool = False, number: int = 0) -> None:
    """Give ports a weight of their own, or one by their speed; a port of weight 0 does not count."""
    for row in _each(call, port_list):
        _hold(call, row._replace(weight=AUTO if auto else number))


def configure_esrp_ports(call: Call, esrp_name: str, port_list: PortList, restart: bool = False, **_: bool) -> None:
    """Set whether the links of ports go down for a moment when a domain becomes slave."""
    domain = domain_of(call, esrp_name)
    row = call.get(EsrpRestart, domain.name) or EsrpRestart(domain.name, "")
    named, held = sets.given(call.chassis, port_list), sets.read(row.ports)
    left = held | named if restart else held & ~named
    if left:
        call.put(row._replace(ports=sets.text(left, call.chassis.modular)))
    else:
        call.delete(EsrpRestart, domain.name)
