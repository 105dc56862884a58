"""Encode and decode the hellos of ESRP."""

from xos_cli.packets.addresses import ESRP_GROUP, ESRP_MAC, ip_number
from xos_cli.packets.frames import Esrp
from xos_cli.processes.esrp.facts import master_vlan
from xos_cli.processes.esrp.machine_records import MASTER, NEUTRAL, PREMASTER, SLAVE, Factors, Heard, Said
from xos_cli.processes.esrp.rows import EsrpDomain
from xos_cli.processes.vlan.facts import primary
from xos_cli.switch.tables import Store

GROUP_MAC = ESRP_GROUP
#: The numbers of the states.  evidence: Wireshark 4.0 (master, slave), unknown (the others)
STATES = {NEUTRAL: 0, MASTER: 1, SLAVE: 2, PREMASTER: 3}
_WORDS = {number: word for word, number in STATES.items()}


def mac_of(group: int) -> int:
    """Return the virtual MAC address of a group."""
    return ESRP_MAC + group


def hello(store: Store, row: EsrpDomain, said: Said, number: int, standard: bool, sequence: int) -> Esrp:
    """Return a hello of a domain; *number* is its domain identifier."""
    vlan, offered = master_vlan(store, row.name), said.factors
    address = primary(store, vlan.name) if vlan else None
    return Esrp(
        sequence,
        offered.mac,
        row.group,
        offered.priority,
        STATES[said.state],
        offered.ports,
        ip_number(address.ipaddress) if address else 0,
        row.hello,
        track=offered.track,
        extended=not standard,
        domain=0 if standard else number,
        sticky=offered.sticky,
        weight=offered.weight,
        hold=said.hold,
        leaving=said.leaving,
    )


def heard(message: Esrp) -> Heard:
    """Return what a hello says."""
    offered = message.sticky, message.ports, message.weight, message.track, message.priority, message.mac
    state = _WORDS.get(message.state, NEUTRAL)
    return Heard(state, Factors(*offered), message.hold, message.leaving, not message.extended)
