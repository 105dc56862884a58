"""What is plugged in, and what is said of a file that describes no possible chassis."""

from copy import deepcopy
from pathlib import Path

import pytest
from captures import captured
from hypothesis import given
from hypothesis import strategies as st

from xos_cli.errors import ChassisError
from xos_cli.language.grammar_files import folder
from xos_cli.program.resources import chassis_names, read_chassis
from xos_cli.switch.hardware.chassis import Chassis, Link, Process
from xos_cli.switch.hardware.chassisfile import read

CAPTURES = "summit-x450-11.2.3.3"
RELEASE = Path(folder("configs"), "releases", "11.3.toml").read_text(encoding="utf-8")
BD = Path(folder("configs"), "bd10808.toml").read_text(encoding="utf-8")
BD8810 = Path(folder("configs"), "bd8810.toml").read_text(encoding="utf-8")

#: The modules of `show configuration`.  evidence: capture 11.2
SHOWN = (
    "devmgr vlan fdb rtmgr mcmgr aaa acl cfgmgr dosprotect eaps edp elrp ems epm esrp etmon lldp netLogin netTools ospf"
    " pim poe rip ripng snmpMaster stp telnetd tftpd thttpd vrrp"
)
#: The rows of `show checkpoint-data`.  evidence: later 16.2, recalled (behind vrrp)
CHECKPOINTED = (
    "devmgr dirser ems nodemgr snmpSubagent snmpMaster cli edp cfgmgr elrp vlan aaa fdb msgsrv eaps stp esrp polMgr"
    " mcmgr acl netLogin ospf netTools telnetd rtmgr vrrp tftpd thttpd rip dosprotect epm hal bgp pim etmon"
)
#: What fits an I/O slot of the BD-10808.
FITTING = "(there are 10G2H, 10G2X, 10G6X, G20X, G60T, G60X)"


def changed(text: str, old: str = "", new: str = "") -> Chassis:
    """The chassis of a file in which *old* is *new*, or behind which *new* stands."""
    assert text.count(old) == 1 or not old
    return read(text.replace(old, new) if old else f"{text}\n{new}", "mychassis.toml", lambda _: RELEASE)


@pytest.mark.parametrize("name", chassis_names())
def test_shipped(name: str) -> None:
    """Every chassis that comes with the program can be, and has links and power."""
    chassis = read_chassis(name)
    assert chassis.release == "11.3"
    assert chassis.links.keys() <= set(chassis.ports)
    assert chassis.links
    assert any(psu.info for psu in chassis.psus)
    assert all(chassis.images[partition].version == "11.3.1.3" for partition in ("primary", "secondary"))


def test_bd10808() -> None:
    """The default chassis: 126 ports in three of eight slots, and two MSMs that have none."""
    chassis = read_chassis("bd10808")
    assert [slot.module for slot in chassis.slots.values()] == ["G60X", "G60T", "10G6X", "", "", "", "", ""]
    assert [(msm.name, msm.letter, msm.index, msm.module) for msm in chassis.msms] == [
        ("MSM-A", "A", 0, "MSM-1XL"),
        ("MSM-B", "B", 1, "MSM-1XL"),
    ]
    assert len(chassis.ports) == 126
    assert not chassis.slots.keys() & {msm.slot for msm in chassis.msms}
    assert (chassis.port_name(chassis.ports[0]), chassis.port_name(chassis.ports[-1])) == ("1:1", "3:6")
    assert chassis.port_type((3, 6)).speed == 10000
    assert [chassis.port_type((slot, 1)).copper for slot in (1, 2, 3)] == [False, True, False]
    assert chassis.links[2, 2] == Link(100, "full")


@pytest.mark.parametrize(("name", "slots"), [("bd8810", (5, 6)), ("bd8806", (3, 4))])
def test_ports_of_msm(name: str, slots: tuple[int, int]) -> None:
    """The MSMs of the 8800s sit in I/O slots, with eight ports and their own serial number there."""
    chassis = read_chassis(name)
    assert tuple(msm.slot for msm in chassis.msms) == slots
    for msm in chassis.msms:
        slot = chassis.slots[msm.slot]
        assert (slot.module, slot.serial, slot.part) == ("G8X", msm.serial, msm.part)
        assert [port for port in chassis.ports if port[0] == msm.slot] == [(msm.slot, n) for n in range(1, 9)]


def test_stand_alone() -> None:
    """A Summit has one node, no MSM and plain port numbers."""
    chassis = read_chassis("summit-x450-24t")
    (node,) = chassis.msms
    assert (node.name, node.letter, chassis.modular) == ("Switch", "", False)
    assert [chassis.port_name(port) for port in chassis.ports] == [str(number) for number in range(1, 27)]
    assert chassis.port_type((1, 3)).media == ("MGBIC", "UTP")
    assert chassis.links == {(1, 3): Link(100, "full")}


