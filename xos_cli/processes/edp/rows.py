"""The rows of EDP.

evidence: capture 11.2 (timers and ports), inferred (neighbours)
"""

from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, Scope, table


@table("edpGlobalCfg")
class EdpGlobal(NamedTuple):
    """The hold time of a neighbour and the advertisement interval, in seconds."""

    timeout: int = 180
    timer: int = 60


@table("edpPortCfg", key=("port",))
class EdpPort(NamedTuple):
    """Whether a port sends and receives EDP; one that has no row does."""

    port: Plain
    enable: int = 1


class TheirVlan(NamedTuple):
    """A VLAN of a neighbour; *address* "" where it has none."""

    tag: int
    name: str
    address: str


@table("edp_neighbor", key=("slot", "port", "mac"), scope=Scope.LOCAL)
class EdpNeighbor(NamedTuple):
    """The neighbour at the other end of a port; it is not checkpointed.  evidence: guide 11.3 p.76"""

    slot: int
    port: int
    mac: int
    name: str
    remote_slot: int
    remote_port: int
    version: str
    vlans: tuple[TheirVlan, ...]
