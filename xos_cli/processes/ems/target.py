"""Deliver events to log targets, and configure targets and syslog servers.

Events are not kept the same on both MSMs: only what the targets primary-msm (on the backup) and backup-msm (on the
primary) forward gets to the other one, where memory, flash and console take it or not.  evidence: guide 11.3 p.198
"""

from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.facts import zone_offset
from xos_cli.processes.ems.facts import debug_mode, target
from xos_cli.processes.ems.filter import LEVELS, lets_through, the_filter
from xos_cli.processes.ems.format import DEFAULT, SYSLOG, given_format, line
from xos_cli.processes.ems.pattern import ANY_TEXT, found, is_pattern
from xos_cli.processes.ems.rows import INITIAL, TARGETS, EmsGlobal, EmsSession, EmsTarget
from xos_cli.processes.vlan.facts import the_router
from xos_cli.switch.election import State
from xos_cli.switch.log import SEVERITIES, LogEntry, text_of
from xos_cli.switch.messages import Forwarded
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis
    from xos_cli.switch.node import Node

#: Entries of the log in the flash.
KEPT = 100
#: The arguments that are no part of a target's name.
FACILITIES = tuple(f"local{number}" for number in range(8))
#: evidence: recalled
SYSLOG_VR = "VR-Mgmt"
NOT_HERE = "Error: Log target {name} is not supported on a stand-alone switch."  # evidence: inferred


# -- which target takes which event ----------------------------------------------------------------------------------


def route(node: "Node", entry: LogEntry, forwarded: bool = False) -> None:
    """Give an event to every target that wants it; one that was *forwarded* goes no further than this MSM."""
    store = node.store
    for name in INITIAL:
        row = target(store, name)
        if wants(store, row, entry):
            _deliver(node, row, entry)
    if node.fabric is not None and node.is_master and any(row.syslogEnabled for row in store.rows(EmsGlobal)):
        _send(node, entry)
    if not forwarded:
        _forward(node, entry)
        for login in store.rows(EmsSession):
            if login.session in node.sessions and wants(store, login.target, entry):
                node.console.tell(login.session, line(entry, zone_offset(store, entry.at), login.target.displayFormat))


def _send(node: "Node", entry: LogEntry) -> None:
    """Send an event to the syslog servers that want it, in a network.  evidence: RFC 3164 4.1.1 (severities from 2)"""
    severity = min(2 + list(SEVERITIES).index(entry.severity), 7)
    for row in node.store.rows(EmsTarget):
        if row.type.startswith("syslog ") and wants(node.store, row, entry):
            text = line(entry, zone_offset(node.store, entry.at), row.displayFormat)
            node.call("netTools", "send_log", row.type, severity, text)


def wants(store: Store, row: EmsTarget, entry: LogEntry) -> bool:
    """Return whether a target takes an event: by severity, filter and text."""
    level, limit = LEVELS[entry.severity.lower()], LEVELS[row.severity.lower()]
    if not row.enable or level > limit or (row.only and level != limit):
        return False
    if entry.severity.startswith("Debug") and not debug_mode(store):
        return False
    return lets_through(store, row.filter, entry) and matched(row.regex, entry)


def matched(regex: str, entry: LogEntry) -> bool:
    """Return whether the event's name or text has what *regex* looks for."""
    return found(regex, text_of(entry))


def _deliver(node: "Node", row: EmsTarget, entry: LogEntry) -> None:
    match row.type:
        case "memory-buffer":
            _fit(node, row)
            node.log.add(entry)
        case "nvram":
            node.flash.note(log=(*node.flash.nvram.log[1 - KEPT :], entry))
        case "console":
            node.say(line(entry, zone_offset(node.store, entry.at), row.displayFormat))


def _fit(node: "Node", row: EmsTarget) -> None:
    """Make the memory buffer as large as it is configured."""
    if row.targetSize and node.log.entries.maxlen != row.targetSize:
        node.log.resize(row.targetSize)


def _forward(node: "Node", entry: LogEntry) -> None:
    """Send an event to the other MSM, if the target for that is enabled here."""
    name = "backup-msm" if node.is_master else "primary-msm"
    row = node.store.get(EmsTarget, name)
    if row and wants(node.store, row, entry) and (node.is_master or node.state == State.BACKUP):
        node.checkpoint.send(Forwarded(entry))


# -- commands --------------------------------------------------------------------------------------------------------


def _named(call: Call, where: dict[str, Any]) -> list[EmsTarget]:
    """Return the targets that the words of a command name."""
    if where.get("session"):
        login = call.get(EmsSession, call.session.id)
        return [login.target if login else TARGETS["session"]]
    if where.get("syslog"):
        return _servers(call, where)
    name = next(name for name in TARGETS if where.get(name.replace("-", "_")))
    if name.endswith("-msm") and not call.chassis.modular:
        raise Refusal(NOT_HERE.format(name=name))
    return [target(call.store, name)]


def _servers(call: Call, where: dict[str, Any]) -> list[EmsTarget]:
    """Return the syslog servers that were added: all, those of a virtual router or a facility, or one."""
    if where.get("all"):
        router = the_router(call.store, where["vr_name"]) if where.get("vr_name") else ""
        parts = {router, _facility(where)} - {""}
        return [row for row in call.rows(EmsTarget) if row.type.startswith("syslog ") and parts <= {*row.type.split()}]
    row = call.get(EmsTarget, server_name(call, where))
    if row is None:
        raise Refusal(f"Error: Syslog server {_address(where)} is not configured.")  # evidence: inferred
    return [row]


