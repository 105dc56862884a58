"""Screens of a new switch's SNMPv3 rows to the letter, and names however they are typed."""

from itertools import groupby

import pytest
from conftest import Typist

ENDING = ("Storage Type: Permanent", "Row Status: Active")


def blocks(screen: str) -> tuple[list[tuple[str, ...]], str]:
    """Return the blocks of a screen, each line as ``label: value``, and its last line."""
    lines = [" ".join(line.split()).replace(" :", ":") for line in screen.splitlines()]
    found = [tuple(group) for full, group in groupby(lines, key=bool) if full]
    *rows, (last,) = found
    return [row[:-2] for row in rows if row[-2:] == ENDING], last


def test_accesses_of_a_new_switch(console: Typist) -> None:
    """Which views each group may read, write and be notified of, by security model and level."""
    rows, last = blocks(console.run("show snmpv3 access"))
    found = [tuple(line.partition(":")[2].strip() for line in row) for row in rows]
    user, admin, told = "defaultUserView", "defaultAdminView", "defaultNotifyView"
    plain = "No-Authentication No-Privacy"
    expected = [
        ("admin", "", "USM", "Authentication Privacy", "Exact", admin, admin, told),
        ("initial", "", "USM", plain, "Exact", user, "", told),
        ("initial", "", "USM", "Authentication No-Privacy", "Exact", user, user, told),
    ]
    for group, read, write in (("v1v2c_ro", user, ""), ("v1v2c_rw", user, user), ("v1v2cNotifyGroup", "", "")):
        expected += [(group, "", model, plain, "Exact", read, write, told) for model in ("SNMPV1", "SNMPV2C")]
    assert found == expected
    assert last == "Total num. of entries in vacmAccessTable: 9"


def test_groups_of_a_new_switch(console: Typist) -> None:
    """Which user is in which group under which security model; those of one group alone where it is named."""
    rows, last = blocks(console.run("show snmpv3 group"))
    found = [tuple(line.partition(": ")[2] for line in row) for row in rows]
    pairs = [(name, name, model) for model in ("snmpv1", "snmpv2c") for name in ("v1v2c_ro", "v1v2c_rw")]
    users = ("initial", "initialmd5", "initialsha", "initialmd5Priv", "initialshaPriv")
    assert found == [*pairs, ("admin", "admin", "usm"), *[("initial", user, "usm") for user in users]]
    assert last == "Total num. of entries in vacmSecurityToGroupTable: 10"
    rows, last = blocks(console.run("show snmpv3 group admin"))
    assert rows == [("Group Name: admin", "Security Name: admin", "Security Model: usm")]
    assert last == "Total num. of entries in vacmSecurityToGroupTable: 1"


def test_views_of_a_new_switch(console: Typist) -> None:
    """Users see the whole MIB but for keys, communities and access control."""
    secret = ("16", "18", "15.1.2.2.1.4", "15.1.2.2.1.6", "15.1.2.2.1.9")
    parts = [("1", "Included"), *[(f"1.3.6.1.6.3.{part}", "Excluded") for part in secret]]
    rows, last = blocks(console.run("show snmpv3 mib-view defaultUserView"))
    assert rows == [
        ("View Name: defaultUserView", f"MIB Subtree: {part}", "Mask:", f"View Type: {kind}") for part, kind in parts
    ]
    assert last == "Total num. of entries in vacmViewTreeFamilyTable: 6"
    rows, last = blocks(console.run("show snmpv3 mib-view"))
    assert last == "Total num. of entries in vacmViewTreeFamilyTable: 8"
    assert [row[0] for row in rows[6:]] == ["View Name: defaultAdminView", "View Name: defaultNotifyView"]


def test_communities_and_the_notification_of_a_new_switch(console: Typist) -> None:
    """Two communities with the users they stand for, one notification."""
    rows, last = blocks(console.run("show snmpv3 community"))
    engine = "Context EngineID: 80:00:07:7c:03:00:04:96:1f:a2:60 'H'"
    assert rows == [
        (
            *(f"Community Index: {name}", f"Community Name: {name}", f"Security Name: {user}"),
            *(engine, "Context Name:", "Transport Tag:"),
        )
        for name, user in (("private", "v1v2c_rw"), ("public", "v1v2c_ro"))
    ]
    assert last == "Total num. of entries in snmpCommunityTable: 2"
    rows, last = blocks(console.run("show snmpv3 notify"))
    assert rows == [("Notify Name: defaultNotify", "Notify Tag: defaultNotify", "Type: Trap")]
    assert last == "Total num. of entries in snmpNotifyTable: 1"


