"""Answer which QoS profiles the recorded lines give to ports and VLANs, for the screens of both."""

from xos_cli.command.call import Call
from xos_cli.command.recorded_ports import the_ports
from xos_cli.processes.vlan.ports.rows import PortConfig
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.hardware.chassis import Port
from xos_cli.switch.recorded import Recorded, told
from xos_cli.switch.tables import Store

#: The letters of `show ports information`, and what is enabled where they stand.
LETTERS = {
    "n": "enable diffserv examination ports",
    "o": "enable dot1p replacement ports",
    "s": "enable diffserv replacement ports",
}


def marked_ports(call: Call) -> dict[str, int]:
    """Return the ports where code points are looked at, and priorities or code points replaced, by letter."""
    return {letter: _enabled(call, about) for letter, about in LETTERS.items()}


def _enabled(call: Call, about: str) -> int:
    """Return the ports that the lines leave on: later ones change what earlier ones say."""
    on = 0
    for row in call.rows(Recorded):
        if row.about == about:
            ports = the_ports(call, row.part("ports"))
            on = on | ports if row.line.startswith("enable ") else on & ~ports
    return on


def port_profiles(call: Call) -> dict[Port, str]:
    """Return the QoS profile of each port that was given one."""
    found = {(row.slot, row.port): f"QP{row.qosProfile}" for row in call.rows(PortConfig) if row.qosProfile}
    for row in call.rows(Recorded):
        if row.about == "configure ports qosprofile":
            found |= dict.fromkeys(sets.each(the_ports(call, row.part("ports"))), row.line.split()[-1])
    return found


def vlan_profile(store: Store, vlan: Vlan) -> str:
    """Return the QoS profile that a VLAN was given, "" if none."""
    found = (words for words in told(store, "configure vlan") if words[1:2] == ["qosprofile"])
    saved = f"QP{vlan.qosProfile}" if vlan.qosProfile else ""
    return next((words[2] for words in found if words[0].lower() == vlan.name.lower()), saved)
