"""Streams of probes between hosts that somebody started in the lab."""

from xos_cli.network.traffic import Stream
from xos_cli.record import NamedTuple
from xos_cli.switch.timing.calendar import stamp


class ProbeStream(NamedTuple):
    """A stream of probes that a lab command started."""

    source: str
    destination: str
    stream: Stream

    def describe(self) -> str:
        """Return how many probes were sent, received and lost so far."""
        stream = self.stream
        text = (
            f"{self.source} to {self.destination}: {stream.sent} sent, {stream.received} received, {stream.lost} lost"
        )
        if stream.gaps:
            longest = max(stream.gaps, key=lambda gap: gap.seconds)
            text += f"; longest gap {longest.seconds:.3f} s at {stamp(longest.start)}"
        return f"{text}; way: {' > '.join(stream.way)}" if stream.way else text
