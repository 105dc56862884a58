"""Check the values of SNMP commands: hexadecimal names and keys, passwords, object identifiers."""

from typing import TYPE_CHECKING, Any

from xos_cli.errors import Refusal
from xos_cli.processes.snmpMaster.factory import DEFAULT_VIEWS
from xos_cli.processes.snmpMaster.keys import KEYS, is_code

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: Characters of a password at least.  evidence: RFC 3414
SHORTEST = 8


def valid_configure_snmp(chassis: "Chassis", **given: Any) -> None:
    """Refuse a name or a key after `hex` that is not hexadecimal."""
    for argument, code in given.items():
        if argument.startswith("hex_") and argument != "hex_engine_id":
            check_code(code)


def valid_configure_snmpv3(chassis: "Chassis", **given: Any) -> None:
    """Refuse what `valid_configure_snmp` refuses."""
    valid_configure_snmp(chassis, **given)


def valid_show_snmpv3(chassis: "Chassis", **given: Any) -> None:
    """Refuse what `valid_configure_snmp` refuses."""
    valid_configure_snmp(chassis, **given)


def valid_configure_snmpv3_engine_id(chassis: "Chassis", hex_engine_id: str) -> None:
    """Refuse an engine ID that is not 5 to 27 bytes in hexadecimal."""
    if not is_code(hex_engine_id) or not 5 <= len(bytes.fromhex(hex_engine_id.replace(":", ""))) <= 27:
        raise Refusal("Error: The engine ID must have 5 to 27 bytes in hexadecimal.")


def valid_configure_snmpv3_add_user(chassis: "Chassis", **given: Any) -> None:
    """Refuse privacy without authentication, and passwords that are too short."""
    if given.get("privacy") and not (given.get("md5") or given.get("sha")):
        raise Refusal("Error: There is no privacy without authentication.")
    if any(len(given.get(word, " " * SHORTEST)) < SHORTEST for word in ("auth_password", "priv_password")):
        raise Refusal(f"Error: The password must have at least {SHORTEST} characters.")


def valid_configure_snmpv3_delete_user(chassis: "Chassis", user_name: str | bool = "", **_: Any) -> None:
    """Refuse to delete a user that every switch has."""
    if user_name in ("initial", *KEYS):
        raise Refusal("Error: A default SNMP user cannot be deleted.")


def valid_configure_snmpv3_delete_mib_view(chassis: "Chassis", view_name: str | bool = "", **_: Any) -> None:
    """Refuse to delete a view that every switch has."""
    if view_name in DEFAULT_VIEWS:
        raise Refusal("Error: A default SNMP MIB view cannot be deleted.")


def valid_configure_snmpv3_add_mib_view_subtree(chassis: "Chassis", oid: str, **_: Any) -> None:
    """Refuse a part of the MIB that is not numbers with points between them."""
    subtree_of(oid)


def valid_configure_snmpv3_add_filter(chassis: "Chassis", oid: str = "1", **_: Any) -> None:
    """Refuse a part of the MIB that is not numbers with points between them."""
    subtree_of(oid)


def valid_configure_snmpv3_delete_filter(chassis: "Chassis", oid: str = "1", **_: Any) -> None:
    """Refuse a part of the MIB that is not numbers with points between them."""
    subtree_of(oid)


def subtree_of(oid: str) -> tuple[str, str]:
    """Return an object identifier and the mask behind its slash; refuse what is none."""
    if not oid:
        raise Refusal("Error: The object identifier cannot be empty.")
    subtree, _, mask = oid.partition("/")
    if not all(part.isdecimal() for part in subtree.strip(".").split(".")):
        raise Refusal(f"Error: {subtree} is not an object identifier.")
    if mask and not is_code(mask.replace(".", "")):
        raise Refusal(f"Error: {mask} is not a hexadecimal string.")
    return subtree.strip("."), mask


def check_code(code: str) -> None:
    """Refuse a text that is not hexadecimal in pairs."""
    if code and not is_code(code):
        raise Refusal(f"Error: {code} is not a hexadecimal string.")
