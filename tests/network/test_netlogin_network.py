"""Network login by MAC address: strangers are held back, local users and RADIUS let them in and choose their VLAN."""

from typing import Any

from xos_cli import Network

MAC = "02:00:00:00:00:01"
LINES = [
    "configure vlan Default ipaddress 10.0.0.254/24",
    "create vlan red",
    "configure vlan red ipaddress 10.1.0.254/24",
    "enable netlogin mac",
    "enable netlogin ports 1:1 mac",
    f"configure netlogin add mac-list {MAC}",
]
LOCAL = ["create netlogin local-user 020000000001 020000000001 vlan-vsa red"]
RADIUS = [
    "configure radius netlogin primary server 10.0.0.1 client-ip 10.0.0.254 vr VR-Default",
    "configure radius netlogin primary shared-secret s3",
    "enable radius netlogin",
]


def guarded(*lines: str, address: str = "10.0.0.9/24") -> Network:
    """A station at a port with network login, and a RADIUS server at another port."""
    users = {"020000000001": {"password": "020000000001", "vlan": "red"}}
    hosts: dict[str, Any] = {
        "pc": {"address": address, "mac": MAC},
        "noc": {"address": "10.0.0.1/24", "radius": {"secret": "s3", "users": users}},
    }
    return Network.build({"core": {"lines": [*LINES, *lines]}}, hosts, [("pc", "core 1:1"), ("noc", "core 1:2")])


def test_a_stranger_is_held_back() -> None:
    """A station without a user gets nothing through, and one at a port that is not watched does."""
    found = guarded()
    assert found.hosts["pc"].ping("10.0.0.254").received == 0
    assert found.hosts["noc"].ping("10.0.0.254").lost == 0
    found.switches["core"].console().run("disable netlogin mac")
    found.advance(1.0)
    assert found.hosts["pc"].ping("10.0.0.254").lost == 0


def test_a_local_user_brings_the_port_into_its_vlan_and_back() -> None:
    """The first frame logs the station in; when its link falls, the port is in its old VLAN again."""
    found = guarded(*LOCAL, address="10.1.0.9/24")
    found.hosts["pc"].ping("10.1.0.254")
    assert found.hosts["pc"].ping("10.1.0.254").lost == 0
    console = found.switches["core"].console()
    shown = console.run("show netlogin port 1:1")
    assert "Port: 1:1, Vlan: red, State: Authenticated" in shown
    assert f"{MAC}  10.1.0.9         Yes   MAC" in shown
    assert "NetLogin: \tEnabled" in console.run("show vlan red")
    assert " *1:1a" in console.run("show vlan red")
    assert "configure vlan red add ports" not in console.run("show configuration vlan")
    found.cable("pc").cut()
    found.advance(2.0)
    assert "1:1" not in console.run("show vlan red")
    assert "State: Unauthenticated" in console.run("show netlogin port 1:1")


def test_a_radius_server_chooses_the_vlan() -> None:
    """It is asked once; with its secret wrong, and no local user, the station stays out."""
    found = guarded(*RADIUS, address="10.1.0.9/24")
    found.hosts["pc"].ping("10.1.0.254")
    assert found.hosts["pc"].ping("10.1.0.254").lost == 0
    assert "Access Accepts       : 1" in found.switches["core"].console().run("show radius netlogin")
    other = guarded(*RADIUS, "configure radius netlogin primary shared-secret wrong", address="10.1.0.9/24")
    other.hosts["pc"].ping("10.1.0.254")
    other.advance(5.0)
    assert other.hosts["pc"].ping("10.1.0.254").received == 0


def test_a_client_stays_logged_in_over_a_failover() -> None:
    """Network login is hitless in 11.3; `clear netlogin state` logs the client out."""
    found = guarded(*LOCAL, address="10.1.0.9/24")
    found.hosts["pc"].ping("10.1.0.254")
    found.switches["core"].console().run("run msm-failover", "y")
    found.settle()
    console = found.switches["core"].console("MSM-B")
    assert "State: Authenticated" in console.run("show netlogin port 1:1")
    assert found.hosts["pc"].ping("10.1.0.254").lost == 0
    assert "1:1a" in console.run("show vlan red")
    console.run("clear netlogin state")
    found.advance(1.0)
    assert "1:1" not in console.run("show vlan red")