def _facility(where: dict[str, Any]) -> str:
    return next((name for name in FACILITIES if where.get(name)), "")


def _address(where: dict[str, Any]) -> str:
    """Return the address of a server as it was typed: ``10.0.0.1`` or ``10.0.0.1:514``."""
    return str(where.get("ip_port") or where["ipaddress"])


def server_name(call: Call, where: dict[str, Any]) -> str:
    """Return the name of a syslog server's target: ``syslog 10.0.0.1 vr VR-Mgmt local0``."""
    router = the_router(call.store, where.get("vr_name") or SYSLOG_VR)
    return f"syslog {_address(where)} vr {router} {_facility(where)}"


def forgotten(call: Call, kind: str, name: str) -> None:
    """Remove the syslog servers of a virtual router that was deleted.  evidence: inferred"""
    for row in call.rows(EmsTarget) if kind == "vr" else ():
        if f" vr {name} " in row.type:
            call.drop(row)


def _change(call: Call, where: dict[str, Any], **fields: Any) -> None:
    for row in _named(call, where):
        _keep(call, row._replace(**fields))


def _keep(call: Call, row: EmsTarget) -> None:
    call.put(EmsSession(call.session.id, row) if row.type == "session" else row)


def enable_log_target(call: Call, **where: Any) -> None:
    """Send events to a target from now on."""
    _change(call, where, enable=1)


def disable_log_target(call: Call, **where: Any) -> None:
    """Send no more events to a target."""
    _change(call, where, enable=0)


def enable_log_display(call: Call) -> None:
    """Send events to the console, as `enable log target console` does."""
    _change(call, {"console": True}, enable=1)


def disable_log_display(call: Call) -> None:
    """Send no events to the console, as `disable log target console` does."""
    _change(call, {"console": True}, enable=0)


def _severity(severity: str, only: bool) -> dict[str, Any]:
    return {"severity": list(SEVERITIES)[LEVELS[severity]], "only": int(only)} if severity else {}


def configure_log_target_filter(
    call: Call, filter_name: str, severity: str = "", only: bool = False, **where: Any
) -> None:
    """Set the filter of a target, and down to which severity it takes events."""
    _change(call, where, filter=the_filter(call, filter_name).name, **_severity(severity, only))


def configure_log_target_severity(call: Call, severity: str, only: bool = False, **where: Any) -> None:
    """Set down to which severity a target takes events, or with *only* exactly which."""
    _change(call, where, **_severity(severity, only))


def valid_configure_log_target_match(chassis: "Chassis", regex: str = "", **_: object) -> None:
    """Refuse a text that is no regular expression."""
    checked(regex)


def configure_log_target_match(call: Call, any: bool = False, regex: str = "", **where: Any) -> None:
    """Let a target take only events whose text matches a regular expression."""
    _change(call, where, regex=ANY_TEXT if any else checked(regex))


def checked(regex: str) -> str:
    """Return a regular expression; refuse a text that is none.  evidence: inferred (the words)"""
    if not is_pattern(regex):
        raise Refusal(f"Error: {regex} is not a valid match expression.")
    return regex


def configure_log_target_format(call: Call, **where: Any) -> None:
    """Set the format of a target's lines; parts that are not named are left out."""
    words = call.words[call.words.index("format") + 1 :]
    _change(call, where, displayFormat=given_format(words))


def unconfigure_log_target_format(call: Call, **where: Any) -> None:
    """Restore the format of a new switch."""
    for row in _named(call, where):
        _keep(call, row._replace(displayFormat=SYSLOG if row.type.startswith("syslog ") else DEFAULT))


def configure_log_target_memory_buffer_number_of_messages(call: Call, num_of_messages: int) -> None:
    """Set the size of the memory buffer; the oldest messages go when there are more."""
    row = target(call.store, "memory-buffer")._replace(targetSize=num_of_messages)
    call.put(row)
    _fit(call.node, row)


def enable_log_debug_mode(call: Call) -> None:
    """Process events for debugging."""
    call.put(call.one(EmsGlobal)._replace(enableDebug=1))


def disable_log_debug_mode(call: Call) -> None:
    """Ignore events for debugging."""
    call.put(call.one(EmsGlobal)._replace(enableDebug=0))


def enable_syslog(call: Call) -> None:
    """Send events to the syslog servers whose targets are enabled."""
    call.put(call.one(EmsGlobal)._replace(syslogEnabled=1))


def disable_syslog(call: Call) -> None:
    """Send no events to any syslog server."""
    call.put(call.one(EmsGlobal)._replace(syslogEnabled=None))


def configure_syslog(call: Call, severity: str = "", add: bool = False, **where: Any) -> None:
    """Add a syslog server.  evidence: reference 10.1 p.254 (format), recalled (its target is off at first)"""
    name = server_name(call, where)
    row = call.get(EmsTarget, name) or EmsTarget(name, SYSLOG, enable=0)
    call.put(row._replace(**_severity(severity, False)))


def configure_syslog_delete(call: Call, all: bool = False, **where: Any) -> None:
    """Forget a syslog server, or all of them."""
    for row in _servers(call, {**where, "all": all}):
        call.drop(row)
