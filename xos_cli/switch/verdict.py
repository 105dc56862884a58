"""What becomes of a packet or a route, and why."""

from xos_cli.record import NamedTuple


class Verdict(NamedTuple):
    """What happens to a packet or a route: the *steps*, and the *action* at the end.

    *action* is ``forward``, ``flood``, ``cpu`` or ``drop`` for a packet, ``permit`` or ``deny`` for a route.  *out*:
    the ports by which the packet leaves.
    """

    steps: tuple[str, ...]
    action: str
    out: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the steps with their numbers, and the action, as a terminal shows them."""
        steps = "".join(f"{number:>2}  {step}\n" for number, step in enumerate(self.steps, 1))
        out = f" by {', '.join(self.out)}" if self.out else ""
        return f"{steps}    {self.action}{out}\n"