def test_a_port_comes_back_after_a_reboot() -> None:
    """A file that was saved while a client was logged in does not keep the port in the client's VLAN."""
    found = guarded(*LOCAL, address="10.1.0.9/24")
    found.hosts["pc"].ping("10.1.0.254")
    console = found.switches["core"].console()
    console.run("save", "y")
    found.cable("pc").cut()
    found.switches["core"].console().run("reboot", "y")
    found.settle(2000.0)
    console = found.switches["core"].console()
    assert "1:1" not in console.run("show vlan red")
    assert " 1:1u" in console.run("show vlan Default")


def test_a_mask_stands_for_a_maker() -> None:
    """All addresses under a mask log in as one user: the address with the mask applied.  evidence: later 32"""
    lines = [
        f"configure netlogin delete mac-list {MAC}",
        "configure netlogin add mac-list 02:00:00:00:00:ff 40 group ports 1:1",
        "create netlogin local-user 020000000000 group vlan-vsa red",
    ]
    found = guarded(*lines, address="10.1.0.9/24")
    found.hosts["pc"].ping("10.1.0.254")
    assert found.hosts["pc"].ping("10.1.0.254").lost == 0
    assert "020000000000" in found.switches["core"].console().run("show netlogin mac")
    other = guarded(*lines, "configure netlogin add mac-list 02:00:00:00:00:00 40 group ports 1:9")
    assert other.hosts["pc"].ping("10.0.0.254").received == 0


def test_a_vlan_that_does_not_exist_is_a_refusal() -> None:
    """The station stays out, the log says why, and its port stays where it is."""
    users = {"020000000001": {"password": "020000000001", "vlan": "nope"}}
    hosts: dict[str, Any] = {
        "pc": {"address": "10.0.0.9/24", "mac": MAC},
        "noc": {"address": "10.0.0.1/24", "radius": {"secret": "s3", "users": users}},
    }
    cables = [("pc", "core 1:1"), ("noc", "core 1:2")]
    found = Network.build({"core": {"lines": [*LINES, *RADIUS]}}, hosts, cables)
    assert found.hosts["pc"].ping("10.0.0.254").received == 0
    assert "VLAN nope does not exist" in found.switches["core"].console().run("show log")


def test_each_address_has_a_vlan_of_its_own() -> None:
    """With MAC-based VLANs two untagged stations behind one port are in two VLANs, and the port stays in its own.

    evidence: guide 11.3 p.372
    """
    macs = {"one": "02:00:00:00:00:01", "two": "02:00:00:00:00:02"}
    lines = [
        "configure vlan Default delete ports 1,11,12",
        *("create vlan red", "create vlan blue", "configure vlan red add ports 11", "configure vlan blue add ports 12"),
        *("create vlan temp", "create vlan lone", "configure vlan lone ipaddress 10.0.0.254/24"),
        *("configure netlogin vlan temp", "enable netlogin mac", "enable netlogin ports 1 mac"),
        "configure netlogin ports 1 mode mac-based-vlans",
        *[f"configure netlogin add mac-list {mac}" for mac in macs.values()],
        *("create netlogin local-user 020000000001 020000000001 vlan-vsa red",),
        *("create netlogin local-user 020000000002 020000000002 vlan-vsa blue",),
    ]
    hosts: dict[str, Any] = {
        "one": {"address": "10.0.0.1/24", "mac": macs["one"]},
        "two": {"address": "10.0.0.2/24", "mac": macs["two"]},
        "red": {"address": "10.0.0.11/24"},
        "blue": {"address": "10.0.0.12/24"},
    }
    found = Network.build(
        {"edge": {"chassis": "summit-x450-24t", "lines": lines}},
        hosts,
        [("red", "edge 11"), ("blue", "edge 12")],
        [{"name": "hub", "ends": ["one", "two", "edge 1"]}],
    )
    for host in ("one", "two"):
        found.hosts[host].ping("10.0.0.99", count=1)
    assert found.hosts["one"].ping("10.0.0.11").lost == 0
    assert found.hosts["two"].ping("10.0.0.12").lost == 0
    assert found.hosts["two"].ping("10.0.0.11").received == 0
    console = found.switches["edge"].console()
    shown = console.run("show netlogin port 1")
    assert "Vlan: temp" in shown
    assert "020000000001 (red)" in shown
    assert "MAC based VLANs" in console.run("show ports 1 information detail")
    assert "1a" in console.run("show vlan red")
    assert "configure vlan red add ports 11 untagged" in console.run("show configuration vlan")
    console.run("configure netlogin local-user 020000000002 vlan-vsa lone")
    console.run("clear netlogin state")
    for count in (1, 4):
        found.advance(5.0)
        last = found.hosts["two"].ping("10.0.0.254", count=count)
    assert last.lost == 0
    console.run("configure netlogin local-user 020000000002 vlan-vsa blue")
    console.run("configure netlogin ports 1 mode port-based-vlans")
    found.advance(1.0)
    found.hosts["one"].ping("10.0.0.11", count=1)
    assert found.hosts["one"].ping("10.0.0.11").lost == 0
    assert found.hosts["two"].ping("10.0.0.12").received == 0