@pytest.mark.parametrize(
    ("user", "authentication", "privacy"),
    [
        ("admin", "HMAC-MD5", "DES"),
        ("initial", "No Authentication", "No Privacy"),
        ("initialsha", "HMAC-SHA", "No Privacy"),
        ("initialshaPriv", "HMAC-SHA", "DES"),
    ],
)
def test_users_of_a_new_switch(console: Typist, user: str, authentication: str, privacy: str) -> None:
    """How each proves who it is, and whether its messages are secret."""
    rows, last = blocks(console.run(f"show snmpv3 user {user}"))
    engine = "Engine-ID: 80:00:07:7c:03:00:04:96:1f:a2:60 'H'"
    names = (f"User Name: {user}", f"Security Name: {user}")
    assert rows == [(engine, *names, f"Authentication: {authentication}", f"Privacy: {privacy}")]
    assert last == "Total num. of entries in usmUserTable: 1"


def test_a_name_in_hexadecimal_is_the_name(console: Typist) -> None:
    """In capitals or not it names the same object as its letters do, when it is added, shown and deleted."""
    before = console.lines("snmpMaster")
    console.run("configure snmpv3 add group hex 4A:4B user hex 4C:4D sec-model snmpv1")
    assert "configure snmpv3 add group JK user LM sec-model snmpv1 " in console.lines("snmpMaster")
    assert "Security Name             : LM\n" in console.run("show snmpv3 group JK")
    console.run("configure snmpv3 delete group JK user hex 4c:4d sec-model snmpv1")
    assert console.lines("snmpMaster") == before


def test_deleting_takes_only_what_was_named(console: Typist) -> None:
    """Of two groups, views or users that were added the other one stays, and so does all of a new switch."""
    before = console.lines("snmpMaster")
    for add, delete in (
        ("access {} sec-model usm sec-level noauth", "access {}"),
        ("user {}", "user {}"),
        ("mib-view {} subtree 1.3 type included", "mib-view {}"),
        ("notify {} tag t", "notify {}"),
        ("target-params {} user u mp-model snmpv3 sec-model usm sec-level noauth", "target-params {}"),
        ("community {} name x user v1v2c_ro", "community {}"),
    ):
        console.run(*[f"configure snmpv3 add {add.format(name)}" for name in ("aa", "bb")])
        console.run(f"configure snmpv3 delete {delete.format('aa')}")
        added = [line for line in console.lines("snmpMaster") if line not in before]
        assert [" bb " in line for line in added] == [True], added
        console.run(f"configure snmpv3 delete {delete.format('bb')}")
        assert console.lines("snmpMaster") == before


def test_filters_say_how_they_are_kept(console: Typist) -> None:
    """Each filter and each profile is volatile or not, by its own line."""
    console.run(
        *(
            "configure snmpv3 add filter-profile f1 param p1",
            "configure snmpv3 add filter-profile f2 param p2 volatile",
        ),
        *(
            "configure snmpv3 add filter f1 subtree 1.3 type included",
            "configure snmpv3 add filter f2 subtree 1.4 type excluded volatile",
        ),
    )
    ending = "\nTotal num. of entries in {} : 2\n"
    assert console.run("show snmpv3 filter-profile") == (
        "Filter Profile Params Name: p1\nFilter Profile Name       : f1\nStorage Type              : NonVolatile\n"
        "Row Status                : Active\n\n"
        "Filter Profile Params Name: p2\nFilter Profile Name       : f2\nStorage Type              : Volatile\n"
        "Row Status                : Active\n"
    ) + ending.format("snmpNotifyFilterProfileTable")
    assert console.run("show snmpv3 filter") == (
        "Filter Profile Name       : f1\nFilter Subtree            : 1.3\nFilter Mask               :\n"
        "Filter Type               : Included\n"
        "Storage Type              : NonVolatile\nRow Status                : Active\n\n"
        "Filter Profile Name       : f2\nFilter Subtree            : 1.4\nFilter Mask               :\n"
        "Filter Type               : Excluded\n"
        "Storage Type              : Volatile\nRow Status                : Active\n"
    ) + ending.format("snmpNotifyFilterTable")


def test_one_trap_receiver_goes_and_the_other_stays_whole(console: Typist) -> None:
    """By address, by address and port, or all; the rows of the other receiver, all five of them, stay."""
    before = console.lines("snmpMaster")
    console.run("configure snmp add trapreceiver 10.1.1.1 community public")
    one = console.lines("snmpMaster")
    console.run("configure snmp add trapreceiver 10.1.1.2 community other port 1162")
    console.run("configure snmp delete trapreceiver 10.1.1.2")
    assert console.lines("snmpMaster") == one
    console.run("configure snmp add trapreceiver 10.1.1.1 community public port 1163")
    assert len(console.lines("snmpMaster")) == len(one) + 5
    console.run("configure snmp delete trapreceiver 10.1.1.1 1163")
    assert console.lines("snmpMaster") == one
    console.run("configure snmp delete trapreceiver all")
    assert console.lines("snmpMaster") == before
