"""The records of the ESRP state machine: states, election factors, timers, hellos."""

from xos_cli.record import NamedTuple

NEUTRAL, SLAVE, PREMASTER, MASTER = "Neutral", "Slave", "PreMaster", "Master"


#: The priority of a switch that is never master.
STANDBY = 255


class Factors(NamedTuple):
    """What an election compares; of each the higher one is better."""

    sticky: int
    ports: int
    weight: int
    track: int
    priority: int
    mac: int

    @property
    def able(self) -> bool:
        """Return whether these factors allow to be master.  evidence: guide 11.3 p.463 (tracking, priority 255)"""
        return self.track > 0 and self.priority != STANDBY

    def ranked(self, policy: tuple[str, ...]) -> tuple[int, ...]:
        """Return the factors that a policy names, in its order."""
        return tuple([int(getattr(self, word)) for word in policy])


class Timers(NamedTuple):
    """Seconds.  evidence: reference 11.5 p.1277-1284, later 32.2 (neutral)"""

    hello: int = 2
    neighbor: int = 8
    neutral: int = 4
    premaster: int = 8
    restart: int = 30


class Settings(NamedTuple):
    """The settings of a domain: *factors* without stickiness; *polls*: seconds of ELRP before it becomes master.

    *up*: a port of its master VLAN works; without one the domain stays neutral.  evidence: inferred
    """

    timers: Timers
    policy: tuple[str, ...]
    factors: Factors
    standard: bool = False
    polls: float = 0.0
    up: bool = True


class Heard(NamedTuple):
    """A hello that came in; *leaving*: its sender disables the domain."""

    state: str
    factors: Factors
    hold: bool = False
    leaving: bool = False
    standard: bool = False


class Said(NamedTuple):
    """A hello to be sent."""

    state: str
    factors: Factors
    hold: bool = False
    leaving: bool = False


class Neighbor(NamedTuple):
    """Another switch in the domain: its state and its election factors, from its last hello."""

    state: str
    factors: Factors
