"""Lab commands of a network, typed in scripts: consoles, cables, probes, captures, changes."""

import tomllib
from pathlib import Path

import pytest

from xos_cli.__main__ import main
from xos_cli.errors import LabError
from xos_cli.lab.network import NetworkLab
from xos_cli.lab.start import network_lab
from xos_cli.network.file import plan_of
from xos_cli.network.plan import NetworkPlan
from xos_cli.packets.ethernet import decode
from xos_cli.packets.pcap import read
from xos_cli.replay.runner import Runner


class Script:
    """A script at a sample network; ``type`` returns what a line printed."""

    def __init__(self, name: str = "two-switches") -> None:
        lab = network_lab(name, "2005-11-01 09:00:00", 0)
        assert isinstance(lab, NetworkLab)
        self.lab, self.shown = lab, list[str]()
        self.runner = Runner(lab, self.shown.append)
        self.type("show version")

    def type(self, line: str) -> str:
        """Type a line; return what it printed, its echo left out."""
        self.shown.clear()
        before = len(self.runner.refused)
        self.runner.run("test", [line])
        self.runner.ended()
        if len(self.runner.refused) > before:
            raise LabError(self.runner.refused[-1].message)
        return "".join(self.shown).partition(f"{line}\n")[2]


@pytest.fixture
def script() -> Script:
    """Two switches with a host at each."""
    return Script()


def test_consoles_of_all_switches(script: Script) -> None:
    """A switch by its name, an MSM of it, an MSM of the switch one is at; something else is refused."""
    for words, at in (("edge", "edge"), ("core", "core MSM-A"), ("core msm-b", "core MSM-B"), ("msm-a", "core MSM-A")):
        assert script.type(f":console {words}").startswith(f"[console of {at}]")
        assert script.lab.at == at
    with pytest.raises(LabError, match=r"there is no switch peak \(there is core, edge\)"):
        script.type(":console peak")


def test_the_picture_shows_links_and_faults(script: Script) -> None:
    """Links that are up and down, cuts, losses, hosts."""
    out = script.type(":network")
    assert "core 1:1  ───  edge 25   1000 Mbps full" in out
    assert "pc1   10.1.1.10/24" in out
    script.type(":cable cut edge 25 one-way")
    assert "─ ─  edge 25   cut one way" in script.type(":network")
    script.type(":cable join edge 25")
    script.type(":cable loss pc1 0.5")
    script.type(":wait 5")
    assert "loses 0.5" in script.type(":network")


def test_the_picture_shows_the_tree() -> None:
    """Who is the root, and which port blocks."""
    out = Script("triangle").type(":network")
    assert "MSM-A manages it; root of s0" in out
    assert "s3 1 blocking in Default" in out


def test_the_picture_shows_masters() -> None:
    """Who is master of the virtual routers of VRRP."""
    script = Script("drill-vrrp")
    script.type(":wait 10")
    out = script.type(":network")
    assert "MSM-A manages it; master of VRID " in out
    assert " 1 on lan, VRID 2 on up\n" in out
    script.type("disable vrrp")
    script.type(":wait 3")
    events = script.type(":events vrrp")
    assert " core     VRRP.StateChange: VLAN lan VRID 1: MASTER to INIT\n" in events
    assert " edge     VRRP.StateChange: VLAN lan VRID 1: BACKUP to MASTER\n" in events


def test_probes_from_hosts(script: Script) -> None:
    """Ping, traceroute, and a stream of probes whose losses and way are told."""
    assert script.type(":ping pc1 10.1.1.20 count 3").startswith("3 sent, 3 received, 0 lost")
    assert script.type(":ping pc1 10.1.1.20 count 2 dscp 46").startswith("2 sent, 2 received, 0 lost")
    assert script.type(":traceroute pc1 pc2") == " 1  10.1.1.20\n"
    script.type(":traffic pc1 pc2 every 0.1")
    script.type(":wait 5")
    assert "0 lost; way: pc1 > edge 25 > core 1:2" in script.type(":traffic")
    script.type(":cable cut pc2")
    script.type(":wait 5")
    assert "longest gap" in script.type(":traffic stop")
    assert script.type(":traffic") == "no probes are sent\n"


def test_a_capture_is_a_pcap_file(script: Script, tmp_path: Path) -> None:
    """What passes the end is in the file."""
    script.type(f":capture core 1:1 {tmp_path}/out.pcap")
    script.type(":ping pc1 pc2 count 2")
    assert script.type(":capture stop") == f"{tmp_path}/out.pcap: 6 frames\n"
    frames = list(read((tmp_path / "out.pcap").read_bytes()))
    assert [type(decode(captured.octets).payload).__name__ for captured in frames][:3] == ["Arp", "Arp", "Ipv4"]


