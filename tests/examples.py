"""Lines for every command of the grammar: an object of each kind, and a value for each word."""

from xos_cli.language.value import Number
from xos_cli.language.values import value

#: One object of each kind, so that commands about them are carried out.
OBJECTS = """create vlan red
configure red ipaddress 10.1.1.1/24
create stpd st1
create eaps ea1
create esrp es1
create account user bob secret
create meter m1
create log filter f1
create protocol pr1
create vman vm1
create ospf area 0.0.0.1
configure ospf add vlan red area 0.0.0.0
configure rip add vlan red
create vrrp vlan red vrid 1
create virtual-router vr1""".splitlines()
NAMES = {
    "vlan_name": "red",
    "stpd_name": "st1",
    "eaps_name": "ea1",
    "esrp_name": "es1",
    "vr_name": "VR-Default",
    "account_name": "bob",
    "port": "1:1",
    "port_list": "1:1",
    "slot": "1",
    "process": "stp",
    "module": "vlan",
    "meter_name": "m1",
    "log_filter": "f1",
    "protocol_name": "pr1",
    "vman_name": "vm1",
    "file_name": "primary",
}


def example(piece: str) -> str:
    """Return a value for ``<vlan_name>``: an object that exists, else the example of its kind."""
    name = piece.strip("<>")
    meant = value(name)
    for known, text in NAMES.items():
        if name.split(" (")[0].lower() == known or (meant is not None and meant is value(known)):
            return text
    if isinstance(meant, Number):
        return str(min(meant.low + 3, meant.high))  # the lowest is what many settings are at first
    return meant.example if meant is not None else "x"
