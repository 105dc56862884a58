"""Meters of access lists: a bucket of tokens that fills at the committed rate.

evidence: guide 11.3 p.271-272 (what a meter does with what is above the rate), inferred (the burst without a size)
"""

from xos_cli.record import NamedTuple

#: Bits of the largest frame, which every bucket can take.
LEAST_BURST = 12144
#: Seconds of its rate that a meter without a burst size takes at once.
BURST_TIME = 0.1


class MeterSetting(NamedTuple):
    """What was configured of a meter: *rate* in bits per second (0: none), *burst* in bits, and what is done above it.

    *drop*: the packet is dropped; otherwise its drop precedence is raised, and *dscp* is set, if there is one.
    """

    rate: int = 0
    burst: int = 0
    drop: bool = True
    dscp: int | None = None


class Meter:
    """A meter of one entry at one interface; *exceeded* counts the octets of what was above the rate."""

    def __init__(self, setting: MeterSetting, now: float) -> None:
        self.setting, self.at, self.exceeded = setting, now, 0
        self.size = float(max(setting.burst or setting.rate * BURST_TIME, LEAST_BURST))
        self.tokens = self.size

    def takes(self, octets: int, now: float) -> bool:
        """Return whether a frame is within the rate, and take its tokens if so."""
        if not self.setting.rate:
            return True
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.setting.rate)
        self.at = now
        if self.tokens < octets * 8:
            self.exceeded += octets
            return False
        self.tokens -= octets * 8
        return True
