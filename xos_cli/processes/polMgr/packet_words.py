"""What access lists and UDP profiles look at and do: the words, and the values that each can have.

evidence: guide 11.3 p.263-267 (the words, their synonyms), p.511-512 (UDP profiles); the numbers behind the protocols,
TCP flags and IGMP messages are those of the standards; recalled (the names of ports)
"""

from collections.abc import Mapping

from xos_cli.processes.polMgr.values import ValueReader, address, choice, flags, mac, nothing, prefix, span, word

ETHERNET_TYPES = {"ether-p-ip": 0x0800, "ether-p-8021q": 0x8100, "ether-p-ipv6": 0x86DD}
PROTOCOLS = {
    "icmp": 1,
    "igmp": 2,
    "ipip": 4,
    "esp": 5,
    "tcp": 6,
    "egp": 8,
    "udp": 17,
    "ipv6": 41,
    "rsvp": 46,
    "gre": 47,
    "ospf": 89,
    "pim": 102,
}
PORTS = {
    "ftp-data": 20,
    "ftp": 21,
    "ssh": 22,
    "telnet": 23,
    "smtp": 25,
    "tacacs": 49,
    "domain": 53,
    "bootps": 67,
    "bootpc": 68,
    "dhcp": 67,
    "tftp": 69,
    "finger": 79,
    "http": 80,
    "kerberos-sec": 88,
    "pop3": 110,
    "ident": 113,
    "sunrpc": 111,
    "nntp": 119,
    "ntp": 123,
    "netbios-ns": 137,
    "netbios-dgm": 138,
    "netbios-ssn": 139,
    "imap": 143,
    "snmp": 161,
    "snmptrap": 162,
    "xdmcp": 177,
    "bgp": 179,
    "ldap": 389,
    "mobileip-agent": 434,
    "mobilip-mn": 435,
    "https": 443,
    "biff": 512,
    "exec": 512,
    "login": 513,
    "who": 513,
    "cmd": 514,
    "syslog": 514,
    "printer": 515,
    "talk": 517,
    "ntalk": 518,
    "rip": 520,
    "timed": 525,
    "klogin": 543,
    "kshell": 544,
    "krb-prop": 754,
    "krbupdate": 760,
    "socks": 1080,
    "radius": 1812,
    "radacct": 1813,
    "zephyr-srv": 2102,
    "zephyr-clt": 2103,
    "zephyr-hm": 2104,
    "nfsd": 2049,
    "eklogin": 2105,
    "ekshell": 2106,
    "rkinit": 2108,
    "cvspserver": 2401,
    "afs": 1483,
}
TCP_FLAGS = {"fin": 0x01, "syn": 0x02, "rst": 0x04, "push": 0x08, "ack": 0x10, "urg": 0x20, "syn_ack": 0x12}
IGMP_MESSAGES = {"v1-report": 0x12, "v2-report": 0x16, "v3-report": 0x22, "v2-leave": 0x17, "query": 0x11}
ICMP_TYPES = {
    "echo-reply": 0,
    "unreachable": 3,
    "source-quench": 4,
    "redirect": 5,
    "echo-request": 8,
    "time-exceeded": 11,
    "router-advertisement": 9,
    "router-solicit": 10,
    "parameter-problem": 12,
    "timestamp": 13,
    "timestamp-reply": 14,
    "info-request": 15,
    "info-reply": 16,
    "mask-request": 17,
    "mask-reply": 18,
}
ICMP_CODES = {
    "ip-header-bad": 0,
    "required-option-missing": 1,
    "redirect-for-network": 0,
    "redirect-for-host": 1,
    "redirect-for-tos-and-net": 2,
    "redirect-for-tos-and-host": 3,
    "ttl-eq-zero-during-transit": 0,
    "ttl-eq-zero-during-reassembly": 1,
    "network-unreachable": 0,
    "host-unreachable": 1,
    "protocol-unreachable": 2,
    "port-unreachable": 3,
    "fragmentation-needed": 4,
    "source-route-failed": 5,
    "destination-network-unknown": 6,
    "destination-host-unknown": 7,
    "source-host-isolated": 8,
    "destination-network-prohibited": 9,
    "destination-host-prohibited": 10,
    "network-unreachable-for-tos": 11,
    "host-unreachable-for-tos": 12,
    "communication-prohibited-by-filtering": 13,
    "host-precedence-violation": 14,
    "precedence-cutoff-in-effect": 15,
}
TOS = {"normal-service": 0, "minimize-cost": 2, "maximize-reliability": 4, "minimize-delay": 16}

#: What access lists look at: of the Ethernet header, of the IP header, of what is behind it.
LAYER_2: Mapping[str, ValueReader] = {
    "ethernet-type": span(0xFFFF, ETHERNET_TYPES),
    "ethernet-source-address": mac,
    "ethernet-destination-address": mac,
}
LAYER_3: Mapping[str, ValueReader] = {
    **dict.fromkeys(("source-address", "destination-address"), prefix),
    "protocol": span(255, PROTOCOLS),
    **dict.fromkeys(("fragments", "first-fragments"), nothing),
    "ip-tos": span(255, TOS),
    "dscp": span(63),
}
LAYER_4: Mapping[str, ValueReader] = {
    **dict.fromkeys(("source-port", "destination-port"), span(0xFFFF, PORTS)),
    "tcp-flags": flags(TCP_FLAGS),
    "igmp-msg-type": span(255, IGMP_MESSAGES),
    "icmp-type": span(255, ICMP_TYPES),
    "icmp-code": span(255, ICMP_CODES),
}
PACKETS: Mapping[str, ValueReader] = {**LAYER_2, **LAYER_3, **LAYER_4}
#: What is done with a packet.
PACKET_ACTIONS: Mapping[str, ValueReader] = {
    **dict.fromkeys(("permit", "deny"), nothing),
    **dict.fromkeys(("count", "meter"), word),
    "qosprofile": choice(*[f"qp{number}" for number in range(1, 9)]),
    **dict.fromkeys(("log", "log-raw", "mirror", "mirror-cpu", "replace-dscp", "replace-dot1p"), nothing),
    "redirect": address,
}
#: What a UDP profile looks at beside a port, and does.
UDP_CONDITIONS: Mapping[str, ValueReader] = {"source-ipaddress": prefix}
UDP_ACTIONS: Mapping[str, ValueReader] = {"destination-ipaddress": address, "vlan": word}
