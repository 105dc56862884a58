"""SNMP: communities, users, groups, views, and who is told of events."""

import sys
from collections.abc import Callable

import pytest
from conftest import Typist

from xos_cli.processes.snmpMaster.engine import engine_boots, engine_time
from xos_cli.processes.snmpMaster.keys import KEYS, coded, decoded, key_of_password, localized
from xos_cli.processes.snmpMaster.rows import Community, SnmpGroup, TargetAddr, TargetParams, User


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """A new switch has the keys of the captured one, for it has its engine; two communities were that one's own."""
    own = ("configure snmpv3 add community pu ", "configure snmpv3 add community testenv ")
    captured = [line for line in section("snmpMaster") if not line.startswith(own)]
    assert switch("summit-x450-24t").lines("snmpMaster") == captured


def test_keys_of_the_default_users_are_made_of_passwords() -> None:
    """The keys that are kept ready are those of the passwords they are said to be of."""
    for name, key in KEYS.items():
        password = "password" if name == "admin" else name
        assert key == key_of_password(password, "sha" if "sha" in name else "md5")


def test_key_is_that_of_the_standard() -> None:
    """RFC 3414 A.3.1: ``maplesyrup`` for an engine."""
    engine = "00:00:00:00:00:00:00:00:00:00:00:02"
    key = localized(key_of_password("maplesyrup", "md5"), engine, "md5")
    assert key == "52:6f:5e:ed:9f:cc:e2:6f:89:64:c2:93:07:87:d8:2b"


def test_names_are_kept_in_hexadecimal() -> None:
    """Both ways."""
    assert coded("admin") == "61:64:6d:69:6e"
    assert decoded("61:64:6d:69:6e") == "admin"


def test_rows_stand_in_the_order_of_snmp_and_know_their_number(console: Typist) -> None:
    """Shorter names first where SNMP walks them so, communities by the alphabet."""
    console.run(
        "configure snmpv3 add user zoe",
        "configure snmp add community readonly alpha",
        "configure snmpv3 add group admin user zoe sec-model usm",
    )
    store = console.lab.session.node.store
    assert [decoded(row.usmUserName) for row in store.rows(User)][:2] == ["zoe", "admin"]
    assert {row.numUsers for row in store.rows(User)} == {7}
    assert [decoded(row.snmpCommunityName) for row in store.rows(Community)] == ["alpha", "private", "public"]
    assert {row.numCommunities for row in store.rows(Community)} == {3}
    assert [decoded(row.vacmSecurityName) for row in store.rows(SnmpGroup)][4] == "zoe"


def test_communities(console: Typist) -> None:
    """Added and deleted, those of a new switch as well; `show management` counts them."""
    console.run("configure snmp add community readonly one", "configure snmp add community readonly two")
    assert "Total Read Only Communities      : 3\n" in console.run("show management")
    console.run("configure snmp delete community readonly public", "configure snmp delete community readwrite all")
    shown = console.run("show management")
    assert "Total Read Only Communities      : 2\n" in shown
    assert "Total Read Write Communities     : 0\n" in shown
    assert "does not exist" in console.refuse("configure snmp delete community readwrite one")


def test_trap_receivers(console: Typist, switch: Callable[..., Typist]) -> None:
    """A receiver is rows of SNMPv3, which can be typed again; deleted, nothing of it is left."""
    before = console.lines("snmpMaster")
    console.run(
        "configure snmp add trapreceiver 10.1.1.1 community public",
        "configure snmp add trapreceiver 10.1.1.2 community other port 1162 from 10.1.1.9",
        "configure snmp add trapreceiver 10.1.1.1 community public",
    )
    assert "10.1.1.2        /1162" in console.run("show management")
    lines = console.lines("snmpMaster")
    assert len(lines) == len(before) + 2 * 5
    other = switch()
    other.run(*lines)
    assert other.lines("snmpMaster") == lines
    console.run("configure snmp delete trapreceiver 10.1.1.1", "configure snmp delete trapreceiver all")
    assert console.lines("snmpMaster") == before
    assert "does not exist" in console.refuse("configure snmp delete trapreceiver 10.1.1.1")


