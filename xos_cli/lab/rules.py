"""The rules behind refusals, by the function that refuses, and the manual's chapters: for `:why`.

The sentences are our own.  A page is named where it was seen; a rule without one is marked by how it is known.
"""

import re
from collections.abc import Sequence

from xos_cli.errors import Ambiguous, CommandError, Incomplete, InvalidInput
from xos_cli.record import NamedTuple


class RefusalRule(NamedTuple):
    """A rule, and where it is written.

    *word*: the rule is meant only where the refusal contains this word, or the text that the module has under this
    name.
    """

    text: str
    where: str
    word: str = ""


_FIELD = re.compile(r"\{[^{}]*\}")

#: The chapters of the ExtremeWare XOS 11.3 Concepts Guide, by process.
CHAPTERS = {
    "aaa": "Accessing the Switch",
    "acl": "Access Lists (ACLs)",
    "bgp": "BGP",
    "cfgmgr": "Software Upgrade and Boot Options",
    "cli": "Accessing the Switch",
    "devmgr": "Managing the Switch",
    "dosprotect": "Security",
    "eaps": "Ethernet Automatic Protection Switching",
    "edp": "Configuring Slots and Ports on a Switch",
    "elrp": "ELRP (Troubleshooting)",
    "ems": "Status Monitoring and Statistics",
    "epm": "Managing the ExtremeWare XOS Software",
    "esrp": "Extreme Standby Router Protocol",
    "etmon": "Status Monitoring and Statistics",
    "fdb": "Forwarding Database (FDB)",
    "hal": "Troubleshooting",
    "lldp": "Link Layer Discovery Protocol (LLDP)",
    "mcmgr": "IP Multicast Routing",
    "netLogin": "Network Login",
    "netTools": "Managing the Switch",
    "nodemgr": "Managing the Switch",
    "ospf": "OSPF",
    "ospfv3": "OSPFv3",
    "pim": "IP Multicast Routing",
    "poe": "Power Over Ethernet",
    "polMgr": "Policy Manager",
    "rip": "RIP",
    "ripng": "RIPng",
    "rtmgr": "IP Unicast Routing",
    "snmpMaster": "Managing the Switch",
    "stp": "Spanning Tree Protocol",
    "telnetd": "Managing the Switch",
    "tftpd": "Managing the Switch",
    "thttpd": "Managing the Switch",
    "vlan": "Virtual LANs (VLANs)",
    "vrrp": "Virtual Router Redundancy Protocol",
}

#: The chapter of a command of a process that has several subjects, by the command's second word.
#: evidence: recalled (the titles of these chapters)
SUBJECTS = {
    "cfgmgr": {"banner": "Accessing the Switch", "cli": "Accessing the Switch", "idletimeout": "Accessing the Switch"},
    "rtmgr": {"neighbor-discovery": "IPv6 Unicast Routing", "tunnel": "IPv6 Unicast Routing"},
    "vlan": dict.fromkeys(
        ("flooding", "jumbo-frame", "learning", "mirroring", "ports", "sharing", "smartredundancy"),
        "Configuring Slots and Ports on a Switch",
    )
    | dict.fromkeys(("diffserv", "dot1p", "qosprofile", "qosscheduler"), "Quality of Service")
    | dict.fromkeys(("virtual-router", "vr"), "Virtual Routers"),
}


def chapter(process: str, words: Sequence[str]) -> str:
    """Return the chapter of the Concepts Guide about a command, by its process and its *words*; "" if none is known."""
    subjects = SUBJECTS.get(process, {})
    return next((subjects[word] for word in words[1:2] if word in subjects), CHAPTERS.get(process, ""))


_SYNTAX = 'Concepts Guide 11.3, "Accessing the Switch", on the command syntax; the page was not seen'
SYNTAX: dict[type[CommandError], RefusalRule] = {
    InvalidInput: RefusalRule(
        "The caret stands under the first character that fits nothing, counted from the beginning of the prompt.",
        "seen on real switches of 12.5",
    ),
    Incomplete: RefusalRule("What stands in braces in the manual may be left out, all else not.", _SYNTAX),
    Ambiguous: RefusalRule(
        "A word may be shortened as long as it begins only one of those that can stand there.", _SYNTAX
    ),
}

_SWITCH = 'Concepts Guide 11.3, "Managing the Switch"'
_VLANS = 'Concepts Guide 11.3, "Virtual LANs (VLANs)"'
_PORTS = 'Concepts Guide 11.3, "Configuring Slots and Ports on a Switch"'
_ACCESS = 'Concepts Guide 11.3, "Accessing the Switch"'
_UNSEEN = "; the page was not seen"

