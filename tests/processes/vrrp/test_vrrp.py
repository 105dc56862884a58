"""The virtual router redundancy protocol: routers made of several, and who is master."""

from collections.abc import Callable

import pytest
from conftest import Typist

Switch = Callable[..., Typist]
SALES = ("create vlan sales", "configure vlan sales tag 20", "configure vlan sales add ports 1:1 tagged")
ROUTER = "configure vrrp vlan sales vrid 1"


@pytest.fixture
def router(console: Typist) -> Typist:
    """A switch with a VLAN that is up, and such a router on it."""
    console.run(*SALES, "configure vlan sales ipaddress 10.1.1.1/24", "create vrrp vlan sales vrid 1")
    return console


def row(typist: Typist) -> list[str]:
    """The row of the router in `show vrrp`."""
    return typist.run("show vrrp").splitlines()[1].split()


def test_section_is_the_captured_one(switch: Switch, section: Callable[[str], list[str]]) -> None:
    """No lines while there is no router."""
    assert switch("summit-x450-24t").lines("vrrp") == section("vrrp") == []


@pytest.mark.parametrize(
    "line",
    [
        f"{ROUTER} priority 255",
        f"{ROUTER} advertisement-interval 9",
        f"{ROUTER} dont-preempt",
        f'{ROUTER} authentication encrypted simple-password "secret"',
        f"{ROUTER} add 10.1.1.254",
        f"{ROUTER} add track-vlan Default",
        f"{ROUTER} add track-iproute 10.0.0.0/8",
        f"{ROUTER} add track-ping 10.1.1.7 frequency 3 miss 2",
        "enable vrrp vlan sales vrid 1",
    ],
)
def test_settings_print_as_they_are_typed(router: Typist, switch: Switch, line: str) -> None:
    """What was typed is in the section; typed at another switch, the section comes out the same."""
    before = router.lines("vrrp")
    router.run(line)
    assert line in router.lines("vrrp")
    other = switch()
    other.run(*SALES, "configure vlan sales ipaddress 10.1.1.1/24", *router.lines("vrrp"))
    assert other.lines("vrrp") == router.lines("vrrp")
    if " add " in line:
        router.run(line.replace(" add ", " delete ").partition(" frequency")[0])
        assert router.lines("vrrp") == before


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("create vrrp vlan sales vrid 1", "Error: VRID 1 already exists on VLAN sales."),
        ("delete vrrp vlan sales vrid 2", "Error: VRID 2 does not exist on VLAN sales."),
        ("create vrrp vlan none vrid 2", "Error: VLAN none does not exist."),
        (f"{ROUTER} add 10.1.2.254", "Error: 10.1.2.254 is not in a subnet of VLAN sales."),
        (f"{ROUTER} add 10.1.1.0", "Error: 10.1.1.0 is not the address of a host in VLAN sales."),
        (f"{ROUTER} add 10.1.1.255", "Error: 10.1.1.255 is not the address of a host in VLAN sales."),
        (f"{ROUTER} delete 10.1.1.254", "Error: 10.1.1.254 is not an address of VRID 1."),
        (f"{ROUTER} delete track-vlan Default", "Error: VRID 1 does not track Default."),
        (f"{ROUTER} authentication simple-password ninechars", "Error: The password has more than 8 characters."),
    ],
)
def test_what_is_refused(router: Typist, line: str, words: str) -> None:
    """Routers, addresses and what they watch that are there already, or are not."""
    assert router.refuse(line) == words


@pytest.mark.parametrize("role", ["master", "member"])
def test_not_with_esrp_on_a_vlan(router: Typist, role: str) -> None:
    """A VLAN runs VRRP or ESRP, whichever was enabled first; a domain that is on gets no VLAN with VRRP either."""
    other = "member" if role == "master" else "master"
    router.run("create vlan other", "create esrp e1", f"configure esrp e1 add {role} sales")
    router.run(f"configure esrp e1 add {other} other", "enable vrrp")
    words = "Error: VRRP is enabled on VLAN sales, which cannot run ESRP."
    assert router.refuse("enable esrp e1") == words
    router.run("disable vrrp", "enable esrp e1")
    assert router.refuse("enable vrrp") == "Error: ESRP domain e1 is enabled on VLAN sales, which cannot run VRRP."
    if role == "member":
        router.run("configure esrp e1 delete member sales", "enable vrrp")
        assert router.refuse("configure esrp e1 add member sales") == words


def test_seven_on_a_vlan(router: Typist) -> None:
    """As the guide says; the eighth is refused."""
    router.run(*[f"create vrrp vlan sales vrid {number}" for number in range(2, 8)])
    assert router.refuse("create vrrp vlan sales vrid 8") == "Error: At most 64 VRIDs are supported, 7 on a VLAN."


