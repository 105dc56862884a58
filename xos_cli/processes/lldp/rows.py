"""The rows of LLDP: the timers, and the ports that send and receive.

evidence: capture 11.2 (the row of the timers), inferred (ports, neighbours)
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, Scope, table


@table("lldpGlobalConfiguration")
class LldpGlobal(NamedTuple):
    """The timers of LLDP in seconds, and the multiplier of the time to live."""

    lldpNotificationInterval: int = 5
    lldpMessageTxHoldMultiplier: int = 4
    lldpMessageTxInterval: int = 30
    lldpTxDelay: int = 2
    lldpReinitDelay: int = 2


@table("lldpPortConfiguration", key=("port",))
class LldpPort(NamedTuple):
    """A port that sends (*tx*) or receives (*rx*); *tlvs* are those it advertises beyond the mandatory ones.

    evidence: guide 11.3 p.149 (that the system description is advertised by default)

    *traps* 1: a change of its neighbors is to be told to the receivers of SNMP traps.
    """

    port: Plain
    rx: int = 0
    tx: int = 0
    tlvs: str = "system-description"
    traps: int = 0


@table("lldpVendorTlv", key=("port", "tlv", "vlanName"), refs={"vlanName": "vlan"})
class LldpVendorTlv(NamedTuple):
    """A TLV of an organization that a port advertises: ``dot1 vlan-name``, with a VLAN or ``all`` if it has one.

    evidence: inferred (where it is kept)
    """

    port: Plain
    tlv: str
    vlanName: str = ""


@table("lldp_neighbor", key=("slot", "port", "chassis", "their_port"), scope=Scope.LOCAL)
class LldpNeighbor(NamedTuple):
    """Who is at the other end of a port; *tlvs* are its optional TLVs, as number and text.

    evidence: inferred (that it is not checkpointed)
    """

    slot: int
    port: int
    chassis: str
    their_port: str
    ttl: int
    tlvs: tuple[tuple[int, str], ...]

    @property
    def key(self) -> tuple[int, int, str, str]:
        """Return what identifies the neighbour: its port and its identifiers."""
        return self.slot, self.port, self.chassis, self.their_port


#: What can be advertised, and the letter that `show lldp` has for it.
TLVS = {
    "port-description": "P",
    "system-name": "N",
    "system-description": "D",
    "system-capabilities": "C",
    "management-address": "M",
}
