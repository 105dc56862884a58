"""Print `show management`: who can reach the switch, and how.

evidence: capture 12.5 (labels and layout; what came after 11.3 is left out), recalled (trap receivers, SSH)
"""

from collections.abc import Iterator

from xos_cli.command.call import Call
from xos_cli.processes.cfgmgr.rows import CliSession, IdleTimeout
from xos_cli.processes.etmon.facts import rmon_enabled
from xos_cli.processes.snmpMaster.facts import communities, receivers
from xos_cli.processes.snmpMaster.rows import SnmpCounters, SnmpEnable
from xos_cli.processes.telnetd.facts import ssh2_access
from xos_cli.processes.telnetd.rows import Telnetd
from xos_cli.processes.thttpd.rows import Thttpd


def _on(value: object) -> str:
    return "Enabled" if value else "Disabled"


def show_management(call: Call) -> str:
    """Print the settings of sessions, servers and SNMP."""
    rows = [*_sessions(call), *_servers(call), *_snmp(call)]
    return "".join(f"{label:<33}: {value}\n" for label, value in rows) + _receivers(call) + _counters(call)


def _sessions(call: Call) -> Iterator[tuple[str, object]]:
    session, idle = call.one(CliSession), call.one(IdleTimeout)
    yield "CLI idle timeout", f"Enabled ({idle.minutes} minutes)" if idle.enabled else "Disabled"
    yield "CLI max number of login attempts", session.maxLogins
    yield "CLI max number of sessions", session.maxSessions
    yield "CLI paging", f"{_on(call.session.paging)} (this session only)"
    yield "CLI configuration logging", _on(session.cmdLogging)


def _servers(call: Call) -> Iterator[tuple[str, object]]:
    telnet, web = call.one(Telnetd), call.one(Thttpd)
    yield "Telnet access", f"{_on(telnet.enable)} (tcp port {telnet.port} vr {telnet.vrid})"
    yield "", f"Access Profile : {telnet.profile or 'not set'}"
    yield "SSH Access", ssh2_access(call.node)
    yield "Web access", f"{_on(web.enable)} (tcp port {web.port})"
    yield "", "Access Profile : not set"


def _snmp(call: Call) -> Iterator[tuple[str, object]]:
    enabled = call.one(SnmpEnable)
    yield "Total Read Only Communities", communities(call.store, readonly=True)
    yield "Total Read Write Communities", communities(call.store, readonly=False)
    yield "RMON", _on(rmon_enabled(call.store))
    yield "SNMP access", _on(enabled.snmpEnabled)
    yield "", f"Access Profile : {enabled.snmpAccessProfile or 'not set'}"
    yield "SNMP Traps", _on(enabled.snmpTrapsEnabled)
    yield "SNMP v1/v2c TrapReceivers", "" if receivers(call.store) else "None"


def _receivers(call: Call) -> str:
    rows = receivers(call.store)
    if not rows:
        return ""
    head = f"  {'Destination':<31}Source IP Address\n"
    return head + "".join(
        f"  {f'{row.snmpTargetAddrAddress:<16}/{row.snmpTargetAddrPort}':<31}{row.snmpTargetAddrFrom}\n" for row in rows
    )


def _counters(call: Call) -> str:
    """Return what SNMP has counted on this MSM."""
    c = next(iter(call.rows(SnmpCounters)), SnmpCounters())
    return (
        f"\nSNMP stats:     InPkts {c.in_packets:<7} OutPkts   {c.out_packets:<7} Errors {c.errors:<7}"
        f" AuthErrors {c.auth_errors}\n"
        f"                Gets   {c.gets:<7} GetNexts  {c.get_nexts:<7} Sets   {c.sets:<7} Drops      {c.drops}\n"
        f"SNMP traps:     Sent   {c.traps:<7} AuthTraps Enabled\n"
    )
