"""CLEAR-Flow on a switch: rules run over the counters of access lists in virtual time, act, and are shown."""

import pytest

from xos_cli import Network
from xos_cli.processes.acl.rows import FlowSample

EDGE, CORE = "summit-x450-24t", "bd10808"
ACL = "entry pings { if { icmp-type echo-request; } then { count asked; } }\n"
ACL += "entry replies { if { icmp-type echo-reply; } then { count told; } }\n"


def flow(conditions: str, actions: str, otherwise: str = "", name: str = "watch") -> str:
    """Return a CLEAR-Flow rule."""
    return f"entry {name} {{ if {{ {conditions} }} then {{ {actions} }} {otherwise} }}\n"


def bench(*rules: str, chassis: str = EDGE, where: str = "ports {}1", enable: bool = True) -> Network:
    """Two hosts at a switch, an access list with CLEAR-Flow rules at the port of the first one."""
    slot = "1:" if chassis == CORE else ""
    lines = ["configure Default ipaddress 10.0.0.254/24", f"configure access-list mine {where.format(slot)}"]
    lines += ["enable clear-flow"] if enable else []
    switch = {"chassis": chassis, "lines": lines, "policies": {"mine": ACL + "".join(rules)}}
    hosts = {"pc1": {"address": "10.0.0.1/24"}, "pc2": {"address": "10.0.0.2/24"}}
    return Network.build({"s1": switch}, hosts, [("pc1", f"s1 {slot}1"), ("pc2", f"s1 {slot}2")])


def pinged(network: Network, count: int = 1, host: str = "pc1", address: str = "10.0.0.2") -> int:
    """Return how many of some probes were answered; they take a tenth of a second each."""
    return network.hosts[host].ping(address, count=count, every=0.1).received


def said(network: Network, name: str = "CLEARFlow.Message") -> list[str]:
    """Return the texts of events."""
    return [event.text for event in network.events if event.name == name]


def show(network: Network, words: str = "") -> str:
    """Return what `show clear-flow` prints."""
    return network.switches["s1"].console().run(f"show clear-flow {words}".strip())


def typed(network: Network, *lines: str) -> None:
    """Type lines at the console of the switch."""
    for line in lines:
        network.switches["s1"].console().run(line)


# -- the guide's own examples (p.389), with smaller numbers ------------------------------------------------------------


def test_too_many_packets_are_blocked() -> None:
    """Every 10 seconds the counter is looked at; above the threshold a trap is sent once, and the entry denies."""
    rule = flow("count asked > 10; period 10;", 'snmptrap 123 "Traffic on $ruleName exceeds threshold"; deny pings;')
    network = bench(rule)
    assert pinged(network, 11) == 11
    network.advance(11)
    assert said(network, "CLEARFlow.Trap") == ["123: Traffic on watch exceeds threshold"]
    assert pinged(network, 2) == 0
    network.advance(60)
    assert len(said(network, "CLEARFlow.Trap")) == 1
    assert "pings" in show(network, "acl-modified")


def test_growth_is_blocked_until_it_ends() -> None:
    """A delta that reaches the threshold denies; below the threshold less the hysteresis the entry permits again."""
    rule = flow("delta asked >= 10; hysteresis 5; period 30;", "deny pings;", "else { permit pings; }")
    network = bench(rule)
    next_sample(network)
    assert pinged(network, 10) == 10
    next_sample(network)
    assert pinged(network, 7) == 0  # it is denied and counted all the same, which keeps the rule true
    next_sample(network)
    assert pinged(network, 2) == 0
    next_sample(network)
    assert pinged(network, 2) == 2


def next_sample(network: Network) -> None:
    """Let time pass until the rule was evaluated once more."""
    clock = network._inside.islands[0].clock
    rows = [event.at for event in clock.events if "flow_due" in event.arguments]
    network.advance(min(rows) - clock.now + 0.01)


def test_ratio_of_two_counters() -> None:
    """Many requests and few replies; both counters must reach the least value."""
    network = bench(flow("ratio asked told > 3; min-value 2;", 'syslog "scan: $asked to $told" WARN;'))
    pinged(network, 20)
    network.advance(6)
    assert said(network) == []
    pinged(network, 2, "pc2", "10.0.0.1")
    network.advance(6)
    assert said(network) == ["scan: 20 to 2"]


