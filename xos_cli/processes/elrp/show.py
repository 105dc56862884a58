"""`show elrp`, and the searches for loops that a command waits for.

evidence: recalled (commands and screen), inferred (three packets, a second apart; what is printed)
"""

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, Wait
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.elrp.machine import LoopSearch
from xos_cli.processes.elrp.rows import ElrpGlobal, ElrpPeriodic
from xos_cli.processes.vlan.facts import member_ports, the_vlan
from xos_cli.switch.hardware import portset as sets

#: evidence: recalled
DISABLED = "Error: ELRP client is not enabled."
RETRIES, INTERVAL = 3, 1


def show_elrp(call: Call) -> str:
    """Print the client, its counters, and the VLANs that it searches periodically.  evidence: inferred"""
    row, counted, polls = call.one(ElrpGlobal), (0, 0), 0
    if "elrp" in call.node.memory:
        from xos_cli.processes.elrp.run import client_of

        client = client_of(call.node)
        counted = client.sent, client.received
        polls = len(client.polls)
    sessions = call.rows(ElrpPeriodic)
    return (
        f"ELRP Standalone Client:            {'Enabled' if row.enable else 'Disabled'}\n"
        f"Number of ELRP sessions:           {len(sessions) + polls}\n"
        f"Number of ELRP pkts transmitted:   {row.txpkts + counted[0]}\n"
        f"Number of ELRP pkts received:      {row.rxpkts + counted[1]}\n"
    )


def run_elrp(
    call: Call,
    vlan_name: str,
    ports: bool = False,
    port_list: PortList | None = None,
    interval: bool = False,
    seconds: int = INTERVAL,
    retry: bool = False,
    count: int = RETRIES,
) -> Dialogue:
    """Look for a loop in a VLAN and print what is found."""
    yield from _search(call, vlan_name, port_list, seconds, count)


def configure_elrp_client_one_shot_ports_interval_retry(
    call: Call,
    vlan_name: str,
    port_list: PortList | None = None,
    all: bool = False,
    seconds: int = INTERVAL,
    count: int = RETRIES,
    log: bool = False,
    **_: bool,
) -> Dialogue:
    """Look for a loop in a VLAN once; with ``log`` it is only logged."""
    for text in _search(call, vlan_name, port_list, seconds, count):
        if not (log and isinstance(text, str)):
            yield text


def _search(call: Call, vlan_name: str, port_list: PortList | None, seconds: int, count: int) -> Dialogue:
    """Search a VLAN for loops; refuse while the client is off. Without a network no loop is found."""
    if not call.one(ElrpGlobal).enable:
        raise Refusal(DISABLED)
    vlan = the_vlan(call.store, vlan_name)
    own = member_ports(call.store, vlan)
    ports = own if port_list is None else sets.given(call.chassis, port_list)
    strange = ports & ~own
    if strange:
        raise Refusal(f"Error: Port {call.chassis.port_name(sets.first(strange))} is not in VLAN {vlan}.")
    if call.node.fabric is None:
        yield f"[CLI:{vlan}:1] No loop detected\n"
        return
    from xos_cli.processes.elrp.run import search

    session = search(call.node, vlan, ports, seconds, count)
    yield Wait(seconds * (count + 1), until=lambda: session.over)
    yield _result(call, session)


def _result(call: Call, session: LoopSearch) -> str:
    from xos_cli.processes.elrp.run import report

    found = "".join(f"{report(call.node, session, loop)}\n" for loop in session.loops)
    counts = f"{session.sent} transmited, {session.received} received"
    return found or f"[CLI:{session.vlan}:1] No loop detected : {counts}\n"