def test_master_after_it_has_listened(router: Typist) -> None:
    """INIT while it is off, BKUP for three intervals and the skew of its priority, then MSTR with its MAC address."""
    router.run(f"{ROUTER} add 10.1.1.254", f"{ROUTER} priority 128", f"{ROUTER} advertisement-interval 10")
    assert row(router)[:6] == ["sales(Ds)", "0001", "128", "10.1.1.254", "INIT", "00:00:00:00:00:00"]
    router.run("enable vrrp", ":wait 25")
    assert row(router)[4] == "BKUP"
    router.run(":wait 5")
    assert row(router)[4:6] == ["MSTR", "00:00:5e:00:01:01"]
    router.run("disable ports 1:1")
    assert row(router)[4] == "INIT"
    router.run("disable vrrp", "enable ports 1:1", ":wait 60")
    assert row(router)[4] == "INIT"


def test_failover_is_not_hitless(router: Typist) -> None:
    """The new master listens anew.  evidence: guide 11.3 p.76"""
    router.run(f"{ROUTER} advertisement-interval 60", "enable vrrp", ":wait 200")
    assert row(router)[3] == "MSTR"
    router.say("run msm-failover", "y", ":console msm-b")
    assert row(router)[3] == "BKUP"
    router.run(":wait 200")
    assert row(router)[3] == "MSTR"


def test_router_goes_with_its_vlan(router: Typist) -> None:
    """So does all that was configured of it, and the letter v of the table of VLANs."""
    router.run(f"{ROUTER} add 10.1.1.254", "enable vrrp")
    table = router.run("show vlan").splitlines()
    assert "v" in next(line for line in table if line.startswith("sales")).split()[4]
    router.run("delete vlan sales")
    assert router.lines("vrrp") == []


def test_renaming_a_vlan_changes_no_state(router: Typist) -> None:
    """The router is master all the while, and keeps what it counted."""
    router.run(f"{ROUTER} add 10.1.1.254", "enable vrrp", ":wait 10")
    assert row(router)[4] == "MSTR"
    router.run("configure vlan sales name shop")
    assert row(router)[:5] == ["shop(En)", "0001", "100", "10.1.1.254", "MSTR"]
    router.run(":wait 1")
    assert row(router)[4] == "MSTR"
    numbers = [word for word in router.run("show vrrp vlan shop stats").split()[4:] if word.isdigit()]
    assert numbers[0] == "1"


def test_deleting_leaves_nothing(router: Typist) -> None:
    """A router of the same number begins anew."""
    before = router.lines("vrrp")
    router.run(f"{ROUTER} add 10.1.1.254", f"{ROUTER} add track-vlan Default", "enable vrrp")
    router.run("delete vrrp vlan sales vrid 1", "create vrrp vlan sales vrid 1")
    assert router.lines("vrrp") == before


def test_in_detail(router: Typist) -> None:
    """What was configured, and the state; for one VLAN or for all."""
    router.run(f"{ROUTER} add 10.1.1.254", f"{ROUTER} add track-vlan Default", "enable vrrp", ":wait 60")
    block = router.run("show vrrp detail")
    assert block.splitlines()[0] == "VLAN: sales VRID: 1       VRRP: Enabled  State: MASTER"
    assert "Priority: 100(backup)   Advertisement Interval: 1 sec\n" in block
    assert "    10.1.1.254\n" in block
    assert "Tracked VLANs     : Default\n" in block
    assert router.run("show vrrp vlan sales") == block
    assert router.run("show vrrp vlan Default") == ""
    assert router.refuse("show vrrp vlan none") == "Error: VLAN none does not exist."


def test_counters(router: Typist) -> None:
    """Nothing was heard; it became master once, until the counters were cleared."""
    router.run("enable vrrp", ":wait 60")
    assert counted(router) == ["1", *["0"] * 14]
    router.run("clear counters vrrp vlan Default", "clear counters vrrp vlan sales vrid 2")
    assert counted(router) == ["1", *["0"] * 14]
    router.run("clear counters vrrp vlan sales vrid 1")
    assert counted(router) == ["0"] * 15


def counted(typist: Typist) -> list[str]:
    """Return the numbers of `show vrrp vlan sales stats`."""
    return [word for word in typist.run("show vrrp vlan sales stats").split()[4:] if word.isdigit()]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("configure vlan sales ipaddress 10.3.1.1/24", ["10.2.1.9"]),
        ("unconfigure vlan sales ipaddress", []),
        ("configure vlan sales delete secondary-ipaddress all", ["10.1.1.9"]),
        ("configure vlan sales ipaddress 10.1.1.2/24", ["10.1.1.9", "10.2.1.9"]),
    ],
)
def test_an_address_goes_with_its_subnet(router: Typist, line: str, left: list[str]) -> None:
    """Without a subnet of the VLAN it could not be typed back; another address of the same subnet changes nothing."""
    router.run("configure vlan sales add secondary-ipaddress 10.2.1.1/24", f"{ROUTER} add 10.1.1.9")
    router.run(f"{ROUTER} add 10.2.1.9", line)
    assert [text for text in router.lines("vrrp") if " add " in text] == [f"{ROUTER} add {one}" for one in left]
    assert router.typed_back() == router.configuration()
