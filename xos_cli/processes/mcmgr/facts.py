"""Questions about multicast settings, answered from a store."""

from typing import TYPE_CHECKING, Any, TypeVar

from xos_cli.processes.mcmgr.rows import IpmcForwarding
from xos_cli.processes.vlan.facts import vlan_names
from xos_cli.processes.vlan.rows import VR_MGMT, Vlan

if TYPE_CHECKING:
    from xos_cli.switch.tables import Store

R = TypeVar("R", bound=tuple[Any, ...])


def of_router(store: "Store", kind: type[R], vr: str) -> R:
    """Return the row of a virtual router; one that was never configured has the defaults."""
    return store.get(kind, vr) or kind(vr)


def forwards(store: "Store", vlan_name: str) -> bool:
    """Return whether multicast traffic is forwarded to and from a VLAN."""
    return store.get(IpmcForwarding, vlan_name) is not None


def user_vlans(store: "Store") -> list[str]:
    """Return the VLANs that users have: all but those of the management."""
    return [name for name in vlan_names(store) if store.one(Vlan, name).vrName != VR_MGMT]
