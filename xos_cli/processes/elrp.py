"""The Extreme Loop Recovery Protocol: its client, which looks for loops.

evidence: capture 11.2 (the row and the line), recalled (commands and screen).  No packets go, so no loop is found.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.record import NamedTuple
from xos_cli.switch.recorded import told
from xos_cli.switch.tables import Store, table

if TYPE_CHECKING:
    from xos_cli.switch.chassis import Chassis


@table("elrpGlobalCfg")
class ElrpGlobal(NamedTuple):
    """The client: sessions there are, packets sent and received."""

    elrpClients: int = 0
    txpkts: int = 0
    rxpkts: int = 0
    enable: int = 0


TABLES = (ElrpGlobal,)
#: evidence: recalled
DISABLED = "Error: ELRP client is not enabled."


def factory(chassis: "Chassis") -> list[tuple[Any, ...]]:
    """Return the row of a new switch: the client is off.  evidence: capture 11.2"""
    return [ElrpGlobal()]


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Yield the line of ELRP in `show configuration`.  evidence: capture 11.2"""
    yield f"{'enable' if store.one(ElrpGlobal).enable else 'disable'} elrp-client"


def enable_elrp_client(call: Call) -> None:
    """Enable the ELRP client, which can look for loops."""
    call.put(call.one(ElrpGlobal)._replace(enable=1))


def disable_elrp_client(call: Call) -> None:
    """Disable the ELRP client: no loops are looked for."""
    call.put(call.one(ElrpGlobal)._replace(enable=0))


def show_elrp(call: Call) -> str:
    """Show the ELRP client and its counters; a session goes on for each VLAN it looks at periodically.

    evidence: inferred
    """
    row = call.one(ElrpGlobal)
    sessions = {words[0].lower() for words in told(call.store, "configure elrp-client periodic")}
    return (
        f"ELRP Standalone Client:            {'Enabled' if row.enable else 'Disabled'}\n"
        f"Number of ELRP sessions:           {len(sessions)}\n"
        f"Number of ELRP pkts transmitted:   {row.txpkts}\n"
        f"Number of ELRP pkts received:      {row.rxpkts}\n"
    )


def run_elrp(call: Call, vlan_name: str, **_: Any) -> None:
    """Look for a loop once; refused while the client is off, and no loop is ever heard of."""
    if not call.one(ElrpGlobal).enable:
        raise Refusal(DISABLED)
    call.node.event("Info", "CLI.Recorded", f"run elrp {vlan_name}: accepted, not modelled")
