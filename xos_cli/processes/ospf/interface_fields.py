"""Return the fields that commands set alike for VLANs, areas and virtual links of OSPF."""

from typing import Any

from xos_cli.errors import Refusal
from xos_cli.processes.ospf.lines import MD5, NONE, PASSWORD
from xos_cli.processes.ospf.rows import ON
from xos_cli.switch.secrets import hidden

#: The fields of an interface that does not authenticate.
NO_KEY = {"ospfIfAuthType": NONE, "ospfIfAuthKey": "", "ospfIfAuthKeyId": None, "ospfIfAuthEncrypted": ON}


def check_password(simple_password: str, encrypted: bool) -> None:
    """Refuse a typed password of more than 8 characters.  evidence: inferred (the words)"""
    if len(simple_password) > 8 and not encrypted:
        raise Refusal("Error: The password has more than 8 characters.")


def check_timers(hello: int, dead: int) -> None:
    """Refuse a dead interval below the hello interval.

    evidence: inferred (that a neighbor is not dead before its next hello; the words)
    """
    if dead < hello:
        raise Refusal("Error: The dead interval cannot be less than the hello interval.")


def key_fields(simple_password: str, key_id: int | None, key: str, encrypted: bool, none: bool) -> dict[str, Any]:
    """Return the fields of a password, of a key with its number, or of none; the secret is in the encrypted form."""
    check_password(simple_password, encrypted)
    typed = simple_password or key
    kept = typed if encrypted or not typed else hidden(typed)
    kind = PASSWORD if key_id is None else MD5
    return {**NO_KEY, **({} if none else {"ospfIfAuthType": kind, "ospfIfAuthKey": kept, "ospfIfAuthKeyId": key_id})}


def timer_fields(retransmit: int, transit: int, hello: int, dead: int) -> dict[str, Any]:
    """Return the fields of four timers in seconds; refuse a dead interval below the hello interval."""
    check_timers(hello, dead)
    return {
        "ospfIfRetransInterval": retransmit,
        "ospfIfTransitDelay": transit,
        "ospfIfHelloInterval": hello,
        "ospfIfRtrDeadInterval": dead,
    }