def test_events_are_listed_by_component(script: Script) -> None:
    """A link that falls is an event of both switches."""
    script.type(":cable cut core 1:1")
    script.type(":wait 1")
    out = script.type(":events vlan")
    assert "core     vlan.msgs.portLinkStateDown: Port 1:1 link down" in out
    assert "edge     vlan.msgs.portLinkStateDown: Port 25 link down" in out
    assert script.type(":events stp") == "nothing happened\n"


def test_a_packet_step_by_step(script: Script) -> None:
    """Flooded while its address is unknown, forwarded afterwards; a port without a link takes nothing."""
    script.type(":console core")
    assert script.type(":packet 1:1 10.1.1.10 10.1.1.20").endswith("flood by 1:2\n")
    assert "port 1:5 has no link" in script.type(":packet 1:5 10.1.1.10 10.1.1.20")
    script.type("configure vlan Default ipaddress 10.1.1.1/24")
    script.type("ping count 1 10.1.1.20")
    assert script.type(":packet 1:1 10.1.1.10 10.1.1.20").endswith("forward by 1:2\n")
    assert script.type(":packet 1:1 10.1.1.10 10.1.1.1").endswith("cpu\n")
    assert "does not forward IP packets" in script.type(":packet 1:1 10.1.1.10 10.9.9.9")


def test_the_network_changes_while_it_runs(script: Script, tmp_path: Path) -> None:
    """A host and a switch are added and cabled; the network is saved, and read again."""
    script.type(":network add host pc3 10.1.1.30/24 edge 5")
    script.type(":wait 5")
    assert script.type(":ping pc1 pc3").startswith("4 sent, 4 received")
    script.type(":network add switch far summit-x450-24t")
    script.type(":network cable far 1 edge 6")
    script.type(":wait quiet")
    script.type(":network unplug pc3")
    script.type(":network cable pc3 far 2")
    script.type(":wait quiet")
    assert script.type(":ping pc1 pc3").startswith("4 sent, 4 received")
    script.type("create vlan kept")
    script.type(f":network save {tmp_path}/saved.toml")
    again = Script(f"{tmp_path}/saved.toml")
    assert again.type(":ping pc1 pc3").startswith("4 sent, 4 received")
    assert "kept" in again.type("show vlan")
    for line, said in (
        (":network add switch far bd8810", "there is a far already"),
        (":network add switch all bd8810", "reserved"),
        (":network add host h 10.1.1.9/24 edge 99", "has no port 99"),
        (":network cable edge 6 edge 7", "there is a cable at edge 6 already"),
        (":network add host h 10.1.1.9 edge 9", "expected an address with a prefix length"),
    ):
        with pytest.raises(LabError, match=said):
            script.type(line)


def test_snapshots_are_the_networks(script: Script) -> None:
    """Cables and every switch go back together."""
    script.type(":snapshot before")
    script.type(":cable cut pc1")
    script.type("create vlan late")
    script.type(":restore before")
    assert script.type(":ping pc1 pc2").startswith("4 sent, 4 received")
    assert "late" not in script.type("show vlan")


def test_abbreviations_of_a_single_switch_keep_their_meaning(script: Script) -> None:
    """``:po`` is power, ``:p`` is still power, ``:cut`` and ``:join`` are the channel's."""
    assert script.lab._named("p") == ["power"]
    assert script.lab._named("s") == ["snapshot", "speed"]
    assert script.lab._named("n") == ["network"]


