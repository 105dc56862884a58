"""A small grammar with every shape in it, and a switch on which a few things exist."""

from collections.abc import Iterable

import pytest

from xos_cli.language import Grammar, Language

CLI = """\
# Words that every file uses.
    show       Show what is
    configure  Change what is
    vlan       A virtual LAN

create account [admin | user] <new_account_name> {encrypted} {<password>}
configure account <account_name> {<password>}
delete account <account_name>
show accounts
history @user
logout @user @backup
show configuration {<module>}
"""
VLAN = """\
create vlan <new_vlan_name> {vr <vr_name>}
delete vlan <vlan_name>
show vlan {<vlan_name> {stpd} | detail}
    detail  Everything about every VLAN
    <vlan-name>  The VLAN to show
configure vlan <vlan_name> tag <tag (1-4094)>
configure vlan <vlan_name> add ports [<port_list> | all] {tagged | untagged} {nobroadcast}
configure vlan <vlan_name> delete ports [all | <port_list>]
configure vlan <vlan_name> ipaddress [<ipaddress> {<netmask>} | <ip_prefix>]
enable ports [<port_list> | all]
disable ports [<port_list> | all]
disable pim
configure ports <port_list> auto off speed [10 | 100 | 1000] duplex [half | full]
show ports {<port_list>} information {detail}
show iproute {priority | vlan <vlan_name> | <ipaddress> <netmask>} {vr <vr_name>}
show virtual-router {<vr_name>}
show banner
show bootprelay
"""
STP = """\
create stpd <new_stpd_name>
delete stpd <stpd_name>
show stpd {<stpd_name> | detail}
configure stpd <stpd_name> add vlan <vlan_name> ports [all | <port_list>] {dot1d | emistp | pvst-plus}
enable stpd <stpd_name> auto-bind vlan <vlan_name>
enable stpd {<stpd_name>}
configure stpd <stpd_name> tag <tag>
"""
EMS = """\
configure log target [console | nvram | session] format \\
    [timestamp [seconds | none] | date [dd-mm-yyyy | never] | severity | process-name]...
show log {messages [memory-buffer | nvram]} {severity <severity> {only}} {chronological} @user @backup
show log components {<event_component> | version}
ping {count <count>} [<ipaddress> | <hostname>] {from <src_ipaddress>}
configure snmp sysName <sys_name>
configure banner <text>
debug ems show all @hidden
"""
NODEMGR = """\
reboot {[time <month> <day> <year> <hour> <min> <sec> | cancel]} {msm <slot_id>}
run msm-failover {force}
configure node slot <slot_id> priority <node_pri (1-100)> @recorded
use configuration [primary | secondary | <file_name>]
show slot {<slot> {detail} | detail}
"""
FILES = [("cli.xos", CLI), ("vlan.xos", VLAN), ("stp.xos", STP), ("ems.xos", EMS), ("nodemgr.xos", NODEMGR)]


class Existing:
    """The names that exist, by kind."""

    def __init__(self, modular: bool = True, **names: list[str]) -> None:
        self.modular, self.names = modular, names

    def find(self, kind: str, word: str) -> str | None:
        return next((name for name in self.all(kind) if name.lower() == word.lower()), None)

    def all(self, kind: str) -> Iterable[str]:
        return self.names.get(kind, ())


@pytest.fixture
def names() -> Existing:
    """A switch with two VLANs more than it had when it was new."""
    return Existing(
        vlan=["Default", "Mgmt", "sales", "both"],
        stpd=["s0", "both"],
        vr=["VR-Default", "VR-Mgmt"],
        account=["admin", "user"],
        module=["vlan", "stp", "ems"],
        file=["primary.cfg", "test.cfg"],
    )


@pytest.fixture
def stand_alone() -> Existing:
    """A switch without slots."""
    return Existing(modular=False, vlan=["Default"])


@pytest.fixture(scope="session")
def grammar() -> Grammar:
    """The small grammar."""
    return Grammar.read(FILES)


@pytest.fixture(scope="session")
def language(grammar: Grammar) -> Language:
    """All of its commands, to an administrator."""
    return Language(grammar)
