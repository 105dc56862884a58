"""`show stpd`: domains, and the ports of one."""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.stp.facts import (
    auto_bound,
    domains_of,
    enabled,
    mode_of,
    ports_in,
    ports_of_domain,
    the_domain,
    vlans_of,
)
from xos_cli.processes.stp.membership import cost_of, number_of, setting
from xos_cli.processes.stp.rows import ENCAPSULATIONS, MODES, StpDomain, StpPortConfig, StpPortState, StpTopology
from xos_cli.processes.stp.tree import DISABLED
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.record import NamedTuple
from xos_cli.switch.hardware import portset as sets

NOBODY = "00:00:00:00:00:00:00:00"
NONE = "(none)"  # evidence: later EXOS


class BridgeView(NamedTuple):
    """A bridge's view of its tree; a disabled domain has no root."""

    domain: StpDomain
    bridge: str
    topology: StpTopology | None
    ago: float
    root_port: str

    @property
    def works(self) -> bool:
        """Return whether the domain works."""
        return self.topology is not None

    @property
    def root(self) -> str:
        """Return the bridge at the root."""
        return bridge_text(self.topology.root) if self.topology else NOBODY

    @property
    def cost(self) -> int:
        """Return how far the root is."""
        return self.topology.cost if self.topology else 0

    @property
    def detected(self) -> bool:
        """Return whether this bridge found a topology change that is still being told."""
        return self.topology is not None and (self.topology.kept.detected or self.topology.kept.changing)

    @property
    def changing(self) -> bool:
        """Return whether the root signals a topology change."""
        return self.topology is not None and self.topology.kept.changing

    @property
    def changes(self) -> int:
        """Return how often the topology changed."""
        return self.topology.kept.changes if self.topology else 0


def bridge_text(bridge: int) -> str:
    """Return a bridge identifier as eight octets."""
    return bridge.to_bytes(8, "big").hex(":")


def _seen(call: Call, domain: StpDomain) -> BridgeView:
    topology = call.get(StpTopology, domain.name) if enabled(call.store, domain.name) else None
    bridge = f"{domain.priority >> 8:02x}:{domain.priority & 255:02x}:{call.chassis.mac.lower()}"
    ago, root_port = 0.0, ""
    if topology is not None:
        ago = call.node.clock.now - topology.kept.last_change if topology.kept.changes else 0.0
        root_port = call.chassis.port_name((topology.root_slot, topology.root_port)) if topology.root_slot else ""
    return BridgeView(domain, bridge, topology, ago, root_port)


# -- show stpd -------------------------------------------------------------------------------------------------------


def show_stpd(call: Call, stpd_name: str = "", detail: bool = False) -> str:
    """Show all domains in a list, or one in detail.  evidence: capture 11.2 (one domain), recalled (the list)"""
    if stpd_name:
        return "\n" + _block(call, the_domain(call.store, stpd_name))
    domains = call.rows(StpDomain)
    if detail:
        return "".join("\n" + _block(call, domain) for domain in domains)
    head = "Name       Tag  Flags  Ports Bridge ID        Designated Root  Rt Port Rt Cost\n"
    rows = "".join(_summary(call, domain) for domain in domains)
    return (
        f"{head}{rows}\nTotal number of STPDs: {len(domains)}\n"
        "Flags: (C) Topology Change, (D) Disable, (E) Enable, (R) Rapid Root Failover\n"
        "       (T) Topology Change Detected\n"
    )


def _summary(call: Call, domain: StpDomain) -> str:
    tree = _seen(call, domain)
    letters = (
        ("E" if tree.works else "D", True),
        ("R", domain.rapid_root_failover),
        ("C", tree.changing),
        ("T", tree.detected),
    )
    flags = "".join(letter if on else "-" for letter, on in letters).ljust(6, "-")
    count = ports_of_domain(call.store, domain.name).bit_count()
    bridge, root = tree.bridge.replace(":", ""), tree.root.replace(":", "")
    start = f"{domain.name[:10]:<11}{domain.stpd_tag:04d} {flags} {count:<6}{bridge} {root}"
    return f"{start} {tree.root_port or '-------':<7} {tree.cost}\n"


def _block(call: Call, domain: StpDomain) -> str:
    """Return the block of one domain, every line, tabs and blanks included, as on the real switch.

    evidence: capture 11.2
    """
    store, tree = call.store, _seen(call, domain)
    ports, vlans = ports_of_domain(store, domain.name), vlans_of(store, domain.name)
    bound = [name for name in vlans if auto_bound(store, domain.name, name)]
    state = "ENABLED" if tree.works else "DISABLED"
    lines = [
        f"Stpd: {domain.name}\t\tStp: {state}\t\tNumber of Ports: {ports.bit_count()}",
        f"Rapid Root Failover: {'Enabled' if domain.rapid_root_failover else 'Disabled'}",
        f"Operational Mode: {MODES[domain.protocol_mode][1]}"
        f"\t\t\tDefault Binding Mode: {ENCAPSULATIONS[domain.default_mode][1]}",
        f"802.1Q Tag: {domain.stpd_tag or NONE}",
        f"Ports: {_port_names(call, ports)}",
        f"Participating Vlans: {','.join(vlans) or NONE}",
        f"Auto-bind Vlans: {','.join(bound) or NONE}",
        f"Bridge Priority: {domain.priority}",
        *_tree_lines(tree),
    ]
    return "".join(f"{line}\n" for line in lines)