def test_user_with_passwords(console: Typist) -> None:
    """Passwords become keys; what is no hexadecimal string, or too short, is refused."""
    console.run("configure snmpv3 add user bob authentication sha password1 privacy password2")
    shown = console.run("show snmpv3 user bob")
    assert "HMAC-SHA" in shown
    assert "DES" in shown
    line = next(line for line in console.lines("snmpMaster") if "user bob" in line)
    assert "password" not in line
    console.run("configure snmpv3 delete user bob", line)
    assert line in console.lines("snmpMaster")
    assert "8 characters" in console.refuse("configure snmpv3 add user bob authentication md5 short")
    assert "hexadecimal" in console.refuse("configure snmpv3 add user bob authentication md5 hex nothex")
    assert "privacy" in console.refuse("configure snmpv3 add user bob privacy password2")


def test_default_rows_stay(console: Typist) -> None:
    """They cannot be deleted, and `all-non-defaults` leaves them."""
    console.run("configure snmpv3 add mib-view mine subtree 1.3.6.1.2.1/fe type included")
    assert "cannot be deleted" in console.refuse("configure snmpv3 delete user admin")
    assert "cannot be deleted" in console.refuse("configure snmpv3 delete mib-view defaultUserView")
    console.run("configure snmpv3 delete mib-view all-non-defaults")
    assert "does not exist" in console.refuse("configure snmpv3 delete mib-view mine")


def test_another_engine_has_other_keys(console: Typist, switch: Callable[..., Typist]) -> None:
    """Users of one's own go, the others get keys for the new engine."""
    console.run("configure snmpv3 add user bob", "configure snmpv3 engine-id 03:00:04:96:20:ac:d4")
    assert not [line for line in console.lines("snmpMaster") if "bob" in line]
    assert console.lines("snmpMaster")[:7] == switch("summit-x450-24t").lines("snmpMaster")[:7]
    assert "engine ID" in console.refuse("configure snmpv3 engine-id 03")


@pytest.mark.parametrize(
    "line",
    [
        "configure snmpv3 add access ops sec-model usm sec-level authnopriv read-view defaultUserView ",
        "configure snmpv3 add group ops user hex 00:01 sec-model usm ",
        'configure snmpv3 add notify "two words" tag t1 ',
        "configure snmpv3 add mib-view mine subtree 1.3.6.1.2.1/fe type excluded ",
        "configure snmpv3 add community c1 name n1 user v1v2c_ro tag t1 ",
        "configure snmpv3 add notify temporary tag t1 volatile ",
        "configure snmpv3 add target-params p1 user u1 mp-model snmpv3 sec-model usm sec-level authpriv ",
        "disable snmp access snmp-v1v2c",
        "disable snmp traps",
    ],
)
def test_line_prints_back(console: Typist, line: str) -> None:
    """As it was typed, in whatever form."""
    console.run(line)
    assert line in console.lines("snmpMaster")


@pytest.mark.parametrize("what", ["user", "group", "access", "mib-view", "community", "notify"])
def test_every_row_is_shown(console: Typist, what: str) -> None:
    """The screens count what they show."""
    shown = console.run(f"show snmpv3 {what}")
    count = int(shown.rpartition(":")[2])
    assert count > 0
    assert shown.count("Row Status") == count


def test_engine_counts_its_starts(console: Typist) -> None:
    """Boots and seconds are those of the MSM."""
    shown = console.run("show snmpv3 engine-info")
    assert "80:00:07:7c:03:00:04:96:1f:a2:60" in shown
    assert "SNMP Engine Boots         : 1\n" in shown


def test_context_and_counters(console: Typist) -> None:
    """One context; no message ever came."""
    assert console.run("show snmpv3 context").startswith("VACM Context Name : \n")
    rows = console.run("show snmpv3 counters").splitlines()
    assert rows[0] == "snmpUnknownSecurityModels    : 0"
    assert {row.split()[-1] for row in rows} == {"0"}


def test_filters(console: Typist) -> None:
    """Those that were added, and how many there are."""
    assert console.run("show snmpv3 filter") == "\nTotal num. of entries in snmpNotifyFilterTable : 0\n"
    console.run("configure snmpv3 add filter-profile prof1 param p1")
    console.run("configure snmpv3 add filter prof1 subtree 1.3.6 type included volatile")
    assert "Filter Profile Params Name: p1\n" in console.run("show snmpv3 filter-profile")
    block = console.run("show snmpv3 filter")
    assert "Filter Type               : Included\nStorage Type              : Volatile\n" in block
    assert block.endswith(" : 1\n")


