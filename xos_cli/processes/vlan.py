"""VLANs and ports (stub to boot with; being written)."""

from typing import Any, NamedTuple

from xos_cli.call import Call
from xos_cli.errors import Refusal
from xos_cli.switch.tables import Scope, table


@table("vlan", key=("name",))
class Vlan(NamedTuple):
    name: str
    tag: int


@table("link", key=("slot", "port"), scope=Scope.STATE)
class PortLink(NamedTuple):
    slot: int
    port: int
    up: int


TABLES = (Vlan, PortLink)
NAMES = {"vlan": Vlan}


def factory(chassis: Any) -> list[tuple[Any, ...]]:
    return [Vlan("Default", 1), Vlan("Mgmt", 4095)]


def configuration(store: Any, chassis: Any, detail: bool) -> Any:
    for vlan in store.rows(Vlan):
        yield f'create vlan "{vlan.name}"'


def ports_up(node: Any, number: int) -> None:
    node.put([PortLink(slot, port, 1) for slot, port in node.chassis.ports if slot == number])


def clear_ports(call: Call, number: int) -> None:
    pass


def create_vlan(call: Call, new_vlan_name: str) -> None:
    if call.get(Vlan, new_vlan_name):
        raise Refusal(f"Error: VLAN {new_vlan_name} already exists.")
    call.put(Vlan(new_vlan_name, 4094))


def delete_vlan(call: Call, vlan_name: str) -> None:
    if not call.get(Vlan, vlan_name):
        raise Refusal(f"Error: VLAN {vlan_name} does not exist.")
    call.delete(Vlan, vlan_name)


def show_vlan(call: Call, vlan_name: str = "", detail: bool = False) -> str:
    return "".join(f"{row.name}\n" for row in call.rows(Vlan))