def _port_names(call: Call, ports: int) -> str:
    """Return a list of ports, ten to a line."""
    names = [call.chassis.port_name(port) for port in sets.each(ports)]
    rows = [",".join(names[at : at + 10]) for at in range(0, len(names), 10)]
    return (",\n" + " " * 7).join(rows) or NONE


def _tree_lines(tree: BridgeView) -> Iterator[str]:
    domain = tree.domain
    age, hello, delay = domain.max_bpdu_age, domain.hello_time, domain.forward_delay
    told = [int(seconds) for seconds in tree.topology.times[1:]] if tree.topology else [0, 0, 0]
    yield f"BridgeID:\t\t{tree.bridge}"
    yield f"Designated root:\t{tree.root}"
    yield f"RootPathCost: {tree.cost} \tRoot Port: {tree.root_port or '----'}"
    yield f"MaxAge: {told[0]}s\t\tHelloTime: {told[1]}s\t\tForwardDelay: {told[2]}s"
    yield f"CfgBrMaxAge: {age}s \tCfgBrHelloTime: {hello}s\tCfgBrForwardDelay: {delay}s"
    yield f"Topology Change Time: {age + delay}s\t\t\tHold time: 1s"
    detected, changing = ("TRUE" if so else "FALSE" for so in (tree.detected, tree.changing))
    yield f"Topology Change Detected: {detected}\t\t\tTopology Change: {changing}"
    yield f"Number of Topology Changes: {tree.changes}"
    yield f"Time Since Last Topology Change: {int(tree.ago)}s"


# -- ports -----------------------------------------------------------------------------------------------------------

HEAD = "Port     Mode   State      Cost  Flags     Priority Port ID Designated Bridge\n"
LEGEND = """
 ------------------------- Flags: ----------------------------
1:                e=Enable, d=Disable
2: (Port role)    R=Root, D=Designated, A=Alternate, B=Backup
3: (Config type)  b=broadcast, p=point-to-point, e=edge, a=auto
4: (Oper. type)   b=broadcast, p=point-to-point, e=edge
5:                p=proposing, a=agree
6: (partner mode) d = 802.1d, w = 802.1w
"""


def show_stpd_ports(call: Call, stpd_name: str, port_list: PortList | None = None, detail: bool = False) -> str:
    """Show the ports of a domain.

    evidence: later 22.x (layout), recalled (six flags), inferred (``detail``, which adds nothing)
    """
    domain = the_domain(call.store, stpd_name)
    ports = ports_of_domain(call.store, domain.name)
    if port_list is not None:
        ports &= sets.given(call.chassis, port_list)
    return _table(call, domain, ports) + f"\nTotal Ports: {ports.bit_count()}\n{LEGEND}"


def show_vlan_stpd(call: Call, vlan_name: str) -> str:
    """Show the domains of a VLAN, and its ports in them.  evidence: recalled (the layout)"""
    vlan = the_vlan(call.store, vlan_name)
    out = ""
    for name, works, _ in domains_of(call.store, vlan):
        domain = the_domain(call.store, name)
        ports = ports_in(call.store, name, vlan)
        tree = _seen(call, domain)
        start = f"{name}({'enabled' if works else 'disabled'})  Tag: {domain.stpd_tag or NONE}"
        root = f"{tree.root}/{tree.root_port or '-----'}/{tree.cost}"
        out += f"{start}  Ports: {ports.bit_count()}   Root/P/C: {root}\n{_table(call, domain, ports)}\n"
    return out + LEGEND if out else ""


def _table(call: Call, domain: StpDomain, ports: int) -> str:
    return HEAD + "".join(_port(call, domain, port) for port in sets.each(ports))


def _port(call: Call, domain: StpDomain, port: tuple[int, int]) -> str:
    row = call.get(StpPortState, domain.name, *port) if enabled(call.store, domain.name) else None
    set_to = setting(call.store, domain, port)
    mode = ENCAPSULATIONS[mode_of(call.store, domain, sets.bit(port))][1]
    start = f"{call.chassis.port_name(port):<7}{mode:<7}{row.state if row else DISABLED:<11}"
    bridge = bridge_text(row.kept.vector.bridge) if row and set_to.enabled else NOBODY
    cost = set_to.cost or cost_of(call.store, call.chassis, port)
    flags = _flags(domain, set_to, row)
    return f"{start}{cost:<7}{flags:<11}{set_to.priority:<9}{number_of(set_to):04x}    {bridge}\n"


#: The letter of each role, and of what a port of 802.1w asks its neighbour or answered.
ROLES = {"root": "R", "designated": "D", "alternate": "A", "backup": "B"}


def _flags(domain: StpDomain, set_to: StpPortConfig, row: StpPortState | None) -> str:
    """Return the letters of a port.

    They say whether STP is on, the role, the link type as set and as found, proposing or agreed, and what the
    partner speaks.
    """
    enable = "e" if set_to.enabled else "d"
    if row is None or not set_to.enabled:
        return f"{enable}------"
    kept, rapid = row.kept, domain.protocol_mode == 1
    kind = set_to.link_type[0]
    found = "e" if kept.edge else "p" if kept.point_to_point else kind if kind == "e" else "b"
    asks = "p" if kept.proposing else "a" if rapid and kept.agree else "-"
    return f"{enable}{ROLES.get(kept.role, '-')}{kind}{found}{asks}{'w' if rapid and kept.partner_rapid else 'd'}-"
