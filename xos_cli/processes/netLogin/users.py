"""Create, change and delete the local users of network login.

evidence: guide 11.3 p.355-359 (the commands; a password that is not typed is asked for), inferred (the limits, the
refusals)
"""

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.dialogue import Dialogue, TextInput
from xos_cli.errors import Refusal
from xos_cli.processes.netLogin.rows import AS_IT_COMES, TAGGED, UNTAGGED, LocalUser, LocalUserVlan
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.secrets import hidden

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

#: Characters of a name and of a password.
LONGEST = 32


def valid_create_netlogin_local_user(
    chassis: "Chassis", new_user_name: str, encrypted: bool = False, password: str = "", **_: object
) -> None:
    """Refuse a name or a password that none can be."""
    if not new_user_name:
        raise Refusal("Error: The new user name cannot be empty.")
    if len(new_user_name) > LONGEST:
        raise Refusal(f"Error: The user name can have at most {LONGEST} characters.")
    if not encrypted:
        _check_password(password)


def _check_password(password: str) -> None:
    if len(password) > LONGEST:
        raise Refusal(f"Error: The password can have at most {LONGEST} characters.")


def create_netlogin_local_user(
    call: Call, new_user_name: str, encrypted: bool = False, password: str | None = None, **place: Any
) -> Dialogue:
    """Create a user; ask for the password where none is given."""
    valid_create_netlogin_local_user(call.chassis, new_user_name, encrypted, password or "")
    if call.get(LocalUser, new_user_name) is not None:
        raise Refusal(f"Error: Local user {new_user_name} already exists.")
    vlan = _place(call, new_user_name, place)
    secret = password if encrypted and password is not None else (yield from _secret(password))
    call.put(LocalUser(new_user_name, secret))
    if vlan is not None:
        call.put(vlan)


def _secret(password: str | None) -> Generator[Any, Any, str]:
    """Return a password in its encrypted form, "" for none; ask for it twice if it was not typed."""
    if password is None:
        password = yield TextInput("password: ", secret=True)
        if (yield TextInput("Reenter password: ", secret=True)) != password:
            raise Refusal("Error: Passwords do not match.")
    _check_password(password)
    return hidden(password) if password else ""


def _place(call: Call, user: str, place: dict[str, Any]) -> LocalUserVlan | None:
    """Return the VLAN that a command gives a user, None if it gives none; refuse one that does not exist."""
    way = TAGGED if place.get("tagged") else UNTAGGED if place.get("untagged") else AS_IT_COMES
    tag = place.get("vlan_tag")
    if tag is not None:
        names = [row.name for row in call.rows(Vlan) if row.tag == tag and row.tagged]
        if not names:
            raise Refusal(f"Error: There is no VLAN with tag {tag}.")
        return LocalUserVlan(user, names[0], way)
    name = place.get("vlan_name", "")
    return LocalUserVlan(user, the_vlan(call.store, name), way) if name else None


def configure_netlogin_local_user(call: Call, user_name: str, **place: Any) -> Dialogue:
    """Give a user another VLAN or none; without either, ask for another password."""
    row = _the_user(call, user_name)
    if not place:
        call.put(row._replace(password=(yield from _secret(None))))
        return
    vlan = _place(call, row.name, place)
    call.delete(LocalUserVlan, row.name)
    if vlan is not None:
        call.put(vlan)


def _the_user(call: Call, name: str) -> LocalUser:
    row = call.get(LocalUser, name)
    if row is None:
        raise Refusal(f"Error: Local user {name} does not exist.")
    return row


def delete_netlogin_local_user(call: Call, user_name: str) -> None:
    """Delete a local user with the VLAN that it gets."""
    row = _the_user(call, user_name)
    call.drop(row)
    call.forget("local-user", row.name)