def test_radius_hears_of_sessions() -> None:
    """Accounting tells the begin and the end, and nothing while it is disabled."""
    account = [line.replace("radius", "radius-accounting", 1) for line in RADIUS]
    for lines, heard in ((account, ["020000000001 start", "020000000001 stop"]), ([], [])):
        found = guarded(*RADIUS, *lines, address="10.1.0.9/24")
        found.hosts["pc"].ping("10.1.0.254")
        found.switches["core"].console().run("clear netlogin state port 1:1")
        found.advance(1.0)
        assert found.hosts["noc"].accounting == heard


def test_a_login_that_a_failover_interrupts_is_repeated() -> None:
    """The new master asks about the station when it sends again.  evidence: guide 11.3 p.348"""
    found = guarded(*RADIUS, address="10.1.0.9/24")
    found.cable("noc").cut()
    found.hosts["pc"].ping("10.1.0.254", count=1)
    assert "No    MAC" in found.switches["core"].console().run("show netlogin port 1:1")
    found.switches["core"].console().run("run msm-failover", "y")
    found.settle()
    assert "No    MAC" not in found.switches["core"].console("MSM-B").run("show netlogin port 1:1")
    found.cable("noc").join()
    found.advance(5.0)
    found.hosts["pc"].ping("10.1.0.254")
    assert found.hosts["pc"].ping("10.1.0.254").lost == 0


def test_the_process_may_be_restarted() -> None:
    """A client stays logged in while it is away, nobody is let in meanwhile, and it goes on afterwards."""
    found = guarded(*LOCAL, address="10.1.0.9/24")
    console = found.switches["core"].console()
    console.run("terminate process netLogin graceful")
    assert found.hosts["pc"].ping("10.1.0.254").received == 0
    console.run("start process netLogin")
    found.advance(5.0)
    found.hosts["pc"].ping("10.1.0.254")
    assert found.hosts["pc"].ping("10.1.0.254").lost == 0
    console.run("terminate process netLogin graceful")
    assert found.hosts["pc"].ping("10.1.0.254").lost == 0
    console.run("start process netLogin")
    found.advance(5.0)
    assert "State: Authenticated" in console.run("show netlogin port 1:1")


def test_a_login_is_no_unsaved_change() -> None:
    """Neither the client's move into a VLAN nor its way back marks the configuration, on either MSM."""
    found = guarded(*LOCAL, address="10.1.0.9/24")
    found.settle()
    core = found.switches["core"]
    core.console().run("save", "y")
    configuration = core.console().run("show configuration")

    def marks() -> tuple[bool, ...]:
        nodes = found._inside.machines["core"].nodes.values()
        return core.unsaved, *[node.config.dirty for node in nodes]

    found.hosts["pc"].ping("10.1.0.254")
    assert found.hosts["pc"].ping("10.1.0.254").lost == 0
    assert marks() == (False, False, False)
    assert core.console().run("show configuration") == configuration
    found.cable("pc").cut()
    found.advance(2.0)
    assert "State: Unauthenticated" in core.console().run("show netlogin port 1:1")
    assert marks() == (False, False, False)
    core.console().run("configure vlan red add ports 1:7 tagged")
    assert marks() == (True, True, True)