def test_stand_alone_fits_capture() -> None:
    """The Summit's processes and their memory are those that the real one printed, in alphabetical order."""
    capture = captured(f"{CAPTURES}/show-memory.txt").decode()
    lines = capture.split("-----------------------------\n")[-1].splitlines()
    printed = [tuple(line.split()) for line in lines if line.startswith(" ")]
    chassis = read_chassis("summit-x450-24t")
    rows = [chassis.processes[name] for name in sorted(chassis.processes)]
    assert [(row.name, str(row.memory if row.licensed else 0)) for row in rows] == printed


def test_module_versions() -> None:
    """The versions of the configuration modules are those in the saved file of the real Summit."""
    capture = captured(f"{CAPTURES}/primary.cfg").decode()
    chassis = read_chassis("summit-x450-24t")
    wanted = [f'<xos-module-{name} version="{chassis.processes[name].version}">' for name in sorted(chassis.modules)]
    lines = capture.splitlines()
    assert [line for line in lines if line.startswith("<xos-module-")] == wanted


def test_order_of_modules() -> None:
    """`show configuration` has its 30 modules in the order of the capture; a chassis with the licences has two more."""
    assert " ".join(read_chassis("summit-x450-24t").modules) == SHOWN
    assert " ".join(name for name in read_chassis("bd10808").modules if name not in ("bgp", "ospfv3")) == SHOWN


def test_order_of_rows() -> None:
    """The processes stand in the order of `show checkpoint-data`, those that it is not known of behind."""
    assert " ".join(read_chassis("bd10808").processes).startswith(CHECKPOINTED)


def test_flags() -> None:
    """Exactly the processes of the vendor's sample have a word of their own."""
    processes = read_chassis("bd10808").processes.values()
    words = {row.name: f"{row.flags:08X}" for row in processes if not row.kernel and row.flags != 0x08D3}
    assert words == {"devmgr": "00008853", "snmpSubagent": "000018D3", "cli": "000018D3", "cfgmgr": "000018D3"}


def test_waves() -> None:
    """The processes start between 59 s and 76 s after power-on, the first of them epm."""
    processes = read_chassis("bd10808").processes.values()
    waves = sorted({row.wave for row in processes})
    assert waves == [59, *range(60, 77)]
    assert [row.name for row in processes if row.wave == 59] == ["epm"]


@pytest.mark.parametrize("name", chassis_names())
def test_checkpoint_order(name: str) -> None:
    """Each process that has state comes once, after all that it depends on."""
    chassis = read_chassis(name)
    order = chassis.checkpoint_order()
    expected = {row.name for row in chassis.processes.values() if row.licensed and not row.kernel}
    assert sorted(order) == sorted(expected)
    for place, process in enumerate(order):
        assert set(chassis.processes[process].after) & expected <= set(order[:place])


