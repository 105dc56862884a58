"""What `show configuration` prints of ports.

evidence: capture 12.5 (`configure ports`), capture 11.2 (one line per port), clients (display strings), later 30.x
(redundant ports), inferred (the rest)
"""

from collections.abc import Iterator

from xos_cli.processes.vlan.facts import numbers
from xos_cli.processes.vlan.ports.rows import (
    ADDRESS,
    LacpGroup,
    LacpPort,
    LoadShare,
    MirrorFilter,
    MirrorPort,
    PortConfig,
    RedundantPort,
    VlanMonitor,
)
from xos_cli.processes.vlan.rows import PROFILES
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.tables import Store

ALGORITHMS = {"port": "port-based", ADDRESS: "address-based"}


def port_lines(store: Store, modular: bool) -> Iterator[str]:
    """Yield the lines of everything about ports that is not so on a new switch."""
    counts = numbers(store)
    if counts.jumboFrameSize:
        yield f"configure jumbo-frame size {counts.jumboFrameSize}"
    if counts.globalJumboEnabled:
        yield "enable jumbo-frame ports all"
    for row in sorted(store.rows(PortConfig), key=lambda row: row[:2]):
        yield from _port(row, _name(row.slot, row.port, modular))
    if counts.sharingAlgorithm:
        yield f"configure sharing address-based {counts.sharingAlgorithm}"
    for group in store.rows(LoadShare):
        yield _group(group, modular)
    yield from _lacp(store, modular)
    for pair in store.rows(RedundantPort):
        names = _name(pair.slot, pair.port, modular), _name(pair.redundantSlot, pair.redundantPort, modular)
        yield f"configure ports {names[0]} redundant {names[1]} link {'on' if pair.linkOn else 'off'}"


def _name(slot: int, port: int, modular: bool) -> str:
    return f"{slot}:{port}" if modular else str(port)


def _port(row: PortConfig, name: str) -> Iterator[str]:
    if row.speed:
        yield f"configure ports {name} auto off speed {row.speed} duplex {row.duplex}"
    if row.autoPolarityDisabled:
        yield f"configure ports {name} auto-polarity off"
    if row.mediumPreferred or row.forcePreferred:
        medium = "copper" if row.mediumPreferred else "fiber"
        yield f"configure ports {name} preferred-medium {medium}{' force' if row.forcePreferred else ''}"
    if row.displayString:
        quoted = f'"{row.displayString}"' if " " in row.displayString else row.displayString
        yield f"configure ports {name} display-string {quoted}"
    if row.jumboEnabled:
        yield f"enable jumbo-frame ports {name}"
    if not row.fdbLearning:
        yield f"disable learning ports {name}"
    if row.flood_mask:
        yield f"disable flooding ports {name}"
    if row.qosProfile:
        yield f"configure ports {name} qosprofile {PROFILES[row.qosProfile - 1]}"
    if row.dot1pExamInnerEnable:
        yield f"enable dot1p examination inner-tag ports {name}"
    if row.diffServEnable:
        yield f"enable diffserv examination ports {name}"
    if row.diffServRepEnable:
        yield f"enable diffserv replacement ports {name}"
    if row.dot1pRepEnable:
        yield f"enable dot1p replacement ports {name}"
    if row.smartRedundancyDisabled:
        yield f"disable smartredundancy {name}"
    if not row.enabled:
        yield f"disable ports {name}"


def _group(group: LoadShare, modular: bool) -> str:
    algorithm = ALGORITHMS.get(group.algorithm, f"address-based {group.algorithm}")
    lacp = " lacp" if group.lacp else ""
    name = _name(group.slot, group.port, modular)
    return f"enable sharing {name} grouping {sets.printed(group.portList)} algorithm {algorithm}{lacp}"


def _lacp(store: Store, modular: bool) -> Iterator[str]:
    """Yield the lines of LACP.  evidence: inferred"""
    for row in store.rows(LacpGroup):
        start = f"configure sharing {_name(row.slot, row.port, modular)} lacp"
        if row.systemPriority:
            yield f"{start} system-priority {row.systemPriority}"
        if row.shortTimeout:
            yield f"{start} timeout short"
        if row.passive:
            yield f"{start} activity-mode passive"
    for port in store.rows(LacpPort):
        yield f"configure lacp member-port {_name(port.slot, port.port, modular)} priority {port.priority}"


def monitor_lines(store: Store) -> Iterator[str]:
    """Yield the lines of the VLANs whose statistics ports take."""
    for row in store.rows(VlanMonitor):
        yield f"configure ports {row.ports} monitor vlan {row.vlanName}"


def mirroring_lines(store: Store, modular: bool) -> Iterator[str]:
    """Yield the lines of the monitor port and of what is mirrored to it."""
    for row in store.rows(MirrorPort):
        form = "tagged" if row.tagged else "untagged"
        yield f"enable mirroring to port {_name(row.slot, row.port, modular)} {form}"
    for one in store.rows(MirrorFilter):
        vlan = f" vlan {one.vlanName}" if one.vlanName else ""
        port = f" port {_name(one.slot, one.port, modular)}" if one.slot else ""
        yield f"configure mirroring add{vlan}{port}"
