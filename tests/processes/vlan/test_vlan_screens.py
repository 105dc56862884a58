"""Screens and configuration lines of VLANs to the letter."""

import pytest
from conftest import Typist

RULE = "-" * 87 + "\n"
LEGEND = """Flags : (C) EAPS Control VLAN, (d) NetLogin Dynamically created VLAN,
        (D) VLAN Admin Disabled, (E) ESRP Enabled, (f) IP Forwarding Enabled,
        (i) ISIS Enabled, (L) Loopback Enabled, (m) IPmc Forwarding Enabled,
        (M) Translation Member VLAN or Subscriber VLAN,
        (n) IP Multinetting Enabled, (N) Network Login VLAN, (o) OSPF Enabled,
        (p) PIM Enabled, (P) EAPS protected VLAN, (r) RIP Enabled,
        (T) Member of STP Domain, (v) VRRP Enabled
"""
PORT_LEGEND = """\tFlags:    (*) Active, (!) Disabled, (g) Load Sharing port
                  (b) Port blocked on the vlan, (a) Authenticated NetLogin port
                  (u) Unauthenticated NetLogin port
"""
LINES = [
    *("create vlan v1", "configure v1 tag 20", "configure v1 add ports 1:1-3 tagged", "configure v1 protocol ip"),
    *("configure v1 ipaddress 10.1.1.1/24", "configure v1 add secondary-ipaddress 10.2.2.2/24"),
    *("enable loopback-mode v1", "configure vlan v1 ipaddress 2001:db8::1/64", "enable ipforwarding ipv6 v1"),
    *("create virtual-router r1", "configure vlan Default delete ports 3:1-2"),
    *("configure vr VR-Default delete ports 3:1-2", "configure vr r1 add ports 3:1", "create vlan v2 vr r1"),
    *("configure v2 add ports 3:1", "disable learning port 1:5", "disable smartredundancy 1:7"),
    *("configure ports 1:8 display-string two", 'configure ports 1:9 display-string "a b"', "disable ports 1:3"),
]


@pytest.fixture
def vlans(console: Typist) -> Typist:
    """A switch with VLANs that have addresses, protocols, ports and virtual routers of their own."""
    console.run(*LINES)
    return console


def block(name: str, tagging: str, router: str, protocol: str, ports: str, **more: str) -> str:
    """Return the block of a VLAN."""
    return (
        f"\nVLAN Interface with name {name} created by user\n\tTagging:\t{tagging} \n\tPriority:\t802.1P Priority 0\n"
        f"\tVirtual router:\t{router}\n{more.get('addresses', '')}\tIPv6: \t{more.get('ipv6', 'NONE')}\n"
        f"\tSTPD: \t\t{more.get('stp', 'None')}\n\tProtocol: \t{protocol}\n"
        f"\tLoopback: \t{more.get('loopback', 'Disable')}\n\tNetLogin: \tDisabled\n\tRate Shape: \tDisable\n"
        f"\tQosProfile: \tNone configured\n{ports}{PORT_LEGEND}"
    )


V1 = block(
    *("v1", "802.1Q Tag 20", "VR-Default", "Match protocol filter IP"),
    "\tPorts:\t 3. \t  (Number of active ports=2)\n           Tag:      *1:1,   *1:2,   !1:3\n",
    addresses="\tPrimary IP    : 10.1.1.1/24\n\tSecondary IPs : 10.2.2.2/24\n",
    ipv6="2001:db8::1/64",
    loopback="Enable",
)
V2 = block(
    *("v2", "Untagged (Internal tag 4093)", "r1", "Match all unfiltered protocols"),
    "\tPorts:\t 1. \t  (Number of active ports=1)\n           Untag:    *3:1\n",
)


def test_one_vlan(vlans: Typist) -> None:
    """Tag, addresses, protocol, loopback, and each port with its mark."""
    assert vlans.run("show vlan v1") == V1
    assert vlans.run("show vlan v2") == V2


def test_all_vlans_in_detail(vlans: Typist) -> None:
    """A block for each, in the order in which they were made."""
    shown = vlans.run("show vlan detail")
    names = [line.split()[4] for line in shown.splitlines() if line.startswith("VLAN Interface")]
    assert names == ["Default", "Mgmt", "v1", "v2"]
    assert shown.endswith(V1 + V2)
    assert "\tSTPD: \t\ts0(Disabled,Auto-bind) \n" in shown
    assert "\tPorts:\t 1. \t  (Number of active ports=1)\n\t Untag: Mgmt-port on Mgmt is up\n" in shown


