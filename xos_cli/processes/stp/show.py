"""`show stpd`: domains, and the ports of one."""

from collections.abc import Iterator
from typing import NamedTuple

from xos_cli.command.call import Call
from xos_cli.language import PortList
from xos_cli.processes.stp.domains import (
    auto_bound,
    domains_of,
    enabled,
    mode_of,
    ports_in,
    ports_of_domain,
    the_domain,
    vlans_of,
)
from xos_cli.processes.stp.rows import ENCAPSULATIONS, LINK_TYPES, MODES, StpDomain, StpPort, StpPortState, StpTopology
from xos_cli.processes.stp.run import DISABLED
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.processes.vlan.ports.rows import PortLink
from xos_cli.switch import portset as sets

NOBODY = "00:00:00:00:00:00:00:00"
NONE = "(none)"  # evidence: later EXOS
#: Cost by speed in Mbps.  evidence: guide 11.5 p.1189
COSTS = {10: 100, 100: 19, 1000: 4, 10000: 2}


class Tree(NamedTuple):
    """What is known of a domain's tree: nobody is root of one that does not work."""

    domain: StpDomain
    works: bool
    bridge: str
    changes: int
    ago: float

    @property
    def root(self) -> str:
        """The bridge at the root: this one, if any."""
        return self.bridge if self.works else NOBODY

    @property
    def changing(self) -> bool:
        """Whether a change is still being told."""
        return self.changes > 0 and self.ago < self.domain.max_bpdu_age + self.domain.forward_delay


def _tree(call: Call, domain: StpDomain) -> Tree:
    topology = call.get(StpTopology, domain.name) or StpTopology(domain.name)
    bridge = f"{domain.priority >> 8:02x}:{domain.priority & 255:02x}:{call.chassis.mac.lower()}"
    ago = call.node.clock.now - topology.last if topology.changes else 0.0
    return Tree(domain, enabled(call.store, domain.name), bridge, topology.changes, ago)


# -- show stpd -------------------------------------------------------------------------------------------------------


def show_stpd(call: Call, stpd_name: str = "", detail: bool = False) -> str:
    """evidence: capture 11.2 (one domain), recalled (the list)"""
    if stpd_name:
        return "\n" + _block(call, the_domain(call, stpd_name))
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
    tree = _tree(call, domain)
    letters = (
        ("E" if tree.works else "D", True),
        ("R", domain.rapid_root_failover),
        ("C", tree.changing),
        ("T", tree.changing),
    )
    flags = "".join(letter if on else "-" for letter, on in letters).ljust(6, "-")
    count = ports_of_domain(call.store, domain.name).bit_count()
    bridge, root = tree.bridge.replace(":", ""), tree.root.replace(":", "")
    return f"{domain.name[:10]:<11}{domain.stpd_tag:04d} {flags} {count:<6}{bridge} {root} ------- 0\n"


def _block(call: Call, domain: StpDomain) -> str:
    """Every line, tabs and blanks included, as on the real switch.  evidence: capture 11.2"""
    store, tree = call.store, _tree(call, domain)
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
    """Ten to a line."""
    names = [call.chassis.port_name(port) for port in sets.each(ports)]
    rows = [",".join(names[at : at + 10]) for at in range(0, len(names), 10)]
    return (",\n" + " " * 7).join(rows) or NONE


def _tree_lines(tree: Tree) -> Iterator[str]:
    domain = tree.domain
    age, hello, delay = domain.max_bpdu_age, domain.hello_time, domain.forward_delay
    told = (age, hello, delay) if tree.works else (0, 0, 0)
    yield f"BridgeID:\t\t{tree.bridge}"
    yield f"Designated root:\t{tree.root}"
    yield "RootPathCost: 0 \tRoot Port: ----"
    yield f"MaxAge: {told[0]}s\t\tHelloTime: {told[1]}s\t\tForwardDelay: {told[2]}s"
    yield f"CfgBrMaxAge: {age}s \tCfgBrHelloTime: {hello}s\tCfgBrForwardDelay: {delay}s"
    yield f"Topology Change Time: {age + delay}s\t\t\tHold time: 1s"
    changing = "TRUE" if tree.changing else "FALSE"
    yield f"Topology Change Detected: {changing}\t\t\tTopology Change: {changing}"
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
    """evidence: later 22.x (layout), recalled (six flags), inferred (``detail``, which adds nothing)"""
    domain = the_domain(call, stpd_name)
    ports = ports_of_domain(call.store, domain.name)
    if port_list is not None:
        ports &= sets.given(call.chassis, port_list)
    return _table(call, domain, ports) + f"\nTotal Ports: {ports.bit_count()}\n{LEGEND}"


def show_vlan_stpd(call: Call, vlan_name: str) -> str:
    """The domains of a VLAN, and its ports in them.  evidence: recalled (the layout)"""
    vlan = the_vlan(call.store, vlan_name)
    out = ""
    for name, works, _ in domains_of(call.store, vlan):
        domain = the_domain(call, name)
        ports = ports_in(call.store, name, vlan)
        tree = _tree(call, domain)
        start = f"{name}({'enabled' if works else 'disabled'})  Tag: {domain.stpd_tag or NONE}"
        out += f"{start}  Ports: {ports.bit_count()}   Root/P/C: {tree.root}/-----/0\n{_table(call, domain, ports)}\n"
    return out + LEGEND if out else ""


def _table(call: Call, domain: StpDomain, ports: int) -> str:
    return HEAD + "".join(_port(call, domain, port) for port in sets.each(ports))


def _port(call: Call, domain: StpDomain, port: tuple[int, int]) -> str:
    setting = call.get(StpPort, domain.name, *port) or StpPort(domain.name, *port)
    row = call.get(StpPortState, domain.name, *port)
    mode = ENCAPSULATIONS[mode_of(call.store, domain, sets.bit(port))][1]
    number = (setting.priority * 8 << 8) + (port[0] - 1) * 128 + port[1]
    start = f"{call.chassis.port_name(port):<7}{mode:<7}{row.state if row else DISABLED:<11}"
    bridge = _tree(call, domain).root if row else NOBODY
    return f"{start}{_cost(call, setting):<7}{_flags(setting, row):<11}{setting.priority:<9}{number:04x}    {bridge}\n"


def _cost(call: Call, setting: StpPort) -> int:
    """Set, or by the speed that the port has or could have."""
    port = setting.slot, setting.port
    link = call.get(PortLink, *port)
    speed = link.speed if link and link.up else call.chassis.port_type(port).speed
    return setting.cost or COSTS[speed]


def _flags(setting: StpPort, row: StpPortState | None) -> str:
    """A port that works is a designated one; whoever is at the other end speaks 802.1D, if at all."""
    enable = "e" if setting.enabled else "d"
    if row is None or not setting.enabled:
        return f"{enable}------"
    kind = setting.link_type[0]
    found = "p" if setting.link_type == LINK_TYPES[0] else kind
    return f"{enable}D{kind}{found}-d-"
