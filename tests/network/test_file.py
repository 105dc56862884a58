"""Network files: what they say, and errors that name file, table, key and what was expected."""

import pytest

from xos_cli import Network, NetworkError
from xos_cli.network.file import read

HEAD = '[switch.core]\n[switch.edge]\nchassis = "summit-x450-24t"\n[host.pc1]\naddress = "10.0.0.1/24"\n'
HOST = "[host.h]\naddress = 'dhcp'\n"
RADIUS = "[host.h]\naddress = '10.0.0.1/24'\n[host.h.radius]\n"
DHCP = "[host.h]\naddress = '10.0.0.1/24'\n[host.h.dhcp]\n"
CABLE = '[[cable]]\nends = ["pc1", "core 1:1"]\n'


def test_a_file_is_read() -> None:
    """Switches, hosts, cables and segments with their keys and defaults."""
    plan = read(HEAD + CABLE + '[[segment]]\nname = "lan"\nends = ["core 1:2", "edge 1"]\ndelay = 0.5\n', "n.toml")
    assert [(s.name, s.chassis) for s in plan.switches] == [("core", "bd10808"), ("edge", "summit-x450-24t")]
    assert (plan.hosts[0].address, plan.hosts[0].length) == (0x0A000001, 24)
    assert plan.cables[0].ends == ("pc1", "core 1:1")
    assert (plan.segments[0].name, plan.segments[0].delay) == ("lan", 0.5)
    assert plan.groups() == [("core", "edge", "pc1", "lan")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[switch.core]\ncolour = 1\n", "n.toml: switch.core: unknown key colour (there is chassis,"),
        ('[switch.all]\nchassis = "bd10808"\n', "n.toml: the name all is reserved"),
        ("[switch.core]\n[host.CORE]\naddress='10.0.0.1/24'\n", "n.toml: the name CORE is there twice"),
        ("[switch.core]\nssh-module = 1\n", "n.toml: switch.core: ssh-module: expected true or false"),
        ("[switch.core]\nmac = 7\n", "n.toml: switch.core: mac: expected a text"),
        ('[switch.core]\nmac = "01:00:00:00:00:01"\n', "n.toml: switch.core: mac: 01:00:00:00:00:01 is the address of"),
        (
            '[host.h]\naddress = "dhcp"\ngateway = "10.0.0.1"\n',
            "n.toml: host.h: address: a host that gets its address by DHCP has no gateway",
        ),
        (DHCP + "lease = 5\n", "n.toml: host.h.dhcp: lease: expected a number of seconds"),
        (
            DHCP + "ranges = { '10.0.0.0' = '' }\n",
            "n.toml: host.h.dhcp: ranges: 10.0.0.0: expected a subnet and a range",
        ),
        (DHCP + "ranges = { '10.0.0.0/24' = '10.0.0.9-10.0.0.3' }\n", "n.toml: host.h.dhcp: ranges: 10.0.0.0/24: 10.0"),
        (
            DHCP + "ranges = { '10.0.0.0/24' = '10.0.1.1' }\n",
            "n.toml: host.h.dhcp: ranges: 10.0.0.0/24: 10.0.1.1 is no",
        ),
        ('[host.h]\naddress = "10.0.0.1"\n', "n.toml: host.h: address: expected an address with a prefix length"),
        (
            "[host.h]\naddress = '10.0.0.1/24'\n[host.h.telnet]\nusers = { al = 7 }\n",
            "n.toml: host.h.telnet: users: expected a table of names and passwords",
        ),
        (
            "[host.h]\naddress = '10.0.0.1/24'\n[host.h.dns]\nnames = { al = '10.0.0' }\n",
            "n.toml: host.h.dns: names: al: ",
        ),
        (RADIUS + "secret = ''\n", "n.toml: host.h.radius: secret: expected a text that is not empty"),
        (RADIUS + "users = { al = 7 }\n", "n.toml: host.h.radius: users: al: expected a password, or a table"),
        (
            RADIUS + "users.al = { password = '', rights = 1 }\n",
            "n.toml: host.h.radius: users: al: unknown key",
        ),
        (RADIUS + "users.al = { password = 'x', service = 'god' }\n", "n.toml: host.h.radius: users: al: service: "),
        (
            RADIUS + "users.al = { password = 'x', vlan-id = 4095 }\n",
            "n.toml: host.h.radius: users: al: vlan-id: expect",
        ),
        (
            RADIUS + "users.al = { password = 'x', netlogin-only = 1 }\n",
            "n.toml: host.h.radius: users: al: netlogin-only",
        ),
        (HOST + "[host.h.supplicant]\npassword = 'x'\n", "n.toml: host.h.supplicant: user: expected a name"),
        (HOST + "[host.h.supplicant]\nuser = 7\n", "n.toml: host.h.supplicant: user: expected a text"),
        ("[host.h]\naddress = '10.0.0.1/24'\ngateway = '10.9.9.9'\n", "n.toml: host.h: gateway: 10.9.9.9 is not in"),
        (HEAD, "n.toml: host.pc1: the host has no cable"),
        (HEAD + '[[cable]]\nends = ["pc1"]\n', "n.toml: cable 1: ends: expected two ends"),
        (HEAD + '[[cable]]\nends = ["pc1", "peak 1:1"]\n', 'n.toml: cable 1: ends: "peak 1:1" is no end'),
        (HEAD + CABLE + '[[cable]]\nends = ["edge 1", "core 1:1"]\n', 'n.toml: cable 2: ends: "core 1:1" has a cable'),
        (HEAD + CABLE + "loss = 2\n", "n.toml: cable 1: loss: expected a share from 0 to 1"),
        ('[core-1]\nchassis = "bd10808"\n', "n.toml: this is an old fleet file: write [switch.NAME] instead of [NAME]"),
        ("[switch.core", "n.toml: "),
    ],
)
def test_an_error_names_its_place(text: str, said: str) -> None:
    """File, table, key, and what was expected."""
    with pytest.raises(NetworkError) as caught:
        read(text, "n.toml")
    assert str(caught.value).startswith(said)


