"""Quality of service in the I/O modules: the profile that a frame gets, what is replaced in it, and limits.

A profile is a number: 1 for QP1 to 8 for QP8; its queue has the same number.  Of a frame on its way, 0 says that no
traffic group has chosen one: it goes through the queue of QP1.

evidence: guide 11.3 p.295-296 (precedence: access lists, DiffServ, 802.1p, port, VLAN; which frames are looked at),
p.299-302 (replacement, by the port it came in by; not for what an access list chose)
"""

from typing import TYPE_CHECKING, Protocol

from xos_cli.packets.frames import Ipv4
from xos_cli.record import NamedTuple
from xos_cli.switch.fabric.meters import Meter, MeterSetting
from xos_cli.switch.hardware.link import Copy

if TYPE_CHECKING:
    from xos_cli.switch.timing.clock import Clock

#: The profile of what no traffic group chooses, and of frames that processes send.  evidence: inferred (the second)
LOWEST, OWN = 1, 8


class QosSetting(NamedTuple):
    """What holds for the whole switch: the profile of each priority and code point, the code point of each profile.

    *ingress*: the ports have ingress queues.  *special*: a frame with the priority 0 gets another than the lowest.
    """

    priorities: tuple[int, ...]
    code_points: tuple[int, ...]
    replacements: tuple[int, ...]
    ingress: bool = False
    special: bool = False


class PortQos(NamedTuple):
    """What a port is set to: the *profile* of its untagged frames, what is looked at, and what is replaced.

    *inner*: of two tags the priority of the inner one counts.
    """

    profile: int = 0
    examine: bool = False
    replace_dscp: bool = False
    replace_dot1p: bool = False
    inner: bool = False


PLAIN = PortQos()


class GradedPort(Protocol):
    """A port as its traffic groups see it."""

    name: str
    qos: PortQos


class GradedVlan(Protocol):
    """A VLAN as its traffic group sees it."""

    name: str
    profile: int


class Graded(NamedTuple):
    """The profile that a frame gets, and the traffic group that chose it."""

    profile: int
    why: str


def default_setting(queues: bool) -> QosSetting:
    """Return what a switch does that nobody has configured; *queues*: one with all eight queues.

    evidence: guide 11.3 p.298, p.302; reference 11.5 p.866
    """
    priorities = tuple([number if queues or number == 8 else LOWEST for number in range(1, 9)])
    return QosSetting(priorities, tuple([priorities[n // 8] for n in range(64)]), tuple(range(0, 64, 8)), queues)


def grade(setting: QosSetting, port: GradedPort, vlan: GradedVlan, copy: Copy) -> Graded:
    """Return the profile of a frame that came in by a port, and why; the first traffic group that it is in counts."""
    frame, own = copy.frame, port.qos
    if copy.queue:
        return Graded(copy.queue, "the access list")
    if own.examine and type(frame.payload) is Ipv4:
        point = frame.payload.tos >> 2
        return Graded(setting.code_points[point], f"code point {point}")
    if copy.dot1p is not None or frame.vlan or frame.priority:
        priority = frame.priority if copy.dot1p is None or own.inner else copy.dot1p
        return Graded(setting.priorities[priority], f"802.1p priority {priority}")
    if own.profile:
        return Graded(own.profile, f"port {port.name.split()[1]}")
    if vlan.profile:
        return Graded(vlan.profile, f"VLAN {vlan.name}")
    return Graded(LOWEST, "no traffic group")


def marked(setting: QosSetting, port: GradedPort, vlan: GradedVlan, copy: Copy) -> Copy:
    """Return a frame with its profile, and with what is replaced in it."""
    chosen, own = bool(copy.queue), port.qos
    profile = grade(setting, port, vlan, copy).profile
    if chosen or not (own.replace_dscp or own.replace_dot1p):
        return copy if profile == (copy.queue or LOWEST) else copy._replace(queue=profile)
    dot1p = profile - 1 if own.replace_dot1p else copy.dot1p
    if own.replace_dscp:
        copy = with_dscp(copy, setting.replacements[profile - 1])
    return copy._replace(queue=profile, dot1p=dot1p)


def with_dscp(copy: Copy, dscp: int) -> Copy:
    """Return a frame whose packet has this code point; one without an IPv4 packet as it is."""
    packet = copy.frame.payload
    if type(packet) is not Ipv4:
        return copy
    return copy._replace(frame=copy.frame._replace(payload=packet._replace(tos=dscp << 2 | packet.tos & 3)))


# -- limits ----------------------------------------------------------------------------------------------------------


class LimitSetting(NamedTuple):
    """The most that passes: *rate* in kbps, or *percent* of the speed of the link; *burst* in kilobits, 0 for none."""

    rate: int = 0
    percent: int = 100
    burst: int = 0

    def bits(self, speed: int) -> int:
        """Return the rate in bits per second of a link of *speed* Mbps."""
        return self.rate * 1000 or speed * 10_000 * self.percent


class Limits:
    """The limits of one direction of a port, each of a queue; queue 0 stands for all of them together."""

    def __init__(self, settings: dict[int, LimitSetting]) -> None:
        self.settings = settings
        self.meters: dict[int, Meter] = {}

    def take(self, queue: int, size: int, speed: int, clock: "Clock") -> bool:
        """Return whether a frame of *size* octets may pass through a queue of a link of *speed* Mbps."""
        return all(self._takes(one, size, speed, clock) for one in (queue, 0) if one in self.settings)

    def _takes(self, queue: int, size: int, speed: int, clock: "Clock") -> bool:
        setting = self.settings[queue]
        wanted = MeterSetting(setting.bits(speed), setting.burst * 1000)
        if not wanted.rate:
            return False
        meter = self.meters.get(queue)
        if meter is None or meter.setting != wanted:
            meter = self.meters[queue] = Meter(wanted, clock.now)
        return meter.takes(size, clock.now)