def test_delta_ratio() -> None:
    """Only what came since the last sample counts."""
    network = bench(flow("delta-ratio asked told > 3; period 10;", 'syslog "$ruleValue" INFO;'))
    pinged(network, 20)
    network.advance(8.5)
    for count, one_more in ((8, 2), (5, 2)):
        pinged(network, count)
        pinged(network, one_more, "pc2", "10.0.0.1")
        network.advance(10 - (count + one_more) * 0.1)
    assert said(network) == ["4"]


def test_how_often_a_rule_was_true() -> None:
    """A rule over another: five evaluations of five seconds take at least 20 seconds.  evidence: guide 11.3 p.383"""
    rules = (
        flow("count asked > 0;", 'syslog "first" INFO;'),
        flow("rule-true-count watch >= 5;", 'syslog "second" INFO;', name="other"),
    )
    network = bench(*rules)
    pinged(network)
    network.advance(24)
    assert said(network) == ["first"]
    network.advance(10)
    assert said(network) == ["first", "second"]


# -- interfaces ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("word", "texts"), [("", []), ("global-rule;", ["1", "2"])])
def test_global_rule(word: str, texts: list[str]) -> None:
    """With it the counters of all interfaces are added up, without it each interface has its own."""
    network = bench(flow(f"count asked >= 6; {word}", 'syslog "$port" INFO;'), where="ports {0}1-{0}2")
    pinged(network, 3)
    pinged(network, 3, "pc2", "10.0.0.1")
    network.advance(6)
    assert said(network) == texts


def test_predefined_counters() -> None:
    """Counters of the kernel need no access list."""
    network = bench(flow("count sys_IcmpInEchos >= 3;", 'syslog "$sys_IcmpInEchos echoes" INFO;'))
    pinged(network, 2, address="10.0.0.254")
    network.advance(6)
    assert said(network) == []
    pinged(network, 1, address="10.0.0.254")
    network.advance(6)
    assert said(network) == ["3 echoes"]


# -- actions ---------------------------------------------------------------------------------------------------------


def test_messages_are_repeated() -> None:
    """Every so many seconds, rounded down to a multiple of the rule's period, as long as the rule is true."""
    network = bench(
        flow("count asked > 0;", 'syslog "often" INFO 12; syslog "once" INFO; syslog "never again" INFO 3;')
    )
    pinged(network)
    network.advance(31)
    assert sorted(said(network)) == ["never again", "often", "often", "often", "once"]


def test_commands() -> None:
    """They are carried out without a login, with keywords; one that fails is logged."""
    network = bench(flow("count asked > 0;", 'cli "create vlan flow$asked"; cli "create vlan flow2";'))
    pinged(network, 2)
    network.advance(6)
    assert 'create vlan "flow2"' in network.switches["s1"].console().run("show configuration vlan")
    assert said(network, "CLEARFlow.CommandFailed")[0].startswith("create vlan flow2: Error: ")


def test_profile_and_mirror() -> None:
    """An entry gets a QoS profile and is mirrored, and `:packet` says so."""
    rule = flow(
        "count asked > 0;", 'cli "enable mirroring to port 3 untagged"; mirror add pings; qosprofile pings QP8;'
    )
    network = bench(rule)
    pinged(network)
    network.advance(6)
    steps = network.switches["s1"].packet("1", "10.0.0.1", "10.0.0.2").steps
    assert "entry pings: the packet is mirrored" in steps
    assert "entry pings: the packet gets QoS profile QP8" in steps
    row = show(network, "acl-modified").splitlines()[3]
    assert row.split() == ["mine", "*", "1", "pings", "P", "QP8", "M"]
    before = queue(network, 8)
    pinged(network)
    assert queue(network, 8) > before


def queue(network: Network, number: int) -> int:
    """Return the frames that port 2 has sent through a queue."""
    out = network.switches["s1"].console().run("show ports 2 qosmonitor no-refresh").splitlines()
    return next(int(row.split()[number]) for row in out if row.startswith("2 "))


def test_keywords() -> None:
    """Each is replaced; what is none is named as unknown."""
    text = "$policyName $ruleName $ruleValue $ruleThreshold $ruleInterval $vlanName $port $asked $nonsense"
    network = bench(flow("count asked > 0;", f'syslog "{text}" ERRO;'), where="any")
    pinged(network)
    network.advance(6)
    assert said(network) == ["mine watch 1 0 5 all all 1 unknownKeyword[$nonsense]"]
    assert [event.severity for event in network.events if event.name == "CLEARFlow.Message"] == ["Error"]


# -- on and off ------------------------------------------------------------------------------------------------------


