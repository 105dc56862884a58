"""`check policy attribute`: the words that a policy for access lists can have.

evidence: guide 11.3 p.269 (what it lists), inferred (the layout)
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.processes.polMgr.packet_words import (
    ETHERNET_TYPES,
    ICMP_CODES,
    ICMP_TYPES,
    IGMP_MESSAGES,
    LAYER_2,
    LAYER_3,
    LAYER_4,
    PACKET_ACTIONS,
    PORTS,
    PROTOCOLS,
    TCP_FLAGS,
    TOS,
)

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis

HEAD = f"{'Attribute':<32}{'Type':<12}Layer\n{'=' * 60}\n"
#: The words that stand for numbers, by condition.
SYNONYMS: Mapping[str, Mapping[str, int]] = {
    "ethernet-type": ETHERNET_TYPES,
    "protocol": PROTOCOLS,
    **dict.fromkeys(("source-port", "destination-port"), PORTS),
    "tcp-flags": TCP_FLAGS,
    "igmp-msg-type": IGMP_MESSAGES,
    "icmp-type": ICMP_TYPES,
    "icmp-code": ICMP_CODES,
    "ip-tos": TOS,
}


def valid_check_policy_attribute(chassis: "Chassis", string: str = "") -> None:
    """Refuse a word that is neither a condition nor an action."""
    if not _attributes(string):
        raise Refusal(f"Error: Attribute {string} not found in schema.")


def _attributes(string: str) -> list[tuple[str, str, str]]:
    """Return the word, the kind and the layer of the attributes that *string* names, of all if it is empty."""
    layers = {"L2": LAYER_2, "L3": LAYER_3, "L4": LAYER_4}
    rows = [(word, "Match", layer) for layer, words in layers.items() for word in words]
    rows += [(word, "Action", "") for word in PACKET_ACTIONS]
    return [row for row in rows if string.lower() in ("", row[0])]


def check_policy_attribute(call: Call, string: str = "") -> str:
    """List the conditions and actions of access lists, or one of them with the words that stand for its numbers."""
    valid_check_policy_attribute(call.chassis, string)
    found = _attributes(string)
    table = "".join(f"{word:<32}{kind:<12}{layer}".rstrip() + "\n" for word, kind, layer in found)
    return HEAD + table + "".join(_synonym(*pair) for pair in SYNONYMS.get(string.lower(), {}).items())


def _synonym(word: str, number: int) -> str:
    return f"    {word:<40}{number}\n"
