"""Program quality of service into the I/O modules."""

from typing import TYPE_CHECKING

from xos_cli.processes.vlan.ports.facts import config_of
from xos_cli.processes.vlan.qos.facts import code_point_of, profiles_of_code_points, profiles_of_priorities
from xos_cli.processes.vlan.qos.rows import EGRESS, EVERY, INGRESS, EgressLimit, QosBandwidth
from xos_cli.switch.fabric.qos import LOWEST, PLAIN, Limits, LimitSetting, PortQos, QosSetting

if TYPE_CHECKING:
    from xos_cli.switch.fabric.fabric import Fabric
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node


def program_groups(node: "Node", fabric: "Fabric") -> None:
    """Program which profile priorities and code points lead to."""
    store, chassis = node.store, node.chassis
    priorities = _numbers(profiles_of_priorities(store, chassis))
    fabric.qos = QosSetting(
        priorities,
        _numbers(profiles_of_code_points(store, chassis)),
        tuple([code_point_of(store, name) for name in EVERY]),
        chassis.features.queues,
        priorities[0] != LOWEST,
    )


def _numbers(names: list[str]) -> tuple[int, ...]:
    return tuple([EVERY.index(name) + 1 for name in names])


def program_port(node: "Node", fabric: "Fabric", id: "Port") -> None:
    """Program what a port examines and replaces, and its profile."""
    port, row = fabric.ports[id], config_of(node.store, id)
    marks = (row.diffServEnable, row.diffServRepEnable, row.dot1pRepEnable, row.dot1pExamInnerEnable)
    own = PortQos(row.qosProfile, *map(bool, marks))
    port.qos = PLAIN if own == PLAIN else own
    port.graded = port.qos is not PLAIN or port.ingress_limits is not None


def program_limits(node: "Node", fabric: "Fabric") -> None:
    """Program the limits of all ports; an unchanged limit keeps its tokens."""
    bandwidths, limits = node.store.rows(QosBandwidth), node.store.rows(EgressLimit)
    own = {(row.slot, row.port): {0: LimitSetting(row.rate, burst=row.burst)} for row in limits}
    for id, port in fabric.ports.items():
        if id[0]:
            port.limits = _kept(port.limits, own.get(id, {}) | _queues(bandwidths, EGRESS, id))
            port.ingress_limits = _kept(port.ingress_limits, _queues(bandwidths, INGRESS, id))
            port.graded = port.qos is not PLAIN or port.ingress_limits is not None


def _kept(old: Limits | None, settings: dict[int, LimitSetting]) -> Limits | None:
    if old is not None and old.settings == settings:
        return old
    return Limits(settings) if settings else None


def _queues(rows: list[QosBandwidth], direction: str, id: "Port") -> dict[int, LimitSetting]:
    """Return the limits of the queues of a port: its own, else those of all ports."""
    found: dict[str, QosBandwidth] = {}
    for row in rows:
        if row.direction == direction and (row.slot, row.port) in (id, (0, 0)):
            found[row.name] = row if row.port or row.name not in found else found[row.name]
    limited = [row for row in found.values() if row.peak or row.maxBw < 100]
    return {EVERY.index(row.name) + 1: LimitSetting(row.peak, row.maxBw) for row in limited}
