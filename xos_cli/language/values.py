"""The values of the grammar files by name: what may be typed for ``<vlan_name>``, and what becomes of it.

To add a value, add a line to ``_TABLE``; to give a value another name, add the name to its line.  In the grammar files
``-`` or a blank may stand for ``_`` and letters may be of either case.  ``<new_...>``: a word of the user's making.
``<begin_hour>`` and the like are another ``<hour>`` on the same line (see ``_ANOTHER``).
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from xos_cli.language.notation import ARGUMENT, value_name
from xos_cli.language.value import Name, Number, Pattern, Ports, Rest, Text, Value, Words

if TYPE_CHECKING:
    import datetime
    import ipaddress


# -- results.  The modules they need are imported when the first such value is typed: start-up is import time ----------


def _address(text: str) -> "ipaddress.IPv4Address":
    from ipaddress import IPv4Address

    return IPv4Address(text)


def _address_port(text: str) -> str:
    """Return ``10.0.0.1:514``; ValueError for a port above 65535."""
    if int(text.rpartition(":")[2]) > 65535:
        raise ValueError(text)
    return text


def _netmask(text: str) -> "ipaddress.IPv4Address":
    """Return the netmask; raise ValueError unless it is ones, then zeros."""
    mask = _address(text)
    inverse = ~int(mask) & 0xFFFFFFFF
    if inverse & (inverse + 1):
        raise ValueError(text)
    return mask


def _interface(text: str) -> "ipaddress.IPv4Interface":
    from ipaddress import IPv4Interface

    return IPv4Interface(text)


def _address6(text: str) -> "ipaddress.IPv6Address":
    from ipaddress import IPv6Address

    return IPv6Address(text)


def _interface6(text: str) -> "ipaddress.IPv6Interface":
    from ipaddress import IPv6Interface

    return IPv6Interface(text)


def _mac(text: str) -> str:
    """Return a MAC address as six two-digit groups in lower case."""
    return ":".join(f"{int(group, 16):02x}" for group in text.split(":"))


def _mac_mask(text: str) -> str:
    """Return the number of bits, or six two-digit groups."""
    return _mac(text) if ":" in text else text


def _hex(text: str) -> int:
    return int(text, 16)


def _msm(text: str) -> str:
    return text[-1].upper()


def _time(text: str) -> "datetime.time":
    from datetime import time

    hour, minute, second, hundredths, *_ = *map(int, re.split("[:.]", text)), 0, 0
    return time(hour, minute, second, hundredths * 10_000)


def _date(text: str) -> "datetime.date":
    """Return a date that was typed as month, day, year, or with the year first."""
    from datetime import date

    a, b, c = (int(number) for number in re.split("[/-]", text))
    return date(a, b, c) if a > 31 else date(c, a, b)


def _floating_day(text: str) -> tuple[str, ...]:
    return tuple(text.lower().split())


def _absolute_day(text: str) -> "datetime.date":
    return _date("-".join(re.split(r"[\s/-]+", text)))


# -- the shapes --------------------------------------------------------------------------------------------------------

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|0?0?\d|0?[1-9]\d)"
_DOTTED = rf"{_OCTET}(?:\.{_OCTET}){{3}}"
_LENGTH = r"/(?:3[0-2]|[12]?\d)"
_COLONS = r"(?=[^\s/]*:)[0-9a-f:]+(?:\.\d+)*"
_WEEKS = "first|second|third|fourth|last"
_DAYS = "sunday|monday|tuesday|wednesday|thursday|friday|saturday"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"

_TABLE: tuple[tuple[Value, str], ...] = (
    # -- objects: help, kind, the keywords that may be left out before an existing one
    (Name("VLAN name", "vlan", ["vlan"]), "vlan_name vlan vlanname target_vlan_name"),
    (Name("Virtual router name", "vr", ["vr", "virtual-router"]), "vr_name vr vrname virtual_router"),
    (Name("STPD name", "stpd", ["stpd"]), "stpd_name stpd stpdname"),
    (Name("Account name", "account", ["account"]), "account_name account"),
    (Name("Protocol filter name", "protocol"), "protocol_name protocol"),
    (Name("VMAN name", "vman", ["vman"]), "vman_name vman"),
    (Name("EAPS domain name", "eaps", ["eaps"]), "eaps_name eapsdomain eaps_domain"),
    (Name("ESRP domain name", "esrp", ["esrp"]), "esrp_name esrpdomain esrp_domain"),
    (Name("Meter name", "meter", ["meter"]), "meter_name metername meter"),
    (Name("Tunnel name", "tunnel", ["tunnel"]), "tunnel_name tunnelname tunnel"),
    (Name("Peer group name", "bgp-peer-group", example="name1"), "peer_group_name"),
    (Name("Log filter name", "filter", ["filter"]), "filter_name filter"),
    (Name("Policy name", "policy"), "policy_name policy policy_map"),
    (Name("Process name", "process"), "process process_name proc daemon"),
    (Name("Module name", "module"), "module module_name"),
    (Name("Module type", "module_type"), "module_type"),
    (Name("Configuration file name", "file", suffix=".cfg"), "file_name filename file existing_config"),
    # -- the chassis
    (Pattern("MSM (A or B)", "(?:MSM-)?[AB]", _msm, "A", "MSM-A", kind="msm"), "slot_id slotid msm_slot msm_id msm"),
    (Number(1, 99, "Slot number", "slot"), "slot slot_number slotnumber"),
    (Ports("Port", many=False), "port primary_port secondary_port group_id"),
    (Ports("Port list", many=True), "port_list portlist ports"),
    (Words("Image partition", "primary", "secondary"), "partition"),  # evidence: guide 11.x
    # -- addresses
    (
        Pattern("IP address", _DOTTED, _address, "10.0.0.1"),
        "ipaddress ip_address ip_addr ip gateway server host_ipaddress src_ipaddress src_ip_address dst_ipaddress"
        " client_ipaddress router_id routerid router_identifier area_identifier area"
        " source_address remoteaddr lsid lsid_mask routerid_mask",
    ),
    (Pattern("IP address and UDP port", _DOTTED + r":\d{1,5}", _address_port, "10.0.0.1:514"), "ip_port ipport"),
    (
        Pattern("Multicast address", rf"2(?:2[4-9]|3\d)(?:\.{_OCTET}){{3}}", _address, "239.1.1.1", "224.1.0.255"),
        "group_address",
    ),
    (Pattern("IPv6 multicast address", r"ff" + _COLONS, _address6, "ff0e::101", "ff02::1"), "ipv6_group_address"),
    (Pattern("Network mask", _DOTTED, _netmask, "255.255.255.0", "0.0.0.0"), "netmask mask ip_mask"),
    (
        Pattern("IP address and mask length", _DOTTED + _LENGTH, _interface, "10.0.0.1/24"),
        "ip_prefix ipnetmask ipaddress_mask ip_address_mask prefix",
    ),
    (
        Pattern("IPv6 address", _COLONS, _address6, "2001:db8::1", "1:1:1:1:1:1:1:1"),
        "ipv6_address ipv6address ipv6_addr ipv6gateway ipv6_gateway",
    ),
    (
        Pattern("IPv6 link-local address with %interface", _COLONS + r"%[\w-]+", str, "fe80::1%Default"),
        "ipv6_scoped_address scoped_link_local ipv6scopedgateway",
    ),
    (
        Pattern("IPv6 address and prefix length", _COLONS + r"/\d{1,3}", _interface6, "2001:db8::1/64"),
        "ipv6_prefix ipv6_address_mask ipv6netmask",
    ),
    (
        Pattern("MAC address", r"[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5}", _mac, "00:04:96:10:20:30"),
        "mac_address mac mac_addr",
    ),
    (
        Pattern(
            "Mask of a MAC address: bits, or octets",
            r"(?:[1-9]|[1-3]\d|4[0-8]|[0-9a-f]{1,2}(?::[0-9a-f]{1,2}){5})",
            _mac_mask,
            "24",
            "ff:ff:ff:00:00:00",
        ),
        "mac_mask",
    ),
    # -- numbers
    (
        Pattern("Hexadecimal number", "(?:0x)?[0-9a-f]{1,8}", _hex, "0x1f"),
        "hex hex1 hex2 hex3 hex4 hex5 hex6 hex_number ethertype",
    ),
    (
        Text("Hexadecimal string", "80:00"),
        "hex_string hex_group_name hex_user_name hex_engine_id hex_access_name hex_view_name hex_read_view"
        " hex_write_view hex_notify_view hex_index hex_community_name hex_tag hex_profile_name hex_param_name"
        " hex_notify_name hex_addr_name hex_auth_password hex_priv_password hex_clone_name",
    ),
    (Number(1, 4094, "802.1Q tag"), "tag vlan_tag stpd_tag"),
    (Number(1, 255, "VRRP router number"), "vrid vridval"),
    (Number(0, 65535, "TCP or UDP port"), "udp_port tcp_port tcp_port_number l4_port"),
    (Number(1, 65535, "Autonomous system number"), "as_number as_num"),
    (Number(1, 12, "Month"), "month"),
    (Number(1, 31, "Day of the month"), "day"),
    (Number(1970, 2099, "Year"), "year"),
    (Number(0, 23, "Hour"), "hour time_of_day_hour"),
    (Number(0, 59, "Minute"), "min time_of_day_minutes"),
    (Number(0, 59, "Second"), "sec"),
    (Number(-720, 780, "Minutes from Greenwich"), "gmt_offset"),  # evidence: recalled
    (Number(0, 100, "Per cent"), "percent"),
    (Number(help="Seconds"), "seconds interval timeout hello dead hold duration update_interval reauth_period"),
    (Number(help="Milliseconds"), "milliseconds ms"),
    (Number(help="Minutes"), "minutes"),
    (Number(help="Milliwatts"), "milliwatts"),
    (Number(help="Watts"), "num_watts watts"),
    (Number(help="Priority"), "priority node_pri port_priority priorityval"),
    (Number(help="Metric"), "metric cost"),
    (
        Number(),
        "number num count id value size start_size end_size session_id level threshold rate limit ttl weight"
        " packets misses mtu max_sessions num_of_logins num_of_messages dst_offset code_point dscp_value"
        " dot1p_priority burst_size cir_rate bps instance index length ps_num part_num mask_length masklength"
        " community_number",
    ),
    # -- times
    (
        Pattern("Time (h:m:s)", r"\d{1,2}:\d{1,2}(?::\d{1,2}(?:\.\d{1,2})?)?", _time, "10:20:30.40"),
        "time time_of_day",
    ),
    (
        Pattern(
            "Date (month/day/year)", r"\d{1,4}[/-]\d{1,2}[/-]\d{1,4}", _date, "10/10/2005", "10-10-2005", "2005-10-10"
        ),
        "date",
    ),
    (
        Pattern(
            "Week, day and month (first sunday april)",
            rf"(?:{_WEEKS}|[1-5])\s+(?:{_DAYS}|[1-7])\s+(?:{_MONTHS}|1[0-2]|[1-9])",
            _floating_day,
            *(f"{week} {day} april" for week in _WEEKS.split("|") for day in _DAYS.split("|")),
            *(f"first sunday {month}" for month in _MONTHS.split("|")),
        ),
        "floatingday floating_day",
    ),
    (
        Pattern("Month, day and year", r"\d{1,2}[\s/-]+\d{1,2}[\s/-]+\d{4}", _absolute_day, "10 10 2005"),
        "absoluteday absolute_day",
    ),
    # -- fixed words
    (
        Words(  # evidence: reference 10.1 p.241
            "Severity",
            *("critical", "error", "warning", "notice", "info", "debug-summary", "debug-verbose", "debug-data"),
        ),
        "severity sev",
    ),
    (
        Words("Protocol type", "etype", "llc", "snap"),
        "filter_type1 filter_type2 filter_type3 filter_type4 filter_type5 filter_type6",
    ),
    (Words("Routing protocol", "bgp", "ospf", "ospfv3", "pim", "rip", "ripng"), "routing_protocol"),
    (Words("Quality of service profile", *(f"QP{n}" for n in range(1, 9))), "qosprofile qos_profile qosprofilename"),
    (Words("Ingress queue", *(f"IQP{n}" for n in range(1, 9))), "iqp"),
    # -- words and strings of the user's own making
    (Text("New name", "new1"), "new_name"),
    (Text("Password", "secret"), "password encrypted_password pw simple_password"),
    (Text("Password", "secret"), "shared_secret auth_password priv_password"),
    (Text("Host name or IP address", "host1"), "hostname host_name host host_name_or_ip remote_host"),
    (Text("User name", "user1"), "user_name username user remote_user"),
    (Text("File name", "file1"), "local_file remote_file new_config old_file new_file fname url"),
    (
        Text("Name", "name1"),
        "name sys_name sysname domain_name domain domain_suffix dynamic_rule flow_rule rule aclname access_list",
    ),
    (Text("Name", "name1"), "group_name view_name access_name target_addr_name param_name notify_name counter_name"),
    (Text("Name", "name1"), "read_view write_view notify_view community_index transport_tag profile_name addr_name"),
    (Text("Name", "name1"), "notify_tag tag_list clone_name"),
    (Text("Name", "name1"), "countername tz_name std_timezone_id dst_timezone_id dst_id class_name cname"),
    (Text("Name", "name1"), "description"),
    (Text("Event", "event1"), "event event_condition event_component component condition"),
    (Text("Regular expression", "exp"), "regex match_expression expression path_expression"),
    (Pattern("Number of an AS, and number", r"\d{1,5}:\d{1,5}", str, "65001:100"), "as_community"),
    (
        Text("String", "word"),
        "string alphanumeric_string community community_string community_name display_string location contact"
        " syslocation syscontact match_value banner label key conditions actions type variable engine_id oid subtree"
        " mib_view format",
    ),
    (Rest("Text", "words"), "text command remote_command line message"),
)

_VALUES = {name: value for value, names in _TABLE for name in names.split()}
_NEW_NAME = _VALUES["new_name"]
#: What may stand before a value's name where one line has several of the same value.
_ANOTHER = frozenset(["begin", "end", "first", "last", "second", "low", "high", "old", "other", "primary", "secondary"])

#: The keywords that may be left out before the name of an existing object.
OBJECT_KEYWORDS = frozenset(keyword for value in _VALUES.values() for keyword in value.keywords)


@cache
def value(text: str) -> Value | None:
    """Return the value written ``<text>``, None if there is none of that name."""
    found = ARGUMENT.match(text)
    if found and found[2]:
        return _number(int(found[2]), int(found[3]))
    name = value_name(text).lower()
    first, _, rest = name.partition("_")
    if name in _VALUES or first not in _ANOTHER:
        return _VALUES.get(name, _NEW_NAME if first == "new" else None)
    return value(rest)


@cache
def _number(low: int, high: int) -> Number:
    """Return the element for numbers of one range, which all commands share."""
    return Number(low, high, f"Number ({low}-{high})")