def test_the_ssh_module_of_a_switch() -> None:
    """SSH is enabled where the file says so, or everywhere."""
    tables = {"one": {"ssh-module": True}, "two": {}}
    cables = [("one 1:1", "two 1:1")]
    some = Network.build(tables, cables=cables)
    every = Network.build(tables, cables=cables, ssh_module=True)
    found = [
        ["enable ssh2" in switch.configuration("telnetd") for switch in n.switches.values()] for n in (some, every)
    ]
    assert found == [[True, False], [True, True]]


def test_what_only_the_chassis_knows_is_refused_with_its_place() -> None:
    """A port that the chassis lacks, and a MAC address that is there twice."""
    with pytest.raises(NetworkError, match=r"network: cable 1: ends: core \(BD-10808\) has no port 99:1"):
        Network.build({"core": {}, "edge": {}}, cables=[("core 99:1", "edge 1:1")])
    mac = "00:04:96:10:00:00"
    with pytest.raises(NetworkError, match=r"network: switch.edge: mac: 00:04:96:10:00:00 is that of switch.core"):
        Network.build({"core": {"mac": mac}, "edge": {"mac": mac}}, cables=[("core 1:1", "edge 1:1")])


def test_a_line_that_is_refused_is_an_error() -> None:
    """The switch's own words, and the line's number."""
    with pytest.raises(NetworkError, match=r"network: switch.core: lines:2: create vlan a: Error"):
        Network.build({"core": {"lines": ["create vlan a", "create vlan a"]}})


HOST = '[switch.core]\n[[cable]]\nends=["pc1", "core 1:1"]\n[host.pc1]\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("address='10.0.0.0/24'", "host.pc1: address: 10.0.0.0/24 is the address of a network or of many"),
        ("address='10.0.0.255/24'", "host.pc1: address: 10.0.0.255/24 is the address of a network or of many"),
        ("address='224.0.0.5/24'", "host.pc1: address: 224.0.0.5/24 is the address of a network or of many"),
        ("address='10.0.0.1/24'\nsntp={offset='x'}", "host.pc1.sntp: offset: expected a number"),
        ("address='10.0.0.1/24'\nsntp={offset=inf}", "host.pc1.sntp: offset: expected a number of seconds"),
        ("address='10.0.0.1/24'\ntftp={files=5}", "host.pc1.tftp: files: expected a table"),
        ("address='10.0.0.1/24'\ntftp={files={a=5}}", "host.pc1.tftp: files: expected a table of names and texts"),
    ],
)
def test_a_host_that_cannot_be_is_refused(text: str, said: str) -> None:
    """An address that no station can have, and a service's value of the wrong type, are named in the error."""
    with pytest.raises(NetworkError, match=said):
        read(HOST + text, "n.toml")
