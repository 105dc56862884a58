"""What a policy can look at and do: the first word of each condition and action, and the values whose type is known.

evidence: guide 11.3 p.263-267 (access lists), p.280-284 (routes), recalled (the words of CLEAR-Flow and of the errors)
"""

import re
from collections.abc import Callable, Iterator, Mapping
from ipaddress import IPv4Address, ip_interface, ip_network

Check = Callable[[str], bool]

_NUMBER = r"(?:0x[0-9a-fA-F]+|\d+)"
_MAC = r"[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5}"
#: A number or its synonym; several of the latter; a number with an operator; a range.
_NUMERIC = re.compile(rf"(?:[<>]=? )?{_NUMBER}|{_NUMBER} ?- ?{_NUMBER}|[a-z][\w-]*", re.IGNORECASE)
_ADDRESS = re.compile(rf"{_MAC}(?: ?/ ?{_MAC}| mask {_MAC})?")
_NLRI = re.compile(r"(?:any|([\d.]+))(?: ?/ ?(\d+)| mask ([\d.]+))(?: exact)?", re.IGNORECASE)


def anything(text: str) -> bool:
    """Return whether there is a value."""
    return bool(text)


def _free(text: str) -> bool:
    return True


def _nothing(text: str) -> bool:
    return not text


def _numeric(text: str) -> bool:
    return bool(_NUMERIC.fullmatch(text))


def _flags(text: str) -> bool:
    return bool(re.fullmatch(rf"{_NUMBER}|[a-z_]+(?:[ |&]+[a-z_]+)*", text, re.IGNORECASE))


def _number(text: str) -> bool:
    return text.isdecimal()


def _mac(text: str) -> bool:
    return bool(_ADDRESS.fullmatch(text))


def _prefix(text: str) -> bool:
    """Return whether a text is an address of either family, alone, as ``10.1.1.0/24`` or with ``mask``."""
    try:
        ip_interface(re.sub(r" ?/ ?| mask ", "/", text))
    except ValueError:
        return False
    return bool(text)


def _address(text: str) -> bool:
    try:
        IPv4Address(text)
    except ValueError:
        return False
    return True


def _nlri(text: str) -> bool:
    found = _NLRI.fullmatch(text)
    try:
        return found is not None and bool(ip_network(f"{found[1] or '0.0.0.0'}/{found[2] or found[3]}", strict=False))
    except ValueError:
        return False


#: What access lists look at.
PACKETS: Mapping[str, Check] = {
    **dict.fromkeys(("ethernet-source-address", "ethernet-destination-address"), _mac),
    **dict.fromkeys(("source-address", "destination-address"), _prefix),
    **dict.fromkeys(("ethernet-type", "protocol", "source-port", "destination-port", "igmp-msg-type"), _numeric),
    **dict.fromkeys(("icmp-type", "icmp-code", "ip-tos", "dscp"), _numeric),
    **dict.fromkeys(("fragments", "first-fragments"), _nothing),
    "tcp-flags": _flags,
}
#: What routing policies look at, and what CLEAR-Flow counts.
ROUTES: Mapping[str, Check] = {
    **dict.fromkeys(("as-path", "community", "next-hop", "origin", "route-origin"), anything),
    **dict.fromkeys(("med", "tag"), _number),
    "nlri": _nlri,
}
COUNTERS = dict.fromkeys(("count", "delta", "ratio", "delta-ratio"), anything)
#: What is done with a packet, with a route, and at a threshold.
ACTIONS: Mapping[str, Check] = {
    **dict.fromkeys(("permit", "deny"), _free),
    **dict.fromkeys(("count", "meter", "qosprofile"), anything),
    **dict.fromkeys(("log", "log-raw", "mirror", "mirror-cpu", "replace-dscp", "replace-dot1p"), _nothing),
    "redirect": _address,
    **dict.fromkeys(("as-path", "community", "dampening", "med", "next-hop", "origin"), anything),
    **dict.fromkeys(("cost", "local-preference", "tag", "weight"), _number),
    "cost-type": anything,
    **dict.fromkeys(("snmptrap", "syslog", "cli"), anything),
}
CONDITIONS: Mapping[str, Check] = {**PACKETS, **ROUTES, **COUNTERS}


def fault(statement: str, known: Mapping[str, Check]) -> str:
    """Return what is wrong with a condition or an action, "" for nothing."""
    word, _, value = statement.partition(" ")
    check = known.get(word.lower())
    if check is None:
        return f"Attribute {word} not found in schema."
    return "" if check(value.strip()) else f"Attribute {word} has an invalid value."


def faults(statements: str, known: Mapping[str, Check]) -> Iterator[str]:
    """Return what is wrong with statements that semicolons separate."""
    for statement in statements.split(";"):
        words = " ".join(statement.split())
        if words and (what := fault(words, known)):
            yield what
