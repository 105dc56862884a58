"""A policy of a switch, and what it does with a route."""

from xos_cli.errors import XosError
from xos_cli.lab.policy import judged
from xos_cli.switch.machine import Machine
from xos_cli.switch.verdict import Verdict


class Policy:
    """A policy of a switch."""

    def __init__(self, machine: Machine, name: str) -> None:
        self._machine, self.name = machine, name

    def route(
        self,
        prefix: str,
        *,
        as_path: str = "",
        community: str = "",
        next_hop: str = "",
        route_origin: str = "",
        origin: str = "",
        med: int | None = None,
        cost: int = 0,
        tag: int = 0,
    ) -> Verdict:
        """Return what the policy does with a route, entry by entry; the action is ``permit`` or ``deny``.

        *as_path* and *community* can be several, with blanks between them.  *route_origin* says where the route comes
        from (``ospf-intra``, ``static``), *origin* is BGP's (``igp``, ``egp``, ``incomplete``).  LabError if the policy
        is missing or wrong, or a value is none.
        """
        node = self._machine.master
        if node is None:
            raise XosError(f"there is no master ({self._machine.describe()})")
        given = {"as-path": as_path, "community": community, "next-hop": next_hop, "route-origin": route_origin}
        given |= {"origin": origin, "med": "" if med is None else str(med), "cost": str(cost), "tag": str(tag)}
        return judged(node, self.name, prefix, {word: text for word, text in given.items() if text})