def test_filters_are_changed_and_deleted(console: Typist) -> None:
    """Parameters have one profile; a subtree goes alone or with its profile; what is not there is refused."""
    before = console.lines("snmpMaster")
    console.run("configure snmpv3 add filter-profile f1 param p1", "configure snmpv3 add filter-profile f2 param p1")
    assert "configure snmpv3 add filter-profile f2 param p1 " in console.lines("snmpMaster")
    assert "configure snmpv3 add filter-profile f1 param p1 " not in console.lines("snmpMaster")
    console.run("configure snmpv3 add filter f2 subtree 1.3.6 type included")
    console.run("configure snmpv3 add filter f2 subtree 1.3.6.1/f8 type excluded")
    assert "configure snmpv3 add filter f2 subtree 1.3.6.1/f8 type excluded " in console.lines("snmpMaster")
    assert console.refuse("configure snmpv3 delete filter f2 subtree 1.3") == "Error: SNMP filter does not exist."
    console.run("configure snmpv3 delete filter f2 subtree 1.3.6", "configure snmpv3 delete filter all")
    profile = "Error: SNMP filter profile does not exist."
    assert console.refuse("configure snmpv3 delete filter-profile f2 param p2") == profile
    console.run("configure snmpv3 delete filter-profile f2")
    assert console.lines("snmpMaster") == before


def test_a_filter_of_no_subtree_is_refused(console: Typist) -> None:
    """What is no object identifier, and a mask that is not hexadecimal."""
    start = "configure snmpv3 add filter f1 subtree"
    assert "is not an object identifier" in console.refuse(f"{start} 1.x type included")
    assert "is not a hexadecimal string" in console.refuse(f"{start} 1.3/xy type included")
    assert "cannot be empty" in console.refuse(f'{start} "" type included')


@pytest.mark.parametrize(
    ("name", "shown"), [('"two words"', "two words"), ('"hex"', "hex"), ("hex 6162", "ab"), ("plain", "plain")]
)
def test_filters_of_any_name(console: Typist, name: str, shown: str) -> None:
    """They are shown by it and printed back, quoted where it has a blank; an empty name is refused."""
    console.run(f"configure snmpv3 add filter {name} subtree 1.3.6 type included volatile")
    console.run(f"configure snmpv3 add filter-profile {name} param {name}")
    assert f": {shown}\n" in console.run("show snmpv3 filter")
    assert console.run("show snmpv3 filter-profile").count(f": {shown}\n") == 2
    assert "cannot be empty" in console.refuse('configure snmpv3 add filter-profile "" param ""')


def test_the_mode_of_a_trap_receiver(console: Typist) -> None:
    """It is shown and printed back, and goes with the receiver."""
    before = console.lines("snmpMaster")
    console.run("configure snmp add trapreceiver 10.0.0.9 community lab mode standard")
    assert "Target Mode               : Standard\n" in console.run("show snmpv3 extreme-target-addr-ext")
    line = "configure snmp add trapreceiver 10.0.0.9 community hex 6c:61:62 port 162 mode standard"
    assert line in console.lines("snmpMaster")
    lines = console.lines("snmpMaster")
    console.run(line)
    assert console.lines("snmpMaster") == lines
    console.run("configure snmp delete trapreceiver all")
    assert console.lines("snmpMaster") == before
    assert console.run("show snmpv3 extreme-target-addr-ext").endswith(" : 0\n")


def test_names_that_are_not_hexadecimal_are_refused(console: Typist) -> None:
    """In the short words as in those of SNMPv3; nothing is left of the receiver."""
    before = console.lines("snmpMaster")
    words = "Error: x1 is not a hexadecimal string."
    assert console.refuse("configure snmp add trapreceiver 10.0.0.1 community hex x1") == words
    assert console.refuse("configure snmpv3 add community hex x1 name n user u") == words
    assert console.lines("snmpMaster") == before
    console.run("configure snmp add trapreceiver 10.0.0.1 community hex 70:75")
    codes = [row.snmpCommunityName for row in console.lab.session.node.store.rows(Community)]
    assert coded("pu") in codes


def test_engine_starts_are_those_it_is_said_to_have(console: Typist) -> None:
    """The number that was set stands instead of the one that was counted."""
    assert "SNMP Engine Boots         : 1\n" in console.run("show snmpv3 engine-info")
    console.run("configure snmpv3 engine-boots 555")
    assert "SNMP Engine Boots         : 555\n" in console.run("show snmpv3 engine-info")
    console.say("run msm-failover", "y", ":console msm-b", ":wait in-sync", "show node")
    assert "SNMP Engine Boots         : 556\n" in console.run("show snmpv3 engine-info")


