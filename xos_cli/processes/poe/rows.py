"""The rows of Power over Ethernet.  evidence: capture 11.2 (the switch's), inferred (a port's)"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Flag, Plain, Scope, table

PRECEDENCE = ("deny-port", "lowest-priority")
PRIORITIES = ("low", "high", "critical")
USAGE = 70
#: Milliwatts that a port may give.  evidence: recalled
LIMIT = 15400


@table("pseSystem")
class PseSystem(NamedTuple):
    """The PoE settings of the whole switch."""

    systemSurplusPower: int = 0
    systemAdminEnable: int = 0
    systemSurplusPowerRedun: int = 0
    systemDisconnectPrecedence: Flag = 0
    systemUsageThreshold: int = USAGE


@table("psePort", key=("port",))
class PsePort(NamedTuple):
    """The PoE settings of a port: *limit* in milliwatts."""

    port: Plain
    disabled: int = 0
    priority: int = 0
    limit: int = LIMIT
    label: str = ""


@table("pseLegacy", key=("slot",))
class PseLegacy(NamedTuple):
    """A slot whose module also looks for devices that do not follow IEEE 802.3af.

    evidence: guide 11.3 p.172, inferred (where it is kept)
    """

    slot: int


@table("pse_state", key=("port",), scope=Scope.LOCAL)
class PseState(NamedTuple):
    """The power of a port that has had a device: what the port does, what the device takes, and what was counted.

    *absent*: devices that were pulled out while they had power.  *invalid*: those that follow no standard.  *denied*:
    those for which there was no power.  *over*: those that took more than the operator limit.
    """

    port: Plain
    state: Plain = ""
    milliwatts: int = 0
    kind: int = 0
    absent: int = 0
    invalid: int = 0
    denied: int = 0
    over: int = 0