@given(st.permutations(range(8)), st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_order_is_stable(ranks: list[int], pairs: set[tuple[int, int]]) -> None:
    """Whatever the dependencies, of the processes that may be next the first in the rows is."""
    after = {n: {a for a, b in pairs if b == n and ranks[a] < ranks[b]} for n in range(8)}
    rows = {str(n): Process(str(n), after=tuple(str(a) for a in after[n])) for n in range(8)}
    order = [int(name) for name in Chassis(processes=rows).checkpoint_order()]
    for place, chosen in enumerate(order):
        done = set(order[:place])
        assert chosen == min(n for n in range(8) if n not in done and after[n] <= done)


def test_independent_processes_keep_their_rows() -> None:
    """Without dependencies the order is that of the rows."""
    rows = {name: Process(name) for name in ("c", "a", "b")}
    assert Chassis(processes=rows).checkpoint_order() == ("c", "a", "b")


def test_in_sync_in_time() -> None:
    """The shipped times bring a configuration of some 700 rows in sync about 190 s after power-on."""
    chassis = read_chassis("bd10808")
    timing = chassis.timing
    configuration = timing.saving + len(chassis.modules) * timing.module + 700 * timing.row
    state = 15 * timing.process + 100 * timing.row
    assert 180 < timing.running + 2 * timing.drain + configuration + state < 200


def test_copy_is_the_same() -> None:
    """A snapshot of the machine shares its chassis."""
    chassis = read_chassis("bd8806")
    assert deepcopy({"a": chassis})["a"] is chassis


def test_override() -> None:
    """A chassis file overrides processes, times, images and module types of its release."""
    chassis = changed(
        BD,
        new="""
        [process.vlan]
        after = ["fdb", "hal"]
        flags = 0x18D3
        [process.fdb]
        after = ["cfgmgr"]
        [timing]
        row = 1
        [image.secondary]
        version = "11.2.3.3"
        [type.G2T]
        layout = "2x100:UTP"
        [slot.8]
        module = "G2T"
        """,
    )
    order = chassis.checkpoint_order()
    assert order.index("fdb") < order.index("vlan")
    assert (chassis.processes["vlan"].flags, chassis.processes["vlan"].version) == (0x18D3, "3.1.0.2")
    assert (chassis.timing.row, chassis.timing.running) == (1.0, 150.0)
    assert [chassis.images[name].version for name in ("primary", "secondary")] == ["11.3.1.3", "11.2.3.3"]
    assert chassis.ports[-2:] == ((8, 1), (8, 2))


def test_part_number_of_type() -> None:
    """A module whose part number is not given has that of its type."""
    chassis = changed(BD, 'serial = "04364-00021"', 'part = "1-2-3"')
    assert (chassis.slots[1].part, chassis.slots[2].part) == ("1-2-3", chassis.types["G60T"].part)


FAULTS = {
    'slots = 8|slots = "8"': "slots: '8' is not a whole number",
    "slots = 8|slots = true": "slots: True is not a whole number",
    "|[slot.12]": "slot 12: BD-10808 has slots 1 to 8",
    "|[slot.A]": "slot A: BD-10808 has slots 1 to 8",
    '|[slot.4]\nmodul = "G60X"': 'slot 4: unknown key "modul" (there are module, part, serial, revision, celsius)',
    "|[slot.4]\nnumber = 5": 'slot 4: unknown key "number" (there are module, part, serial, revision, celsius)',
    "|[slot.4]\nmodule = 60": "slot 4: module: 60 is not a text",
    '|[slot.4]\nmodule = "G61X"': f'slot 4: "G61X" is no module type of BD-10808 {FITTING}',
    '|[slot.4]\nmodule = "G48T"': f'slot 4: "G48T" does not fit BD-10808 {FITTING}',
    '|[slot.4]\nmodule = "MSM-1"': f'slot 4: "MSM-1" does not fit BD-10808 {FITTING}',
    "|[slot]\n4 = 1": None,  # declared twice: tomllib's own words
    "user_routers = 8|user_routers = true": "features: user_routers: True is not a whole number",
    'sharing_algorithm = "port"|sharing_algorithm = "L3"': 'features: sharing_algorithm: "L3" is neither port nor L2',
    "|[msm.C]": "msm C: BD-10808 has MSM slots A and B",
    "slot = 9 |slot = 4 # ": "msm A: MSM-1XL has no ports and does not sit in slot 4",
    "slot = 10|slot = 10\nmod = 1": (
        'msm B: unknown key "mod" (there are module, slot, mac, part, serial, revision, celsius)'
    ),
    "|colour = 1": 'fan 2: unknown key "colour" (there are fans, rpm)',
    "slots = 8|slots = 8\ncolour = 1": None,
    '|[link."1:61"]\nspeed = 100': "link 1:61: BD-10808 has no such port",
    '|[link."4:1"]\nspeed = 100': "link 4:1: BD-10808 has no such port",
    '|[link."1:9"]\nspeed = 10000': "link 1:9: speed 10000 is none of 10, 100, 1000",
    '|[link."1:9"]\nspeed = 100\nduplex = "both"': 'link 1:9: duplex "both" is neither full nor half',
    "[management]\nspeed = 100|[management]\nspeed = 1000": "management: speed 1000 is none of 10, 100",
    '[management]\nspeed = 100|[management]\nduplex = "half"': "management: speed 0 is none of 10, 100",
    "|[psu.9]": "psu 9: the numbers go from 1 to 7",
    "|[process.vlans]": "process vlans: release 11.3 has no such process",
    '|[process.vlan]\nafter = ["vlans"]': 'process vlan: after: unknown process "vlans"',
    '|[process.vlan]\nafter = "fdb"': "process vlan: after: 'fdb' is not a list of texts",
    "|[process.vlan]\nafter = [1]": "process vlan: after: [1] is not a list of texts",
    "|[process.vlan]\nlicensed = 1": "process vlan: licensed: 1 is not true or false",
    '|[process.vlan]\nafter = ["stp"]': "process vlan -> stp -> vlan: each waits for the next",
    '|[process.vlan]\nafter = ["vlan"]': "process vlan -> vlan: each waits for the next",
    "|[timing]\nrow = -1": "timing: row: -1.0 is not from 0 to 1,000,000,000",
    "|[timing]\nrow = nan": "timing: row: nan is not from 0 to 1,000,000,000",
    '|[timing]\nrow = "1"': "timing: row: '1' is not a number",
    "|[timing]\nstandby = 90": "timing: init <= standby <= election <= config <= running does not hold",
    '|[image.third]\nversion = "1"': "image third: unknown",
    '|[type.G2T]\nlayout = "2 ports"': '"2 ports" is no layout of at most 255 ports, such as 48x1000:UTP',
    'product = "BD-10808"|': "product: missing",
    'mac = "00:04:96:1F:A2:60"|mac = "00:04:96:1F:A2"': 'mac: "00:04:96:1F:A2" is not a MAC address',
    'mac = "00:04:96:1F:A2:60"|mac = "00:04:96:1F:A2:G0"': 'mac: "00:04:96:1F:A2:G0" is not a MAC address',
    'mac = "00:04:96:1F:A2:60"|mac = "01:04:96:1F:A2:60"': "mac: 01:04:96:1F:A2:60 is a group address",
    "1F:A2:7B|1f:a2:60": "msm B: mac: 00:04:96:1f:a2:60 is the address of mac already",
    "dram = 524288|dram = 1000": "dram: less than system and user together",
    "|x = ": None,
    "slots = 8|slots = 1000000000": "slots: 1000000000 is not from 0 to 64",
    "dram = 524288|dram = 0x1" + "0" * 5000: "dram: that is not from 0 to 1,000,000,000",
    "dram = 524288|dram = 1" + "0" * 5000: "a number in it has too many digits",
    "|[timing]\nrow = 1e300": "timing: row: 1e+300 is not from 0 to 1,000,000,000",
    "|[timing]\nrow = 1" + "0" * 400: None,
    '|[type.G2T]\nlayout = "999999999x1000:UTP"': None,
    '|[type.G2T]\nlayout = "' + "200x1000:UTP," * 9 + '1x10:UTP"': None,
    '|[type.G2T]\nlayout = "1x' + "9" * 5000 + ':UTP"': None,
    'product = "BD-10808"|product = "' + "x" * 5000 + '"': None,
    'product = "BD-10808"|product = "x\\u001b[2J"': None,
    "|x = " + "[" * 20_000: "its tables or lists are nested too deeply",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults(fault: str) -> None:
    """What is wrong with a chassis file is said in one line that names the file and the key."""
    with pytest.raises(ChassisError) as caught:
        changed(BD, *fault.split("|", 1))
    text = str(caught.value)
    assert text.startswith("mychassis.toml: ")
    assert text.isprintable()
    assert len(text) < 400
    if FAULTS[fault]:
        assert text == f"mychassis.toml: {FAULTS[fault]}"


def test_a_type_that_does_not_exist_fits_nowhere() -> None:
    """A name in `fits` that is no type of module is a fault."""
    with pytest.raises(ChassisError, match=r'^mychassis.toml: fits: unknown module type "MSM-2" \(there are 10G2H, '):
        changed(BD, 'fits = ["MSM-1"', 'fits = ["MSM-2"')


def test_without_a_list_every_type_fits() -> None:
    """A chassis file that does not say what fits takes every type of the release."""
    fits = next(line for line in BD.splitlines() if line.startswith("fits"))
    chassis = changed(BD, fits)
    assert {"G48T", "G60X", "10G4X"} <= set(chassis.fitting())
    assert {"MSM-1", "MSM-G8X"} <= set(chassis.fitting(ports=False))


def test_features_of_a_chassis_of_ones_own() -> None:
    """What the hardware can do stands in the chassis file, whatever the platform is called."""
    chassis = changed(BD8810, new="[features]\nuser_routers = 3\nsharing_static = 4")
    assert (chassis.features.user_routers, chassis.features.sharing_static, chassis.features.queues) == (3, 4, False)


def test_module_where_msm_sits() -> None:
    """An I/O slot that an MSM sits in takes no other module."""
    with pytest.raises(ChassisError, match=r"slot 5: MSM-A sits there, not a G48T$"):
        changed(BD8810, new='[slot.5]\nmodule = "G48T"')


def test_msm_missing() -> None:
    """A modular chassis names the type of both MSMs."""
    with pytest.raises(ChassisError, match=r'msm B: "" is no module type of BD-8810 \(there are MSM-G8X\)$'):
        changed(BD8810[: BD8810.index("[msm.B]")])


def test_a_damaged_release() -> None:
    """What is wrong with a release's file is one line, whatever was cut out of it."""
    half, renamed = RELEASE[: len(RELEASE) // 2], RELEASE.replace("\ntypes = ", "\ntype = ", 1)
    unknown = RELEASE.replace("ripng", "rippng")
    assert unknown != RELEASE
    for text in ("", "software = 3", half, renamed, unknown.replace("rippng", "ripng", 1), "x = " + "[" * 20_000):
        with pytest.raises(ChassisError, match=r"^mychassis.toml: ") as caught:
            read(BD, "mychassis.toml", lambda name, text=text: text)  # type: ignore[misc]
        assert str(caught.value).isprintable()
