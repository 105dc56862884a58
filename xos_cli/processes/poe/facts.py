"""Answer what a port does with its power.  evidence: guide 11.3 p.178 (the states)"""

from xos_cli.processes.devmgr.rows import CardInfo, CardState
from xos_cli.processes.poe.rows import PsePort, PseState, PseSystem
from xos_cli.switch.tables import Store

SEARCHING, DELIVERING, DENIED, FAULTED, DISABLED = "searching", "delivering", "denied", "faulted", "disabled"


def powers(store: Store, slot: int) -> bool:
    """Return whether a slot gives power: the switch and the slot are enabled and the module works."""
    card, info = store.get(CardState, slot), store.get(CardInfo, slot)
    works = card is not None and card.state == "Operational"
    return bool(works and store.one(PseSystem).systemAdminEnable and not (info and info.poe_disabled))


def gives(store: Store, row: PsePort) -> bool:
    """Return whether a port gives power if there is a device: it is enabled, and so are its slot and the switch."""
    return powers(store, int(row.port.partition(":")[0])) and not row.disabled


def port_state(store: Store, row: PsePort) -> str:
    """Return what a port does: it gives power to a device, searches for one, or is off."""
    found = store.get(PseState, row.port)
    return (found.state if found else "") or SEARCHING if gives(store, row) else DISABLED
