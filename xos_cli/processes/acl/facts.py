"""Answer which interface a binding is for, and which dynamic rules are in force there."""

from xos_cli.processes.acl.rows import AclBinding, AclInterface, DynamicBinding
from xos_cli.switch.tables import Store


def where(row: AclBinding | DynamicBinding) -> AclInterface:
    """Return the interface of a binding."""
    return AclInterface(row.port, row.vlanName, row.direction)


def words(interface: AclInterface) -> str:
    """Return an interface as commands name it."""
    if interface.port:
        return f"ports {interface.port} {interface.direction}"
    return f"{f'vlan {interface.vlan}' if interface.vlan else 'any'} {interface.direction}"


def dynamic_of(store: Store, interface: AclInterface) -> list[DynamicBinding]:
    """Return the dynamic rules in force at an interface, in their order."""
    return [row for row in store.rows(DynamicBinding) if where(row) == interface]
