"""The rows of quality of service.

What ports and VLANs are set to stands in their own rows, as in capture 11.2.
evidence: inferred (the elements; no saved file of a switch with QoS profiles is known)
"""

from typing import Annotated

from xos_cli.processes.vlan.rows import PROFILES
from xos_cli.record import NamedTuple
from xos_cli.switch.tables import Plain, table

#: Those that cannot be made or deleted where not all are there.
FIXED = ("QP1", "QP8")
EGRESS, INGRESS = "egress", "ingress"
EVERY = PROFILES
ProfileName = Annotated[Plain, EVERY]


@table("qosProfile", key=("name",))
class QosProfile(NamedTuple):
    """A profile with a weight and a share of the buffers, in percent; one that was made has a row in any case."""

    name: ProfileName
    weight: int = 1
    maxBuffer: int = 100


@table("qosBandwidth", key=("direction", "name", "slot", "port"))
class QosBandwidth(NamedTuple):
    """The bandwidth and the priority (1 to 8) of a queue, of all ports (slot 0) or of one.

    *minBw* and *maxBw* in percent of the speed of the port; *committed* and *peak* in kbps count instead if not 0.
    *priority* 0: that of the number of the queue.
    """

    direction: Annotated[Plain, (EGRESS, INGRESS)]
    name: ProfileName
    slot: int = 0
    port: int = 0
    minBw: int = 0
    maxBw: int = 100
    committed: int = 0
    peak: int = 0
    priority: int = 0

    @property
    def level(self) -> int:
        """Return the priority, 1 (lowest) to 8."""
        return self.priority or int(self.name[2:])


@table("qosScheduler")
class QosScheduler(NamedTuple):
    """How the queues are served, where it is not by strict priority."""

    method: Annotated[Plain, ("weighted-round-robin",)]


@table("dot1pProfile", key=("priority",))
class Dot1pProfile(NamedTuple):
    """The profile that an 802.1p priority leads to, where it is not that of a new switch."""

    priority: Annotated[int, range(8)]
    profile: ProfileName


@table("dscpProfile", key=("codePoint",))
class DscpProfile(NamedTuple):
    """The profile that a DiffServ code point leads to, where it is not that of a new switch."""

    codePoint: Annotated[int, range(64)]
    profile: ProfileName


@table("dscpReplacement", key=("profile",))
class DscpReplacement(NamedTuple):
    """The code point that packets of a profile get, where it is not that of a new switch."""

    profile: ProfileName
    codePoint: Annotated[int, range(64)]


@table("egressLimit", key=("slot", "port"))
class EgressLimit(NamedTuple):
    """The most that a port sends, in kbps, and the burst in kilobits (0: none was named)."""

    slot: int
    port: int
    rate: int
    burst: int = 0