def test_the_table_of_vlans(vlans: Typist) -> None:
    """Tag, primary address, flags, protocol and ports; those of one virtual router alone where it is named."""
    head = (
        "Name            VID  Protocol Addr        Flags                Proto  Ports  Virtual\n"
        "                                                                      Active router\n"
        "                                                                      /Total\n"
    )
    dashes = "-" * 45
    rows = [
        "Default         1    --------------------------------T------------ ANY    4 /124 VR-Default\n",
        f"Mgmt            4095 {dashes} ANY    1 /1   VR-Mgmt\n",
        "v1              20   10.1.1.1       /24  --L--n------------------- IP     2 /3   VR-Default\n",
        f"v2              4093 {dashes} ANY    1 /1   r1\n",
    ]

    def table(shown: list[str]) -> str:
        return f"{RULE}{head}{RULE}{''.join(shown)}{RULE}{LEGEND}\nTotal number of VLAN(s) : {len(shown)}\n"

    assert vlans.run("show vlan") == table(rows)
    assert vlans.run("show vlan virtual-router r1") == table(rows[3:])


def test_virtual_routers(vlans: Typist) -> None:
    """How many VLANs and ports each has, and which protocols."""
    assert vlans.run("show virtual-router").splitlines()[4:8] == [
        "r1           1            1           ------",
        "VR-Control   0            0           ------",
        "VR-Default   2            124         boprOR",
        "VR-Mgmt      1            1           ------",
    ]


def test_the_section_of_vlans(vlans: Typist) -> None:
    """Virtual routers, VLANs, settings of ports, members and addresses, in this order; typed again it is the same."""
    assert [line.rstrip() for line in vlans.lines("vlan")] == [
        'create virtual-router "VR-Default"',
        "configure vr VR-Default add ports 1:1-60, 2:1-60, 3:3-6",
        "configure vlan Default delete ports 3:1",
        "configure vr VR-Default delete ports 3:1",
        'create virtual-router "r1"',
        "configure vr r1 add ports 3:1",
        'create vlan "Default"',
        "configure vlan Default tag 1",
        'create vlan "v1"',
        "configure vlan v1 tag 20",
        "configure vlan v1 protocol IP",
        "enable loopback-mode vlan v1",
        'create vlan "v2" vr r1',
        "disable ports 1:3",
        "disable learning ports 1:5",
        "disable smartredundancy 1:7",
        "configure ports 1:8 display-string two",
        'configure ports 1:9 display-string "a b"',
        "configure vlan Default add ports 1:1-60, 2:1-60, 3:3-6 untagged",
        "configure vlan v1 add ports 1:1-3 tagged",
        "configure vlan v2 add ports 3:1 untagged",
        "configure vlan v1 ipaddress 10.1.1.1 255.255.255.0",
        "configure vlan v1 add secondary-ipaddress 10.2.2.2 255.255.255.0",
        "configure vlan v1 ipaddress 2001:db8::1/64",
        "enable ipforwarding ipv6 vlan v1",
    ]


def test_forwarding_of_ipv6_is_one_vlans_or_alls(console: Typist) -> None:
    """Each VLAN has a line of its own while it forwards."""
    console.run("create vlan v1")

    def on() -> list[str]:
        start = "enable ipforwarding ipv6 vlan "
        return [line.removeprefix(start) for line in console.lines("vlan") if line.startswith(start)]

    assert on() == []
    console.run("enable ipforwarding ipv6 v1")
    assert on() == ["v1"]
    console.run("enable ipforwarding ipv6")
    assert on() == ["Default", "Mgmt", "v1"]
    console.run("disable ipforwarding ipv6 v1")
    assert on() == ["Default", "Mgmt"]
    console.run("disable ipforwarding ipv6")
    assert on() == []


def test_what_there_may_be_no_more_of(console: Typist) -> None:
    """Fifteen filters, of six protocols each with numbers of 16 bits; eight virtual routers."""
    console.run("show version", *(f"create virtual-router r{number}" for number in range(8)))
    assert console.refuse("create virtual-router r8") == "Error: The maximum number of user virtual routers is 8."
    number = 0
    while not console.runner.refused or "filters" not in console.runner.refused[-1].message:
        console.type(f"create protocol p{number}")
        number += 1
    assert console.runner.refused[-1].message == "Error: The maximum number of protocol filters is 15."
    console.run("configure protocol p1 add " + " ".join(f"etype 0x900{n}" for n in range(1, 7)))
    words = "Error: A protocol filter has at most 6 protocols."
    assert console.refuse("configure protocol p1 add etype 0x9007") == words
    words = "Error: 0x12345 is not a valid protocol value."
    assert console.refuse("configure protocol p2 add etype 0x12345") == words