def test_the_program_takes_network_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`run` types at the first switch; options of one switch are refused."""
    (tmp_path / "s.xsf").write_text("show switch\n:ping pc1 pc2\n:console edge\nshow switch\n")
    assert main(["--network", "two-switches", "run", f"{tmp_path}/s.xsf"]) == 0
    out = capsys.readouterr().out
    assert out.index("SysName:          core") < out.index("4 sent, 4 received") < out.index("SysName:          edge")
    assert main(["--network", "two-switches", "--flash", str(tmp_path), "run", f"{tmp_path}/s.xsf"]) == 2
    assert "--flash concerns one switch: it is refused with --network" in capsys.readouterr().err
    assert main(["--network", f"{tmp_path}/none.toml", "run", f"{tmp_path}/s.xsf"]) == 2


def test_a_transcript_can_be_of_a_network(tmp_path: Path) -> None:
    """`check` replays it on the network that its head names."""
    body = "core.1 # :ping pc1 pc2 count 1\n1 sent, 1 received, 0 lost; 0.120/0.120/0.120 ms\ncore.1 # \n"
    (tmp_path / "t.txt").write_text(f"# network: two-switches\n{body}")
    assert main(["check", f"{tmp_path}/t.txt"]) == 0
    (tmp_path / "t.txt").write_text(f"# network: two-switches\n{body.replace('1 received', '0 received')}")
    assert main(["check", f"{tmp_path}/t.txt"]) == 1


def test_events_are_listed_once_after_a_change(script: Script) -> None:
    """A host that is added does not make the consoles tell every later event twice."""
    script.type(":network add host pc9 10.1.1.99/24 core 1:9")
    script.type(":network unplug core 1:2")
    assert script.type(":events").count("Port 1:2 link down") == 1


def test_a_host_without_a_cable_is_not_saved(script: Script, tmp_path: Path) -> None:
    """A file that could not be read again is not written."""
    script.type(":network unplug core 1:2")
    with pytest.raises(LabError, match="host pc2 has no cable"):
        script.type(f":network save {tmp_path}/n.toml")
    assert not list(tmp_path.iterdir())


def test_stopping_probes_loses_none(script: Script) -> None:
    """The probe that was sent at the moment of the stop is not counted as lost."""
    script.type(":traffic pc1 pc2 every 0.01")
    script.type(":wait 5")
    assert ": 500 sent, 500 received, 0 lost" in script.type(":traffic stop")


WITH_SERVICES = """
[switch.core]
chassis = "summit-x450-24t"
telnet = 2301
[host.pc1]
address = "10.1.1.10/24"
[host.pc1.sntp]
offset = 7.5
[host.pc1.radius]
secret = "s3"
users = { bob = "look", "al x" = { password = "a\\"b", service = "administrative", vlan = "red" } }
[host.pc1.dhcp]
lease = 600
ranges = { "10.1.1.0/24" = "10.1.1.50-10.1.1.60" }
[host.pc1.syslog]
[host.pc1.tftp]
files = { "a \\"b\\".pol" = "entry é {\\n}" }
[[segment]]
name = "lan1"
ends = ["pc1", "core 1"]
delay = 0.25
"""


def test_a_saved_network_keeps_services_delays_and_ports(tmp_path: Path) -> None:
    """What the file of a network says of hosts' services, segments and ports is in the saved file, and read again."""
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(WITH_SERVICES, encoding="utf-8")
    Script(str(first)).type(f":network save {second}")
    before, after = read_plan(first), read_plan(second)
    assert after.hosts[0].services == before.hosts[0].services
    assert after.segments == before.segments
    assert after.switches[0].ports == before.switches[0].ports


def read_plan(path: Path) -> NetworkPlan:
    """Return the plan of a network file."""
    return plan_of(tomllib.loads(path.read_text(encoding="utf-8")), str(path))


def test_the_lab_says_why_there_is_no_adjacency() -> None:
    """After a screen of OSPF `:why` gives the reason; `:events ospf` has it; `:network` names designated routers."""
    script = Script("drill-ospf")
    script.type(":wait 60")
    script.type("show ospf neighbor")
    why = " ".join(script.type(":why").split())
    assert "no adjacency with 10.0.0.2 on VLAN trunk: area mismatch: 0.0.0.0 there, 0.0.0.1 here." in why
    script.type("configure ospf vlan trunk area 0.0.0.0")
    script.type(":wait 30")
    assert "OSPF.CfgErr: Neighbor 2.2.2.2 (10.0.0.2) on trunk: hello interval" in script.type(":events ospf")
    script.type("configure ospf vlan trunk timer 5 1 10 40")
    script.type(":wait 90")
    assert "DR of trunk" in " ".join(script.type(":network").split())
    script.type(":wait quiet")


def test_logins_at_hosts() -> None:
    """A login page, its window, another address, and 802.1X; what cannot be is said."""
    script = Script("network-login")
    assert script.type(":host pc login eng wrong") == "pc: Network Login: authentication failed\n"
    assert script.type(":host pc login eng pw") == "pc: Network Login: authenticated (leads to http://home)\n"
    assert script.type(":host pc renew") == "pc: 10.203.0.100\n"
    assert "4 received" in script.type(":ping pc 10.203.0.2")
    assert script.type(":host pc logout") == "pc: Network Login: logged out\n"
    assert script.type(":host phone dot1x eng no") == "phone: failed\n"
    assert script.type(":host phone dot1x eng pw") == "phone: authenticated\n"
    assert "Port: 1:2, Vlan: corp, State: Authenticated" in script.type("show netlogin port 1:2")
    assert script.type(":host phone logoff") == script.type(":host pc close") == ""
    for line, words in (
        (":host pc", "usage"),
        (":host pc dance", "usage"),
        (":host nobody login a b", "there is no host nobody"),
        (":host pc logoff", "pc has no supplicant"),
        (":host phone renew", "phone has a fixed address"),
        (":host pc logout", "there is no logout window"),
        (":host noc login a b", "noc: no answer"),
    ):
        with pytest.raises(LabError, match=words if words != "usage" else ":host NAME open"):
            script.type(line)
