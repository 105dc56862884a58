"""ESRP domains: what is configured of them."""

from collections.abc import Callable

import pytest
from conftest import Typist


@pytest.fixture
def domain(console: Typist) -> Typist:
    """A bd10808 with a domain that is on: VLAN one is its master, VLAN two a member."""
    console.run("create vlan one", "create vlan two", "create vlan three", "create esrp e1")
    console.run("configure esrp e1 add master one", "configure esrp e1 add member two", "enable esrp e1")
    return console


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch prints the captured lines."""
    assert switch("summit-x450-24t").lines("esrp") == section("esrp")


def test_esrp_domain(console: Typist, switch: Callable[..., Typist]) -> None:
    """Its lines can be typed again; it needs a master VLAN, and must be off for some changes."""
    console.run("create vlan one", "create vlan two", "create esrp e1")
    assert "no master VLAN" in console.refuse("enable esrp e1")
    lines = [
        "create esrp e1",
        "configure esrp e1 add master one",
        "configure esrp e1 add member two",
        "configure esrp e1 domain-id 4096",
        "configure esrp e1 priority 10",
        "configure esrp e1 election-policy sticky > ports > track > priority",
        "configure esrp e1 add track-vlan two",
        "enable esrp e1",
    ]
    console.run(*lines[1:], "configure esrp mode standard")
    assert console.lines("esrp") == ["configure esrp mode standard", *lines]
    assert "disabled first" in console.refuse("configure esrp e1 election-policy priority > mac")
    assert "disabled first" in console.refuse("configure esrp e1 delete master one")
    assert "Member VLANs:    two\n" in console.run("show esrp e1")
    other = switch()
    other.run("create vlan one", "create vlan two", *console.lines("esrp"))
    assert other.lines("esrp") == console.lines("esrp")
    console.run("disable esrp", "delete esrp e1", "configure esrp mode extended")
    assert console.lines("esrp") == ["configure esrp mode extended"]


def test_an_esrp_domain_without_its_master_vlan_is_off(console: Typist) -> None:
    """It could not be enabled so; a domain with its master VLAN stays on."""
    console.run("create vlan one", "create vlan two", "create esrp e1", "create esrp e2")
    console.run(
        "configure esrp e1 add master one", "configure esrp e2 add master two", "enable esrp e1", "enable esrp e2"
    )
    console.run("delete vlan one")
    assert [text for text in console.lines("esrp") if text.startswith("enable")] == ["enable esrp e2"]
    assert console.typed_back() == console.configuration()


def test_a_vlan_has_one_role_in_its_domain(console: Typist) -> None:
    """The master VLAN is no member; to say again what is so changes nothing."""
    console.run("create vlan sales")
    console.run("create esrp e1", "configure esrp e1 add master sales", "configure esrp e1 add master sales")
    before = console.configuration()
    assert "already a master" in console.refuse("configure esrp e1 add member sales")
    assert console.configuration() == before


def test_a_vlan_is_in_one_domain(domain: Typist) -> None:
    """A VLAN of one domain is refused in another, and a second master VLAN in the same one."""
    domain.run("create esrp e2")
    assert "already in ESRP domain e1" in domain.refuse("configure esrp e2 add member two")
    assert "already has a master VLAN" in domain.refuse("configure esrp e1 add master three")
    assert domain.refuse("configure esrp e1 add member none") == "Error: VLAN none does not exist."


def test_members_come_and_go_while_a_domain_is_on(domain: Typist) -> None:
    """A member can be taken out at any time, and only one that is there."""
    domain.run("configure esrp e1 delete member two")
    assert "Member VLANs:    none\n" in domain.run("show esrp e1")
    assert "is not in ESRP domain e1" in domain.refuse("configure esrp e1 delete member two")
    domain.run("configure esrp e1 add member three")
    assert "Member VLANs:    three\n" in domain.run("show esrp e1")


def test_settings_are_printed_where_they_are_not_the_defaults(domain: Typist) -> None:
    """Each setting has its line, and none once it is again what it was."""
    before = domain.lines("esrp")
    lines = ["configure esrp e1 group 3", "configure esrp e1 priority 9", *LONGER, "configure esrp e1 timer hello 5"]
    domain.run(*lines)
    assert [line for line in domain.lines("esrp") if line in lines] == lines
    assert domain.typed_back() == domain.configuration()
    domain.run("configure esrp e1 group 0", "configure esrp e1 priority 0", "configure esrp e1 timer hello 2")
    domain.run(*[f"configure esrp e1 timer {word}" for word in ("neighbor 8", "neutral 4", "premaster 8")])
    assert domain.lines("esrp") == before


LONGER = [f"configure esrp e1 timer {word}" for word in ("neighbor 15", "neutral 10", "premaster 15")]


def test_timers_fit_together(domain: Typist) -> None:
    """Neighbor and premaster are at least three hellos, neutral two; what breaks that is refused.

    evidence: reference 11.3 p.1028
    """
    words = (
        'operation Failed. Valid timer relationship "neighbor timeout >= 3*hello ; neutral timeout >= 2*hello ; '
        'premaster timeout >= 3*hello"!'
    )
    for line in ("hello 3", "neighbor 5", "neutral 3", "premaster 5"):
        assert domain.refuse(f"configure esrp e1 timer {line}") == words
    domain.run(*[f"configure esrp e1 timer {line}" for line in ("neighbor 6", "premaster 6", "neutral 4", "hello 1")])
    assert domain.typed_back() == domain.configuration()
    assert "Invalid input" in domain.refuse("configure esrp e1 timer restart 14")


@pytest.mark.parametrize(
    "line",
    [
        "configure esrp e1 add track-vlan three",
        "configure esrp e1 add track-iproute 10.0.0.0/8",
        "configure esrp e1 add track-ping 10.1.1.7 frequency 3 miss 2",
        "configure esrp e1 add track-environment failover 10",
        "configure esrp e1 timer restart 60",
        "configure esrp e1 elrp-premaster-poll enable ports 1:1-2 count 4 interval 2",
        "configure esrp e1 ports 1:1-2 restart",
        "configure esrp ports 1:3 mode host",
        "configure esrp ports 1:3 weight 0",
    ],
)
def test_settings_print_as_they_are_typed(domain: Typist, line: str) -> None:
    """What was typed is in the section, makes the same at another switch, and can be taken back."""
    before = domain.lines("esrp")
    domain.run(line)
    assert line in [text.replace("1:1-1:2", "1:1-2") for text in domain.lines("esrp")]
    assert domain.typed_back() == domain.configuration()
    domain.run(undone(line))
    assert domain.lines("esrp") == before


def test_ports_restart_as_long_as_they_are_in_the_domain(domain: Typist) -> None:
    """A port that leaves the VLAN, or whose slot is cleared, restarts no more; so with host ports of a slot.

    evidence: guide 11.3 p.472
    """
    domain.run("configure vlan one add ports 1:1-3,2:1 tagged", "configure esrp e1 ports 1:1-3,2:1 restart")
    domain.run("configure esrp ports 1:1,2:1 mode host", "configure vlan one delete ports 1:2")
    assert "configure esrp e1 ports 1:1,1:3,2:1 restart" in domain.lines("esrp")
    domain.say("unconfigure slot 1", "y")
    assert "configure esrp e1 ports 2:1 restart" in domain.lines("esrp")
    assert [line for line in domain.lines("esrp") if "mode host" in line] == ["configure esrp ports 2:1 mode host"]
    domain.run("configure vlan one delete ports 2:1")
    assert not [line for line in domain.lines("esrp") if "restart" in line]


def undone(line: str) -> str:
    """Return the line that takes back another."""
    for word, other in (
        ("mode host", "mode normal"),
        ("weight 0", "weight auto"),
        ("1:2 restart", "1:2 no-restart"),
        ("1-2 restart", "1-2 no-restart"),
        ("restart 60", "restart 30"),
        ("enable ports 1:1-2 count 4 interval 2", "disable"),
        (" failover 10", ""),
        (" frequency 3 miss 2", ""),
    ):
        line = line.replace(word, other)
    return line.replace(" add ", " delete ")


def test_master_poll_needs_premaster_poll(domain: Typist) -> None:
    """ELRP in the master state is refused before that in the premaster state.  evidence: reference 11.5 p.1264"""
    words = "ERROR: Premaster-poll should be enabled before enabling master-poll!"
    assert domain.refuse("configure esrp e1 elrp-master-poll enable") == words
    domain.run("configure esrp e1 elrp-premaster-poll enable", "configure esrp e1 elrp-master-poll enable interval 2")
    assert domain.lines("esrp")[-3:-1] == [
        "configure esrp e1 elrp-premaster-poll enable count 3 interval 1",
        "configure esrp e1 elrp-master-poll enable interval 2",
    ]


@pytest.mark.parametrize(
    ("kind", "lines", "words"),
    [
        ("vlan", ["three", "Default"], "At most 1 VLAN can be tracked"),
        ("iproute", [f"10.{n}.0.0/16" for n in range(9)], "At most 8 routes can be tracked"),
        ("ping", [f"10.1.1.{n} frequency 1 miss 1" for n in range(1, 10)], "At most 8 hosts can be tracked"),
    ],
)
def test_limits_of_tracking(domain: Typist, kind: str, lines: list[str], words: str) -> None:
    """One VLAN, eight routes, eight hosts.  evidence: guide 11.3 p.470"""
    domain.run(*[f"configure esrp e1 add track-{kind} {line}" for line in lines[:-1]])
    before = domain.lines("esrp")
    assert words in domain.refuse(f"configure esrp e1 add track-{kind} {lines[-1]}")
    assert domain.lines("esrp") == before


def test_limits_of_domains(console: Typist) -> None:
    """A switch has 64 domains, in seven groups.  evidence: guide 11.0 p.233, p.243"""
    console.run(*[f"create esrp d{n}" for n in range(64)])
    assert console.refuse("create esrp more") == "Error: At most 64 ESRP domains are supported."
    console.run(*[f"configure esrp d{n} group {n}" for n in range(1, 7)])
    assert console.refuse("configure esrp d7 group 7") == "Error: At most 7 ESRP groups are supported."
    console.run("configure esrp d6 group 0", "configure esrp d7 group 7")


def test_weight_of_a_group_of_links(domain: Typist) -> None:
    """The master port of a load-sharing group has the weight of all its links, any port that of its own, or a set one.

    evidence: guide 11.0 p.232
    """
    domain.run("configure vlan one add ports 1:1,2:1 tagged")
    seen = [weight(domain)]
    for line in ("enable sharing 1:1 grouping 1:1-2", "configure esrp ports 2:1 weight 7"):
        domain.run(line, ":wait 5")
        seen.append(weight(domain))
    assert seen == [200, 300, 207]


def weight(typist: Typist) -> int:
    """Return the weight that a domain has to offer."""
    text = typist.run("show esrp e1")
    return int(text[text.index("weight", text.index("Own Factors")) :].split()[1])


def test_default_policies(domain: Typist) -> None:
    """That of the extended mode has stickiness and weight, that of the standard mode has neither."""
    assert "Election Policy: sticky > ports > weight > track > priority > mac\n" in domain.run("show esrp e1")
    domain.run("configure esrp mode standard")
    assert "Election Policy: ports > track > priority > mac\n" in domain.run("show esrp e1")
    line = "configure esrp e1 election-policy ports > track > priority > mac"
    domain.run("disable esrp e1", line, "configure esrp mode extended")
    assert line in domain.lines("esrp")
    assert "Election Policy: ports > track > priority > mac\n" in domain.run("show esrp e1")
    assert domain.typed_back() == domain.configuration()


def test_a_domain_has_a_name_of_its_own(domain: Typist) -> None:
    """A name that is taken, that is too long or that is a keyword is refused."""
    assert domain.refuse("create esrp e1") == "Error: ESRP domain e1 already exists."
    assert "more than 32 characters" in domain.refuse(f"create esrp {'x' * 33}")
    assert "reserved keyword" in domain.refuse("create esrp vlan")
    assert domain.refuse("enable esrp e9") == "Error: ESRP domain e9 does not exist."


def test_a_renamed_vlan_stays_in_its_domain(domain: Typist) -> None:
    """The rows of a domain follow the name of a VLAN."""
    domain.run("configure vlan one name uno")
    assert "configure esrp e1 add master uno" in domain.lines("esrp")


def test_a_failover_keeps_the_domains(domain: Typist) -> None:
    """The backup has every domain without a save."""
    before = domain.lines("esrp")
    domain.say("run msm-failover", "y", ":wait booted", ":console msm-b")
    assert domain.lines("esrp") == before


def test_a_failover_keeps_the_state(domain: Typist) -> None:
    """A master stays master on the new MSM since the same moment, and no state is gone through anew.

    evidence: guide 11.3 p.76
    """
    domain.run("configure vlan one add ports 1:1 tagged", ":wait 20")
    before = domain.run("show esrp e1").splitlines()
    assert before[2].startswith("Oper. State:     Master since ")
    domain.say("run msm-failover", "y", ":wait booted", ":console msm-b", ":wait 30")
    after = domain.run("show esrp e1").splitlines()
    assert after[2] == before[2]
    assert "State Changes:   Neutral 0  Slave 0  PreMaster 0  Master 0" in after


def test_the_state_is_checkpointed(domain: Typist) -> None:
    """Each change of state is a message to the backup; a hello that changes nothing is none."""
    domain.run("configure vlan one add ports 1:1 tagged", ":wait in-sync")
    node = domain.machine.master
    assert node is not None
    counts = []
    for seconds in (0, 20, 100):
        domain.run(f":wait {seconds}")
        counts.append(node.checkpoint.counters["esrp"].transmitted)
    assert counts[1] > counts[0]
    assert counts[2] == counts[1]


def test_interface_of_a_slave_is_down(domain: Typist) -> None:
    """As long as a domain is not master, its VLANs have no IP interface that is up.  evidence: guide 11.3 p.463"""
    domain.run("disable esrp e1", "configure vlan one add ports 1:1 tagged", "configure vlan one ipaddress 10.1.1.1/24")
    domain.run("configure esrp e1 priority 255", "enable esrp e1", ":wait 30")
    assert direct_route(domain).startswith("d ")
    domain.run("configure esrp e1 priority 1", ":wait 20")
    assert direct_route(domain).startswith("#d ")


def direct_route(typist: Typist) -> str:
    """Return the line of the direct route of VLAN one in `show iproute`; with # it is taken."""
    return next(line for line in typist.run("show iproute").splitlines() if "10.1.1.0/24" in line)
