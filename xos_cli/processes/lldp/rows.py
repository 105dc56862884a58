"""The rows of LLDP: the timers, and the ports that send and receive.

evidence: capture 11.2 (the row of the timers), inferred (the row of a port)
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, table


@table("lldpGlobalConfiguration")
class LldpGlobal(NamedTuple):
    """Seconds, but for the multiplier of the time to live."""

    lldpNotificationInterval: int = 5
    lldpMessageTxHoldMultiplier: int = 4
    lldpMessageTxInterval: int = 30
    lldpTxDelay: int = 2
    lldpReinitDelay: int = 2


@table("lldpPortConfiguration", key=("port",))
class LldpPort(NamedTuple):
    """A port that sends (*tx*) or receives (*rx*); *tlvs* are those it advertises beyond the mandatory ones."""

    port: Plain
    rx: int = 0
    tx: int = 0
    tlvs: str = ""


#: What can be advertised, and the letter that `show lldp` has for it.
TLVS = {
    "port-description": "P",
    "system-name": "N",
    "system-description": "D",
    "system-capabilities": "C",
    "management-address": "M",
}
