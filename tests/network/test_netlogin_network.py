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
    assert f"{MAC}  0.0.0.0          Yes   MAC" in shown
    assert "configure vlan red add ports 1:1 untagged" in console.run("show configuration vlan")
    found.cable("pc").cut()
    found.advance(2.0)
    assert "configure vlan red add ports" not in console.run("show configuration vlan")
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
    console.run("clear netlogin state")
    found.advance(1.0)
    assert "configure vlan red add ports" not in console.run("show configuration vlan")
