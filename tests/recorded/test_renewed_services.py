"""Files of earlier versions have the lines of DHCP servers and of SNMP as recorded ones: they act after a boot."""

from conftest import Typist

from xos_cli.processes.snmpMaster.engine import engine_boots
from xos_cli.processes.snmpMaster.rows import Filter, FilterProfile
from xos_cli.switch.recorded import Recorded

DHCP = [
    "configure vlan Default dhcp-address-range 10.0.0.10 - 10.0.0.20",
    "configure vlan Default dhcp-lease-timer 3600",
    "configure vlan Default dhcp-options default-gateway 10.0.0.1",
    "enable dhcp ports 1:1 vlan Default",
]
SNMP = [
    "configure snmpv3 engine-boots 555",
    "configure snmpv3 add filter-profile few param p1",
    "configure snmpv3 add filter few subtree 1.3.6/e0 type included",
    "configure snmpv3 add filter few subtree 1.3.6.1.2 type excluded",
    "configure snmp access-profile guests",
]


def booted_with(console: Typist, module: str, lines: list[str]) -> str:
    """Restart the switch with a file that has these lines as recorded rows; return its configuration."""
    console.say(":wait in-sync")
    for node in console.machine.nodes.values():
        node.store.fill([Recorded(module, f"line {number}", line) for number, line in enumerate(lines)])
    console.say("save", "y", "reboot", "y", ":wait booted", ":wait in-sync")
    for node in console.machine.nodes.values():
        assert node.store.rows(Recorded) == []
    return console.configuration().replace('"', "")


def test_a_dhcp_server_of_an_earlier_file_acts(console: Typist) -> None:
    """Its range, its lease, its options and its ports are in force and are printed back."""
    console.run("configure vlan Default ipaddress 10.0.0.254/24")
    shown = booted_with(console, "netLogin", DHCP)
    for line in DHCP:
        assert line in shown, line
    assert "10.0.0.10" in console.run("show vlan Default dhcp-config")


def test_filters_and_profile_of_an_earlier_file_act(console: Typist) -> None:
    """Filters and profile are rows, the access profile is shown, and the engine counts its starts from the number."""
    console.policies("guests")
    booted_with(console, "snmpMaster", SNMP)
    store = console.lab.session.node.store
    assert [row.snmpNotifyFilterSubtree for row in store.rows(Filter)] == ["1.3.6", "1.3.6.1.2"]
    assert len(store.rows(FilterProfile)) == 1
    assert "Access Profile : guests" in console.run("show management")
    assert engine_boots(console.lab.session.node) == 555
    for line in SNMP[1:]:
        assert line in "\n".join(console.lines("snmpMaster"))