def test_a_file_saved_during_a_login_restores_the_port_at_home() -> None:
    """The file and the configuration after the logout are the same, and so is the one after a reboot."""
    found = guarded(*LOCAL, address="10.1.0.9/24")
    found.settle()
    core = found.switches["core"]
    configuration = core.console().run("show configuration")
    found.hosts["pc"].ping("10.1.0.254")
    core.console().run("save", "y")
    found.cable("pc").cut()
    found.advance(2.0)
    assert not core.unsaved
    core.console().run("reboot", "y")
    found.settle()
    assert core.console().run("show configuration") == configuration
    assert not core.unsaved


def test_the_vlan_of_a_client_is_deleted() -> None:
    """The client is logged out, and its port is where it was before the login."""
    found = guarded(*LOCAL, address="10.1.0.9/24")
    found.hosts["pc"].ping("10.1.0.254")
    console = found.switches["core"].console()
    console.run("delete vlan red")
    found.advance(1.0)
    assert "Vlan: Default, State: Unauthenticated" in console.run("show netlogin port 1:1")
    assert "Untag: *1:1u" in " ".join(console.run("show vlan Default").split())


def test_the_vlan_of_a_client_is_renamed() -> None:
    """The client stays logged in, and a logout brings its port home."""
    found = guarded(*LOCAL, address="10.1.0.9/24")
    found.hosts["pc"].ping("10.1.0.254")
    console = found.switches["core"].console()
    console.run("configure vlan red name blue")
    found.advance(1.0)
    assert "Vlan: blue, State: Authenticated" in console.run("show netlogin port 1:1")
    assert "(red)" not in console.run("show netlogin port 1:1")
    assert found.hosts["pc"].ping("10.1.0.254").lost == 0
    console.run("clear netlogin state")
    found.advance(1.0)
    assert "Vlan: Default, State: Unauthenticated" in console.run("show netlogin port 1:1")


def test_the_home_of_a_client_is_renamed() -> None:
    """A logout brings the port into the VLAN where it was, by its new name."""
    home = ["create vlan office", "configure vlan Default delete ports 1:1", "configure vlan office add ports 1:1"]
    found = guarded(*home, *LOCAL, address="10.1.0.9/24")
    found.hosts["pc"].ping("10.1.0.254")
    console = found.switches["core"].console()
    assert "Vlan: red, State: Authenticated" in console.run("show netlogin port 1:1")
    console.run("configure vlan office name desk")
    found.advance(1.0)
    assert "configure vlan desk add ports 1:1 untagged" in console.run("show configuration vlan")
    console.run("clear netlogin state")
    found.advance(1.0)
    assert "Vlan: desk, State: Unauthenticated" in console.run("show netlogin port 1:1")


def test_many_stations_at_once_are_all_answered() -> None:
    """ARP drops most of the first requests while it looks for the server; they are repeated within the time-out."""
    macs = [f"02:00:00:00:01:{number:02x}" for number in range(1, 21)]
    names = [mac.replace(":", "").upper() for mac in macs]
    users = {name: {"password": name} for name in names}
    hosts: dict[str, Any] = {
        f"pc{number}": {"address": f"10.0.0.{number + 20}/24", "mac": mac} for number, mac in enumerate(macs, 1)
    }
    hosts["noc"] = {"address": "10.0.0.1/24", "radius": {"secret": "s3", "users": users}}
    lines = ["configure vlan Default ipaddress 10.0.0.254/24", "enable netlogin mac", *RADIUS]
    lines += [f"enable netlogin ports {number} mac" for number in range(1, 21)]
    lines += [f"configure netlogin add mac-list {mac}" for mac in macs]
    cables = [(name, f"core {number}") for number, name in enumerate(hosts, 1)]
    found = Network.build({"core": {"chassis": "summit-x450-24t", "lines": lines}}, hosts, cables)
    found.switches["core"].console().run("clear iparp")
    for name in hosts:
        found._inside.hosts[name].announce()
    found.advance(3.0)
    console = found.switches["core"].console()
    assert console.run("show netlogin").count("  Yes   ") == 20
    shown = console.run("show radius netlogin")
    assert "Access Accepts       : 20" in shown
    assert "Client timeouts      : 0" in shown
