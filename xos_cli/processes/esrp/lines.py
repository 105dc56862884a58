"""The lines of ESRP in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.esrp.facts import policy_of, standard, tracks_of, vlans_of
from xos_cli.processes.esrp.rows import (
    AUTO,
    DEFAULT_POLICY,
    ENVIRONMENT,
    HOST,
    EsrpDomain,
    EsrpPort,
    EsrpRestart,
    EsrpTrack,
)
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: The timers that are printed where they are not the defaults.  Before a longer hello the others must be longer.
TIMERS = ("neighbor", "neutral", "premaster", "restart", "hello", "postmaster")


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the lines of ESRP in `show configuration`.  evidence: capture 11.2 (the first line)"""
    yield f"configure esrp mode {'standard' if standard(store) else 'extended'}"
    for port in store.rows(EsrpPort):
        start = f"configure esrp ports {chassis.port_name((port.slot, port.port))}"
        if port.host:
            yield f"{start} mode host"
        if port.weight != AUTO:
            yield f"{start} weight {port.weight}"
    for row in store.rows(EsrpDomain):
        yield f"create esrp {row.name}"
        for vlan in vlans_of(store, row.name):
            yield f"configure esrp {row.name} add {'master' if vlan.master else 'member'} {vlan.vlanName}"
        yield from _settings(store, row)
        if row.enable:
            yield f"enable esrp {row.name}"


def _settings(store: Store, row: EsrpDomain) -> Iterator[str]:
    start, new = f"configure esrp {row.name}", EsrpDomain(row.name)
    if row.domainId:
        yield f"{start} domain-id {row.domainId}"
    if row.group:
        yield f"{start} group {row.group}"
    if row.priority:
        yield f"{start} priority {row.priority}"
    for timer in _timers(row, new):
        yield f"{start} timer {timer} {getattr(row, timer)}"
    if row.policy != DEFAULT_POLICY:
        yield f"{start} election-policy {policy_of(store, row)}"
    for track in tracks_of(store, row.name):
        yield f"{start} add {_track(track)}"
    yield from _polls(start, row)
    restart = store.get(EsrpRestart, row.name)
    if restart is not None:
        yield f"{start} ports {restart.ports} restart"


def _timers(row: EsrpDomain, new: EsrpDomain) -> list[str]:
    """Return the timers to be printed, in an order in which they can be typed: a shorter hello comes first."""
    names = [name for name in TIMERS if getattr(row, name) != getattr(new, name)]
    return sorted(names, key=lambda name: name != "hello") if row.hello < new.hello else names


def _track(track: EsrpTrack) -> str:
    if track.kind == ENVIRONMENT:
        return f"track-environment failover {track.failover}"
    more = f" frequency {track.frequency} miss {track.miss}" if track.kind == HOST else ""
    return f"track-{track.kind} {track.what}{more}"


def _polls(start: str, row: EsrpDomain) -> Iterator[str]:
    if row.premasterPolls:
        ports = f" ports {row.pollPorts}" if row.pollPorts else ""
        often = f"count {row.premasterPolls} interval {row.premasterInterval}"
        yield f"{start} elrp-premaster-poll enable{ports} {often}"
    elif row.pollPorts:
        yield f"{start} add elrp-poll ports {row.pollPorts}"
    if row.masterPoll:
        yield f"{start} elrp-master-poll enable interval {row.masterPoll}"