#: By ``module.function`` of the refusal's origin.
RULES: dict[str, tuple[RefusalRule, ...]] = {
    # -- two MSMs
    "session.execution._command": (
        RefusalRule(
            "only the MSM that manages the switch changes it; the backup is told every change and shows what it knows.",
            f"{_SWITCH}, p. 72-73",
            "NOT_MASTER",
        ),
        RefusalRule(
            "while the processes take their part of the configuration, none of them can be given commands.",
            "so in later releases",
            "LOADING",
        ),
    ),
    "nodemgr.run_msm_failover": (
        RefusalRule(
            "a backup that was not sent everything would lose what it does not know, so it takes over only by force.",
            f"{_SWITCH}, p. 71",
            "NOT_IN_SYNC",
        ),
        RefusalRule("there must be another MSM that can take over.", f"{_SWITCH}, p. 71", "NO_BACKUP"),
        RefusalRule("a stand-alone switch has one node, and nothing to fail over to.", f"{_SWITCH}, p. 70", "SINGLE"),
    ),
    "nodemgr.configure_node_slot_priority": (
        RefusalRule(
            "priorities decide an election between MSMs; a stand-alone switch holds none.", f"{_SWITCH}, p. 70-71"
        ),
    ),
    # -- names
    "command.name_rules.check_name": (
        RefusalRule(
            "before release 12.4 a word of the command language could not be a name, so that a name alone is never"
            " mistaken for a keyword.",
            "guides of later releases, on reserved keywords",
            "reserved keyword",
        ),
        RefusalRule(
            "a name begins with a letter and has at most 32 characters, no blank, comma or quotation mark among them.",
            f"{_VLANS}{_UNSEEN}; p. 89 of the guide of 11.0 has it",
        ),
    ),
    "devmgr.names.configure_snmp_sysName": (
        RefusalRule(
            "the name of the system is a name like any other, since it stands in every prompt.",
            f"{_ACCESS}{_UNSEEN}",
        ),
    ),
    # -- VLANs
    "vlan.config.create_vlan": (
        RefusalRule(
            "a name is given once among the VLANs, and case does not tell two apart.", f"{_VLANS}{_UNSEEN}", "EXISTS"
        ),
    ),
    "vlan.config.configure_vlan_name": (
        RefusalRule(
            "a name is given once among the VLANs, and case does not tell two apart.", f"{_VLANS}{_UNSEEN}", "EXISTS"
        ),
        RefusalRule("every switch has the VLANs Default and Mgmt, and they keep their names.", f"{_VLANS}{_UNSEEN}"),
    ),
    "vlan.config.delete_vlan": (
        RefusalRule(
            "every switch has the VLANs Default and Mgmt; one takes their ports and addresses, not the VLANs.",
            f"{_VLANS}{_UNSEEN}",
            "cannot be deleted",
        ),
        RefusalRule("only what exists can be deleted; `show vlan` lists what does.", f"{_VLANS}{_UNSEEN}"),
    ),
    "vlan.config.configure_vlan_tag": (
        RefusalRule("the management VLAN belongs to the switch, and so does its tag.", f"{_VLANS}{_UNSEEN}", "Mgmt"),
    ),
    "vlan.index.claim_tag": (
        RefusalRule("frames are told apart by their tag alone, so a tag belongs to one VLAN.", f"{_VLANS}{_UNSEEN}"),
    ),
    "vlan.facts.vlan_of": (
        RefusalRule(
            "the VLAN must be created before anything is said of it; `show vlan` lists those there are.", _VLANS
        ),
    ),
    "vlan.ports.members.add_ports": (
        RefusalRule(
            "a frame without a tag must have one VLAN to belong to, so a port is untagged in one VLAN only per protocol"
            " filter: take it out of the other, or add it tagged.",
            f"{_VLANS}, p. 227",
        ),
    ),
    "vlan.ports.members._may_be_members": (
        RefusalRule("the management port and its VLAN are apart from all other ports.", f"{_VLANS}{_UNSEEN}", "Mgmt"),
        RefusalRule(
            "a VLAN belongs to one virtual router and has ports of that one only.",
            'Concepts Guide 11.3, "Virtual Routers"',
            "virtual router",
        ),
        RefusalRule(
            "in a load sharing group only the master port is configured; the others follow.", _PORTS, "load sharing"
        ),
    ),
    "vlan.ip.addresses._overlaps": (
        RefusalRule(
            "no subnet is on two VLANs, for a route could not choose between them.", "Concepts Guide 11.3, p. 497"
        ),
    ),
    "vlan.protocols.create_protocol": (
        RefusalRule("there are 15 protocol filters at most, of six protocols each.", f"{_VLANS}, p. 227", "maximum"),
    ),
    "vlan.routers.create_virtual_router": (
        RefusalRule(
            "only the BlackDiamond 10808 makes virtual routers of the user's own.",
            'Concepts Guide 11.3, "Virtual Routers"',
            "not supported",
        ),
    ),
    # -- ports
    "switch.hardware.portset.given": (
        RefusalRule(
            "a port is named slot:port on a chassis, by its number alone on a stand-alone switch, and must be there.",
            _PORTS,
        ),
    ),
    # -- accounts
    "aaa.accounts._possible": (
        RefusalRule("there are at most 16 accounts.", f"Command Reference 10.1, p. 49; {_ACCESS}", "accounts already"),
        RefusalRule(
            "an account's name begins with a letter and has at most 30 characters.", "Command Reference 10.1, p. 49"
        ),
    ),
    "aaa.accounts.delete_account": (
        RefusalRule(
            "the account admin stays: somebody must be left who may change the switch.", "Command Reference 10.1, p. 49"
        ),
    ),
    "aaa.accounts._ask": (
        RefusalRule("a password that nobody sees is typed twice, against slips.", f"{_ACCESS}, p. 50"),
    ),
    "aaa.policy.check": (RefusalRule("the password policy of the account asks it.", f"{_ACCESS}, p. 51-52"),),
    # -- files and images
    "cfgmgr.save.use_configuration": (
        RefusalRule("the file of the next boot must be in the flash already; `ls` lists what is.", _SWITCH),
    ),
    "epm.images._target": (
        RefusalRule(
            "the image that runs is not overwritten; the other partition takes the new one.", "so in later releases"
        ),
    ),
}


def find(origin: str, constants: dict[str, object], message: str, innermost: bool) -> RefusalRule | None:
    """Return the rule of this origin that the refusal fits.

    *constants*: the names in the module of the origin.  A rule without a word holds only for the function that refuses
    itself (*innermost*): what that calls may refuse for another reason.
    """
    for rule in RULES.get(origin, ()):
        if not (rule.word or innermost):
            continue
        words = str(constants.get(rule.word, rule.word))
        if all(part in message for part in _FIELD.split(words)):
            return rule
    return None