def test_a_new_master_starts_the_engine_anew(console: Typist) -> None:
    """The number of starts rises with each failover and over a power cycle, and the time begins at 0 each time."""
    found = []
    for other in ("msm-b", "msm-a"):
        console.say(":wait 60", "show node", "run msm-failover", "y", f":console {other}", ":wait in-sync", "show node")
        node = console.lab.session.node
        found.append(engine_boots(node))
        assert engine_time(node) < node.clock.now - node.booted_at
    assert found == [2, 3]
    console.say(":power off", ":power on", ":wait in-sync", "show node")
    assert console.machine.master is not None
    assert engine_boots(console.machine.master) == 4
    noted = [node.flash.nvram.engine_boots for node in console.machine.nodes.values()]
    assert noted == [4, 4]


@pytest.mark.parametrize(
    ("models", "deleted", "left"), [("snmpv1 usm", "", ""), ("snmpv1 usm", " sec-model usm", "snmpv1")]
)
def test_a_user_leaves_its_group_under_one_model_or_all(console: Typist, models: str, deleted: str, left: str) -> None:
    """Deleted without a security model, a user leaves the group under every model; with one, under that one."""
    console.run(*[f"configure snmpv3 add group ops user zoe sec-model {model}" for model in models.split()])
    console.run(f"configure snmpv3 delete group ops user zoe{deleted}")
    lines = [line for line in console.lines("snmpMaster") if "group ops user zoe" in line or 'group "ops"' in line]
    assert [model for model in models.split() if any(model in line for line in lines)] == left.split()


def test_screen_of_each_row_of_snmpv3(console: Typist) -> None:
    """Each screen of SNMPv3 has just the rows of the name that was asked for, field by field, and their number."""
    console.run(
        "configure snmpv3 add user eve",
        "configure snmpv3 add access ops sec-model usm sec-level noauth read-view a write-view b notify-view c",
        "configure snmpv3 add target-params pp user eve mp-model snmpv3 sec-model usm sec-level noauth",
        "configure snmpv3 add target-addr ta param pp ipaddress 10.1.1.1",
    )
    ending = ["Storage Type              : NonVolatile", "Row Status                : Active", ""]
    assert console.run("show snmpv3 user eve").splitlines()[1:] == [
        "User Name                 : eve",
        "Security Name             : eve",
        "Authentication            : No Authentication",
        "Privacy                   : No Privacy",
        *ending,
        "Total num. of entries in usmUserTable : 1",
    ]
    assert console.run("show snmpv3 access ops").splitlines() == [
        "Group Name                : ops",
        "Context Prefix            :",
        "Security Model            : USM",
        "Security Level            : No-Authentication No-Privacy",
        "Context Match             : Exact",
        "Read View                 : a",
        "Write View                : b",
        "Notify View               : c",
        *ending,
        "Total num. of entries in vacmAccessTable : 1",
    ]
    assert console.run("show snmpv3 target-params pp").splitlines() == [
        "Target Params Name        : pp",
        "MP Model                  : snmpv3",
        "Security Model            : usm",
        "User Name                 : eve",
        "Security Level            : No-Authentication No-Privacy",
        *ending,
        "Total num. of entries in snmpTargetParamsTable : 1",
    ]
    assert console.run("show snmpv3 target-addr ta").splitlines() == [
        "Target Addr Name          : ta",
        "TAddress                  : 10.1.1.1, 162",
        "Tag List                  :",
        "Parameters                : pp",
        "From                      :",
        *ending,
        "Total num. of entries in snmpTargetAddrTable : 1",
    ]


def test_rows_of_targets_are_in_force_and_counted(console: Typist) -> None:
    """A target and its parameters are kept as active rows of SNMP that know how many of them there are."""
    console.run(
        "configure snmpv3 add target-params pp user eve mp-model snmpv3 sec-model usm sec-level noauth",
        "configure snmpv3 add target-addr ta param pp ipaddress 10.1.1.1",
    )
    store = console.lab.session.node.store
    assert [(row.snmpTargetParamsRowStatus, row.numTargetParams) for row in store.rows(TargetParams)] == [(1, 1)]
    assert [(row.snmpTargetAddrRowStatus, row.numTargetAddrs) for row in store.rows(TargetAddr)] == [(1, 1)]


