"""The chapters of the 11.3 Command Reference, and which of them a line of the grammar or of the lists belongs to.

evidence: reference 11.3 (the chapters), inferred (where lines stand whose page nobody read)
"""

import re

from manuals.spelled import LANGUAGE, Existing, refused, spelled

from xos_cli.errors import CommandError
from xos_cli.language import CommandEntry
from xos_cli.language.grammar_files import grammar

ACCESS, MANAGE, SOFTWARE = "Accessing the Switch", "Managing the Switch", "Managing the ExtremeWare XOS Software"
PORTS, STATUS, IMAGES = "Slots and Ports", "Status Monitoring and Statistics", "Configuration and Image Commands"
#: A chapter, and the process (or "") and words of its lines; the first that fits counts.
RULES = (
    ("CNA Agent Commands", "", r"cna-testplug"),
    ("Troubleshooting Commands", "", r"diagnostics|show tech|debug-mode|\btop\b|odometers|sys-recovery-level"),
    ("Virtual Router Commands", "", r"^(create|delete|show|configure)? ?(virtual-router|vr )|^configure vr "),
    (
        "QoS Commands",
        "",
        r"qosprofile|qosscheduler|diffserv|dot1p|qosmonitor|rate-limit|^(create|delete|configure) meter",
    ),
    ("Power Over Ethernet Commands", "poe", ""),
    ("LLDP Commands", "lldp", ""),
    ("EAPS Commands", "eaps", ""),
    ("STP Commands", "stp", ""),
    ("ESRP Commands", "esrp", ""),
    ("ESRP Commands", "elrp", ""),
    ("VRRP Commands", "vrrp", ""),
    ("RIP Commands", "rip", ""),
    ("RIPng Commands", "ripng", ""),
    ("OSPF Commands", "ospf", ""),
    ("OSPFv3 Commands", "ospfv3", ""),
    ("BGP Commands", "bgp", ""),
    ("IP Multicast Commands", "mcmgr", ""),
    ("IP Multicast Commands", "pim", ""),
    ("IPv6 Unicast Commands", "", r"ipv6|neighbor-discovery|router-discovery|tunnel"),
    ("IP Unicast Commands", "rtmgr", ""),
    ("IP Unicast Commands", "", r"iparp|bootprelay|udp-profile|udp-echo|irdp|icmp"),
    ("FDB Commands", "fdb", ""),
    ("ACL Commands", "acl", ""),
    ("Policy Commands", "polMgr", ""),
    ("Security Commands", "", r"radius|tacacs|ssh2|ssl|dhcp|password-policy|\bweb\b"),
    ("Security Commands", "netLogin", ""),
    ("Security Commands", "dosprotect", ""),
    (
        STATUS,
        "",
        r"\blog\b|syslog|sflow|rmon|cpu-monitoring|temperature|\bfans\b|\bpower\b|memory|show version|health|process",
    ),
    (PORTS, "", r"ports|sharing|lacp|mirroring|slot|jumbo|edp|redundan|\bport\b"),
    ("VLAN Commands", "vlan", ""),
    (IMAGES, "", r"configuration|image|bootrom|firmware|synchronize|save|upload|download|update"),
    (SOFTWARE, "", r"^(cp|ls|mv|rm|tftp|edit)\b|process|reboot|msm|node|license|checkpoint"),
    (ACCESS, "aaa", ""),
    (
        ACCESS,
        "",
        r"account|banner|clipaging|session|history|exit|quit|logout|timezone|\btime\b|sys[NLC]|traceroute|ping",
    ),
    (MANAGE, "", r"snmp|telnet|sntp|dns|scp2|management|thttp|idle"),
)
OTHER = "Overview and other lines"


def chapter_of(process: str, line: str) -> str:
    """Return the chapter of a line of a process."""
    for chapter, owner, words in RULES:
        if owner in ("", process) and re.search(words, line):
            return chapter
    return OTHER


def entry_of(notation: str) -> CommandEntry | None:
    """Return the line of the grammar that takes a line of the lists; else the one with most words in common."""
    words = re.sub(r"<[^<>]*>|[\[\]{}|]", " ", notation).split()
    for line in spelled(notation):
        if not refused(line):
            return _entry(line)
    return max(grammar().entries, key=lambda entry: _alike(words, entry.notation), default=None)


def _entry(line: str) -> CommandEntry | None:
    """Return the line of the grammar of a line whose values are there already; None if it has to be looked for."""
    try:
        return LANGUAGE.parse(line, Existing()).entry
    except CommandError:
        words = re.sub(r"<[^<>]*>", " ", line).split()
        return max(grammar().entries, key=lambda entry: _alike(words, entry.notation), default=None)


def _alike(words: list[str], notation: str) -> tuple[int, int]:
    """Return how many words two lines begin with alike, and how many they share."""
    others = re.sub(r"<[^<>]*>|[\[\]{}|]", " ", notation).split()
    same = next((at for at, (one, two) in enumerate(zip(words, others, strict=False)) if one != two), len(words))
    return same, len({*words} & {*others})
