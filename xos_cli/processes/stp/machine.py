"""The trees of an MSM that is master: they follow the configuration and the links, and send and receive through the
fabric.  What they learn is put into rows; what a hello repeats is not.
"""

from typing import TYPE_CHECKING

from xos_cli.packets.addresses import PVST_GROUP, STP_GROUP, mac_number
from xos_cli.packets.frames import Bpdu, Frame
from xos_cli.processes.stp import keep
from xos_cli.processes.stp.classic import Classic
from xos_cli.processes.stp.facts import enabled, vlans_of
from xos_cli.processes.stp.membership import PVST, Part, parts
from xos_cli.processes.stp.rapid import Rapid
from xos_cli.processes.stp.rows import NEVER, Kept, StpDomain, StpPortState, StpTopology
from xos_cli.processes.stp.tree import Key, Tree, TreeDeadlines, TreePort, TreeSettings
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.timing.clock import EventKind

if TYPE_CHECKING:
    from xos_cli.switch.node import Node

KINDS = (Classic, Rapid)
AT_REST = TreeDeadlines(NEVER, NEVER, NEVER)


class Trees:
    """The trees of the domains that work, by the domain's name, and how each of their ports sends."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.trees: dict[str, Tree] = {}
        self.parts: dict[str, dict[Key, Part]] = {}
        self.ways: dict[tuple[Key, int, bool], str] = {}  # the domain of a message: port, VLAN tag, whether PVST+
        self._armed = AT_REST

    # -- the configuration and the links ---------------------------------------------------------------------------

    def resume(self) -> None:
        """Continue in the state of the old master, from the rows that it sent."""
        node = self.node
        for row in node.store.rows(StpTopology):
            domain = node.store.get(StpDomain, row.stpd_name)
            if domain is not None and enabled(node.store, domain.name):
                tree = self._new(domain)
                tree.restore(row.kept, self._known_ports(domain), node.clock.now)
                if node.fabric is not None:
                    tree.hello_at = max(node.clock.now, node.fabric.dark_until)
        for domain in node.store.rows(StpDomain):
            self.parts[domain.name] = {}

    def _known_ports(self, domain: StpDomain) -> list[tuple[TreePort, Kept]]:
        """Return the ports of a domain that were in its tree, as they are set now, with their rows."""
        node, wanted = self.node, parts(self.node.store, self.node.chassis, domain)
        return [
            (_tree_port((row.slot, row.port), wanted[row.slot, row.port]), row.kept)
            for row in node.store.rows(StpPortState)
            if row.stpd_name == domain.name and (row.slot, row.port) in wanted
        ]

    def align(self) -> None:
        """Bring the trees in line with the configuration and the links."""
        node = self.node
        domains = {domain.name: domain for domain in node.store.rows(StpDomain) if enabled(node.store, domain.name)}
        gone = [name for name in self._known() if name not in domains]
        for name in gone:
            self._end(name)
        for domain in domains.values():
            self._align(domain)
        self._find_ways(domains)
        self.after(list(domains), gone)

    def _known(self) -> dict[str, None]:
        """Return the domains that have trees, or rows."""
        return dict.fromkeys([*self.trees, *[row.stpd_name for row in self.node.store.rows(StpTopology)]])

    def _end(self, name: str) -> None:
        """End the tree of a disabled domain."""
        tree = self.trees.pop(name, None)
        if tree is not None:
            tree.changing = False
            self._age(name, tree)

    def _align(self, domain: StpDomain) -> None:
        tree, now = self.trees.get(domain.name), self.node.clock.now
        if tree is None or type(tree) is not KINDS[domain.protocol_mode]:
            tree = self._new(domain)
        wanted = parts(self.node.store, self.node.chassis, domain)
        for key in [key for key in tree.ports if key not in wanted or tree.ports[key].admin_edge != wanted[key].edge]:
            tree.link_down(key, now)
        if self._differs(tree, domain, wanted):
            tree.reconfigure(self._settings(domain), now)
        for key, part in wanted.items():
            if key not in tree.ports:
                tree.link_up(_tree_port(key, part), now)
        self.parts[domain.name] = wanted

    def _differs(self, tree: Tree, domain: StpDomain, wanted: dict[Key, Part]) -> bool:
        """Return whether anything is set to something else; ports get their new settings here."""
        differs = tree.settings != self._settings(domain)
        for key, port in tree.ports.items():
            new = wanted[key].number, wanted[key].cost, wanted[key].point_to_point
            if new != (port.number, port.cost, port.point_to_point):
                port.number, port.cost, port.point_to_point = new
                differs = True
        return differs

    def _new(self, domain: StpDomain) -> Tree:
        tree = KINDS[domain.protocol_mode](self._settings(domain), self.node.clock.now)
        self.trees[domain.name] = tree
        return tree

    def _settings(self, domain: StpDomain) -> TreeSettings:
        bridge = domain.priority << 48 | mac_number(self.node.chassis.mac)
        times = float(domain.hello_time), float(domain.max_bpdu_age), float(domain.forward_delay)
        return TreeSettings(bridge, *times, bool(domain.rapid_root_failover))

    def _find_ways(self, domains: dict[str, StpDomain]) -> None:
        self.ways = {
            (key, part.tag, part.mode == PVST): name
            for name in reversed(domains)
            for key, part in self.parts[name].items()
            if not part.mute
        }

    # -- frames ----------------------------------------------------------------------------------------------------

    def received(self, key: Key, bpdu: Bpdu, tag: int) -> bool:
        """Process a BPDU; return False if no domain has this port with this tag."""
        name = self.ways.get((key, bpdu.pvst or tag, bpdu.pvst > 0))
        if name is None:
            return False
        tree = self.trees[name]
        if tree.received(key, bpdu, self.node.clock.now):
            self.after([name])
        elif tree.sent:
            self._send(name, tree)
        return True

    def _send(self, name: str, tree: Tree) -> None:
        sent, tree.sent = tree.sent, []
        fabric = self.node.fabric
        for port, bpdu in sent if fabric is not None else ():
            part = self.parts[name].get(port.key)
            if part is not None and not part.mute:
                assert fabric is not None
                fabric.send(port.key, _frame(fabric.mac, part, bpdu))

    # -- time ------------------------------------------------------------------------------------------------------

    def due(self) -> None:
        """Process the timers of all trees that are due."""
        self.node.worked("stp")
        now = self.node.clock.now
        self._armed = AT_REST
        self.node.clock.drop(self)
        touched = [name for name, tree in self.trees.items() if min(tree.deadlines(now)) <= now]
        for name in touched:
            self.trees[name].tick(now)
        self.after(touched)

    def _arm(self) -> None:
        """Set the timer for the next deadlines; hellos count only on ports where somebody can hear them."""
        now, clock = self.node.clock.now, self.node.clock
        found = [tree.deadlines(now) for tree in self.trees.values()]
        wanted = TreeDeadlines._make([min(moments) for moments in zip(AT_REST, *found, strict=True)])
        if self.node.fabric is None:
            wanted = wanted._replace(beacon=NEVER)
        if wanted != self._armed:
            clock.drop(self)
            self._armed = wanted
            for moment, kind in zip(wanted, (EventKind.TRANSITION, EventKind.GUARD, EventKind.BEACON), strict=True):
                if moment < NEVER:
                    clock.at(moment, self.due, kind=kind)

    # -- what came of it -------------------------------------------------------------------------------------------

    def after(self, names: list[str], gone: list[str] | None = None) -> None:
        """Store the changes as rows, flush addresses, send BPDUs, and set the next timer."""
        with self.node.change() as transaction:
            for name in gone or ():
                keep.remove(transaction, name)
            found = {name: keep.keep(transaction, name, self.trees[name], self.node) for name in names}
        for name, told in found.items():
            for text in told:
                self.node.event(*text)
            if told:
                self.node.software.tell("tree_moved", self.node, name, tuple([event for _, event, _ in told]))
        for name in names:
            self._age(name, self.trees[name])
            self._send(name, self.trees[name])
        self._arm()

    def _age(self, name: str, tree: Tree) -> None:
        """Forget the addresses behind ports, or have those of a domain age faster while its topology changes."""
        fabric = self.node.fabric
        flushed, tree.flushed = dict.fromkeys(tree.flushed), []
        if fabric is None:
            return
        vids = self._vids(name)
        for port in flushed:
            fabric.fdb.flush(vids, fabric.ports[port.key])
        hurry = tree.times.forward_delay if tree.changing and isinstance(tree, Classic) else None
        for vid in vids:
            if fabric.fdb.hurried.get(vid) != hurry:
                fabric.fdb.hurry(vid, hurry)

    def _vids(self, name: str) -> list[int]:
        store = self.node.store
        rows = [store.get(Vlan, vlan_name) for vlan_name in vlans_of(store, name)]
        return [row.tag for row in rows if row is not None]


def _tree_port(key: Key, part: Part) -> TreePort:
    return TreePort(key, part.number, part.cost, part.point_to_point, part.edge)


def _frame(mac: int, part: Part, bpdu: Bpdu) -> Frame:
    """Return a message as a port sends it.

    evidence: guide 11.3 p.427 (untagged, or with the domain's tag), inferred (the address of EMISTP)
    """
    if part.mode == PVST:
        return Frame(mac, PVST_GROUP, part.tag, bpdu._replace(pvst=part.tag))
    return Frame(mac, STP_GROUP, part.tag, bpdu)