def test_deleting_by_name_leaves_the_others(console: Typist) -> None:
    """A community is deleted by its index or its name, a target by its name; a second time there is none to delete."""
    before = console.lines("snmpMaster")
    console.run(
        "configure snmpv3 add community c1 name one user v1v2c_ro",
        "configure snmpv3 add community c2 name two user v1v2c_ro",
        "configure snmpv3 add target-addr ta param pp ipaddress 10.1.1.1",
    )
    shown = console.run("show snmpv3 community")
    assert "Community Index           : c1\nCommunity Name            : one\n" in shown
    assert shown.endswith("Total num. of entries in snmpCommunityTable : 4\n")
    assert shown.count("Context EngineID          : 80:00:07:7c:03:00:04:96:1f:a2:60 'H'\n") == 4
    for delete in ("community c1", "community name two", "target-addr ta"):
        console.run(f"configure snmpv3 delete {delete}")
    assert console.lines("snmpMaster") == before
    missing = console.refuse("configure snmpv3 delete target-addr ta")
    assert missing == "Error: SNMP target address does not exist."
    missing = console.refuse("configure snmpv3 delete mib-view nothing subtree 1.3")
    assert missing == "Error: SNMP MIB view does not exist."


@pytest.mark.parametrize("kind", ["md5", "sha"])
def test_keys_without_python_s_own_hashes(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python that has its hashes from OpenSSL alone makes the same keys."""
    own = localized("00" * 16, "80:00", kind)
    monkeypatch.setitem(sys.modules, "_md5", None)
    monkeypatch.setitem(sys.modules, "_sha1", None)
    assert localized("00" * 16, "80:00", kind) == own


def test_a_name_may_be_given_in_hexadecimal_to_a_screen(console: Typist) -> None:
    """`show snmpv3 access hex 61:64:6d:69:6e` is that of admin; a user narrows a group, a subtree a view."""
    assert console.run("show snmpv3 access hex 61:64:6d:69:6e") == console.run("show snmpv3 access admin")
    one = console.run("show snmpv3 group admin user hex 61:64:6d:69:6e")
    assert one.count("Group Name") == 1
    whole = console.run("show snmpv3 mib-view hex 64:65:66:61:75:6c:74:55:73:65:72:56:69:65:77")
    part = console.run("show snmpv3 mib-view defaultUserView subtree 1")
    assert whole.count("MIB Subtree") > part.count("MIB Subtree") == 1


def test_a_user_leaves_one_group_or_all(console: Typist) -> None:
    """Without a group, `configure snmpv3 delete group user` takes the user out of every group."""
    console.run(
        "configure snmpv3 add user zoe",
        "configure snmpv3 add group red user zoe sec-model usm",
        "configure snmpv3 add group blue user zoe sec-model snmpv2c",
    )
    assert "does not exist" in console.refuse("configure snmpv3 delete group green user zoe")
    console.run("configure snmpv3 delete group red user zoe")
    assert console.run("show snmpv3 group red").endswith(": 0\n")
    assert console.run("show snmpv3 group blue").endswith(": 1\n")
    console.run("configure snmpv3 add group red user zoe sec-model usm", "configure snmpv3 delete group user zoe")
    assert "zoe" not in console.run("show snmpv3 group")


def test_one_access_of_a_group_is_deleted_by_its_level(console: Typist) -> None:
    """The entries of the other security levels stay."""
    add = "configure snmpv3 add access red sec-model usm sec-level"
    console.run(f"{add} noauth", f"{add} priv", "configure snmpv3 delete access red sec-model usm sec-level priv")
    shown = console.run("show snmpv3 access red")
    assert "No-Authentication No-Privacy" in shown
    assert "Authentication Privacy" not in shown


def test_the_address_of_a_target_may_have_a_mask(console: Typist) -> None:
    """It is printed back between the address and the port."""
    console.run("configure snmpv3 add target-addr t1 param p1 ipaddress 10.1.1.1 255.255.255.0 transport-port 170")
    assert any("ipaddress 10.1.1.1 255.255.255.0 transport-port 170" in line for line in console.lines("snmpMaster"))


def test_a_view_in_use_cannot_be_deleted(console: Typist) -> None:
    """One of two parts may go, the last one not while a group has the view."""
    view = "configure snmpv3 add mib-view v1 subtree"
    console.run(f"{view} 1.3.6", f"{view} 1.3.7", "configure snmpv3 add access red read-view v1")
    assert "in use" in console.refuse("configure snmpv3 delete mib-view v1")
    console.run("configure snmpv3 delete mib-view v1 subtree 1.3.7")
    assert "in use" in console.refuse("configure snmpv3 delete mib-view v1 subtree 1.3.6")
    assert "in use" in console.refuse("configure snmpv3 delete mib-view all-non-defaults")
    console.run("configure snmpv3 delete access red", "configure snmpv3 delete mib-view v1")