def test_disabled() -> None:
    """Nothing is evaluated; what was changed before stays changed until the access list goes.  evidence: guide p.376"""
    network = bench(flow("count asked > 0;", "deny pings;"), enable=False)
    assert pinged(network) == 1
    network.advance(20)
    assert pinged(network) == 1
    typed(network, "enable clear-flow")
    network.advance(6)
    assert pinged(network) == 0
    typed(network, "disable clear-flow")
    network.advance(20)
    assert pinged(network) == 0
    typed(network, "unconfigure access-list", "configure access-list mine ports 1")
    assert pinged(network) == 1


def test_enabled_again_it_is_evaluated_once_a_period() -> None:
    """Timers from before do not come on top."""
    network = bench(flow("count asked >= 0;", "permit pings;"))
    typed(network, "disable clear-flow", "enable clear-flow", "disable clear-flow", "enable clear-flow")
    network.advance(1)
    before = samples(network)[0].trueCount
    network.advance(50)
    assert samples(network)[0].trueCount - before == 10


def samples(network: Network) -> list[FlowSample]:
    """Return what the evaluations have found."""
    master = network._inside.machines["s1"].master
    assert master is not None
    return master.store.rows(FlowSample) or [FlowSample("", "", "", "")]


def test_refresh_begins_anew() -> None:
    """What a rule has changed is undone; a file that names a missing counter is refused, and the rules go on."""
    network = bench(flow("delta asked > 0;", "deny pings;"))
    network.advance(6)
    pinged(network)
    network.advance(6)
    assert pinged(network) == 0
    (node,) = network._inside.machines["s1"].nodes.values()
    node.flash.write("mine.pol", b"entry a { if { count x > 1; } then { } }", 0.0)
    with pytest.raises(Exception, match="Line 1 : There is no counter x"):
        typed(network, "refresh policy mine")
    assert pinged(network) == 0
    node.flash.write("mine.pol", ACL.encode(), 0.0)
    typed(network, "refresh policy mine")
    assert pinged(network) == 1


def test_failover() -> None:
    """The entry stays changed, the rule stays triggered, and its other action comes when it is no longer true."""
    rule = flow("delta asked > 2; period 20;", "deny pings;", "else { permit pings; }")
    network = bench(rule, chassis=CORE)
    next_sample(network)
    pinged(network, 4)
    next_sample(network)
    assert pinged(network, 4) == 0
    network.switches["s1"].console().run("run msm-failover", "y")
    network.advance(3)
    assert "watch*" in network.switches["s1"].console("MSM-B").run("show clear-flow rule-triggered")
    assert pinged(network, 1) == 0
    network.advance(45)
    assert pinged(network) == 1


# -- screens ---------------------------------------------------------------------------------------------------------


def test_screens() -> None:
    """State and policies; the rules of an interface, in detail; all rules; those that are triggered."""
    network = bench(
        flow("count asked > 0;", "deny pings;", "else { permit pings; }"),
        flow("ratio asked told > 5; min-value 7; hysteresis 1;", 'syslog "text" INFO;', name="scan"),
    )
    lines = show(network).splitlines()
    assert lines[0] == "clear-flow is: Enabled"
    assert [line.split() for line in lines[3:4]] == [["*", "1", "mine", "2"]]
    assert lines[-1] == "Total number of CLEAR-Flow rules: 2"
    assert show(network, "rule-triggered") == show(network, "acl-modified") == "No entry found!\n"
    pinged(network, 3)
    network.advance(6)
    rows = [line.split() for line in show(network, "rule-all").splitlines()]
    assert ["watch*", "CN", "5", "3", ">", "0"] in [row[:6] for row in rows]
    assert ["scan", "RT", "5", "0", ">", "5", "0", "1", "0"] in rows
    assert "scan" not in show(network, "rule-triggered")
    assert "scan" not in show(network, "port 1 rule watch")
    detail = show(network, "port 1 rule scan detail")
    assert "    ratio asked told > 5, min-value 7, hysteresis 1\n" in detail
    assert '    Then: syslog "text" INFO\n' in detail
    assert show(network, "vlan Default") == "No entry found!\n"
    row = show(network, "acl-modified").splitlines()[3]
    assert row.split() == ["mine", "*", "1", "pings", "P", "D"]


def test_rule_that_does_not_exist() -> None:
    """It is refused by its name."""
    network = bench(flow("count asked > 0;", "deny pings;"))
    with pytest.raises(Exception, match="CLEAR-Flow rule nothing does not exist"):
        show(network, "any rule nothing")
