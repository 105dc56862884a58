"""`:why`, `:chassis`, `:help`: what no switch has, and what they say about one."""

import importlib
import inspect
import re
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from xos_cli.command.names import Existing
from xos_cli.errors import LabError
from xos_cli.lab import rules
from xos_cli.lab.commands import COMMANDS
from xos_cli.lab.look import Look
from xos_cli.language.grammar_files import grammar
from xos_cli.language.lint import sentence
from xos_cli.processes import PROCESSES


def why(typist: Any, line: str) -> str:
    """What `:why` says of the answer to *line*, in one line."""
    return " ".join(typist.type(line, ":why").partition(":why\n")[2].split())


# -- lines that are no commands --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("show vlanx", ['"show" was understood', '"vlan" of "vlanx"', '"x" continues nothing', "The caret stands"]),
        ("frobnicate", ['"frobnicate" begins no command', "Possible were", "more"]),
        ("reboot msm", ['"reboot msm" was understood', "Still missing: <slot_id> (MSM slot: A or B)"]),
        ("reboot msm C", ['"reboot msm" was understood', '"C" begins nothing', "<slot_id>"]),
        ("configure node slot A priority 1000", ['"1000"', "continues nothing", "<node_pri>"]),
        ("c", ['"c" begins', "clear", "configure", "one more letter would tell which"]),
        ("show switch now", ['"show switch" was understood', '"now" begins nothing', "the end of the line"]),
    ],
)
def test_a_misread_line_is_explained(console: Any, line: str, parts: list[str]) -> None:
    """How far it was understood, what is wrong with the next word, and what could have stood there."""
    said = why(console, line)
    assert all(part in said for part in parts), said


def test_a_command_that_others_have_is_named_as_one(console: Any) -> None:
    """What a user may not type, and what belongs to a process that does not run, is a command all the same."""
    session = console.lab.session
    console.type("show node")
    for text in ("exit", "user", ""):
        session.feed(text)
    assert "only administrators have it: user is a user" in why(console, "create vlan x")
    console.machine.nodes["MSM-A"].processes.set("ems", ready=False)
    assert "the process ems, which does not run on MSM-A" in why(console, "show log")


# -- refusals --------------------------------------------------------------------------------------------------------


def test_a_refusal_is_traced_to_its_rule(console: Any) -> None:
    """By where it came about; the rule says where it stands."""
    console.type("create vlan sales")
    said = why(console, "create vlan SALES")
    assert 'understood as "create vlan SALES", a command of the process vlan' in said
    assert "case does not tell two apart" in said
    assert "Virtual LANs (VLANs)" in said


def test_one_origin_can_have_several_rules(console: Any) -> None:
    """The words of the refusal choose among them."""
    console.type(":cut", ":wait 1")
    assert "there must be another MSM" in why(console, "run msm-failover")
    backup = console.type(":console msm-b", "show node")
    assert "> show node" in backup
    assert "only the MSM that manages the switch changes it" in why(console, "save")


def test_a_refusal_without_a_rule_is_explained_by_the_words_of_the_line(console: Any) -> None:
    """Who refused, in the switch's words; what the words of the line mean, what exists of that kind, the chapter."""
    said = why(console, "configure slot 4 module nosuch")
    assert 'refused by the process devmgr: "nosuch is not a module type that BD-10808 supports".' in said
    assert '<slot> is "Slot number"' in said
    assert "Module type on this switch: 10G2H, 10G2X," in said
    assert 'See Concepts Guide 11.3, "Managing the Switch".' in said


def test_a_rule_is_not_taken_for_another_refusal(console: Any) -> None:
    """A missing VLAN has nothing to do with the rule about tags; a tag that is taken has."""
    assert "frames are told apart" not in why(console, "configure vlan nosuch tag 5")
    console.run("create vlan one", "configure vlan one tag 7", "create vlan two")
    assert "frames are told apart" in why(console, "configure vlan two tag 7")


@pytest.mark.parametrize("origin", sorted(rules.RULES))
def test_a_rule_belongs_to_a_function_that_refuses(origin: str) -> None:
    """Every origin in the table is a function there is, and every word that chooses a rule stands in its module."""
    name, _, function = origin.rpartition(".")
    below = ("session.execution", "switch.hardware.portset", "command.name_rules")
    package = "xos_cli" if name in below else "xos_cli.processes"
    text = inspect.getsource(importlib.import_module(f"{package}.{name}"))
    assert f"def {function}(" in text
    for rule in rules.RULES[origin]:
        assert rule.word in text, rule.word


def test_every_process_with_commands_has_its_chapter() -> None:
    """And no other."""
    assert {entry.process for entry in grammar().entries} <= rules.CHAPTERS.keys()
    assert rules.CHAPTERS.keys() >= {name for name in PROCESSES.modules if name in rules.CHAPTERS}


# -- what was done ---------------------------------------------------------------------------------------------------


def test_a_command_that_was_carried_out_is_spelled_out(console: Any) -> None:
    """Abbreviations and left-out words in full, the notation, what became of the configuration."""
    said = why(console, "cr vl x")
    assert 'carried out as "create vlan x"' in said
    assert "for administrators" in said
    assert "not saved; the star in the prompt says so" in said


def test_a_command_without_a_handler_says_so(console: Any) -> None:
    """`:why` does not pretend that it has an effect; a `show` of this kind prints lines of the configuration."""
    assert "no effect here" in why(console, "edit policy mine")
    assert "Its layout is not known" in why(console, "show ripng routes")


def test_a_help_line_that_only_repeats_its_word_is_left_out(console: Any) -> None:
    """`ospf is "OSPF"` explains nothing."""
    said = why(console, "disable flooding ports all")
    assert '"' not in said.partition("for administrators.")[2].partition("See")[0], said
    assert 'stpd is "Spanning tree domain"' in why(console, "show stpd")


def test_objects_of_one_kind_are_listed_once(console: Any) -> None:
    """Although the line names two of them, an old and a new VLAN."""
    assert why(console, "configure vlan Default name blue").count("VLAN on this switch: Mgmt and Default.") == 1
    assert "Policy on this switch: none." in why(console, "configure ospf import-policy missing")


@pytest.mark.parametrize(
    ("line", "chapter"),
    [
        ("show dot1p", "Quality of Service"),
        ("show ports packet", "Configuring Slots and Ports on a Switch"),
        ("disable idletimeout", "Accessing the Switch"),
        ("show virtual-router", "Virtual Routers"),
        ("show vlan", "Virtual LANs (VLANs)"),
    ],
)
def test_the_chapter_is_that_of_the_subject(console: Any, line: str, chapter: str) -> None:
    """A process with several subjects has a chapter for each."""
    assert f'See Concepts Guide 11.3, "{chapter}".' in why(console, line)


def test_a_question_is_no_end(console: Any) -> None:
    """While a command asks, it has not ended."""
    console.type("reboot")
    assert "It has not ended" in console.lab.execute(":why")


def test_what_a_command_changed_is_told(console: Any) -> None:
    """Whose rows, and whether the other MSM has them; a `show` only shows."""
    assert "It changed rows of vlan; the other MSM has them, too." in why(console, "create vlan x")
    assert "It only shows; nothing was changed." in why(console, "show vlan")
    assert "It changed nothing in the configuration." in why(console, "configure vlan x name x")
    console.type(":cut")
    assert "the other MSM may not have them" in why(console, "create vlan y")


#: Sentences of a docstring are no answer; neither is what stands there where something is missing.
POOR = re.compile(r'""|\( |  |of which is written|evidence|\bis and\b|``')


def test_every_command_is_explained(switch: Callable[..., Any]) -> None:
    """In several sentences, whatever came of it: it was carried out, is recorded, was refused, or asks."""
    random, typist = Random(7), switch()
    typist.type("show node")
    for entry in grammar().entries:
        session = typist.lab.session
        if not (session.at_prompt and session.admin and session.node.is_master):
            typist = switch()
            typist.type("show node")
            session = typist.lab.session
        line = " ".join(sentence(grammar(), entry, Existing(session.node, typist.machine), random))
        session.feed(line)
        said = typist.lab.execute(":why")
        explained = " ".join(said.split())
        assert len(explained.split()) > 12, (line, said)
        assert explained.endswith((".", ".)")), (line, said)
        assert not POOR.search(explained), (line, said)
        assert entry.process in explained or "understood" in explained, (line, said)
        assert max(map(len, said.splitlines())) < 80, (line, said)
        while session.account and session.asks:
            session.feed("n")


def test_nothing_was_typed(switch: Callable[..., Any]) -> None:
    """A console at which nobody was has nothing to explain."""
    assert switch().lab.execute(":why") == "Nothing was typed here yet.\n"


def test_an_empty_line_is_no_answer(console: Any) -> None:
    """`:why` goes on explaining what was answered last."""
    console.type("show nothing")
    console.lab.session.feed("")
    assert '"nothing"' in console.lab.execute(":why")


# -- the picture -----------------------------------------------------------------------------------------------------


def test_the_picture_shows_what_is(console: Any) -> None:
    """MSMs with their states, the slots with their modules and ports, the messages between the MSMs."""
    console.type("configure node slot B priority 5")
    picture = console.lab.execute(":chassis")
    for part in ("BD-10808", "MASTER", "BACKUP", "in sync", "═══════", "G60X", "Operational", "Empty", "0 lost"):
        assert part in picture, part
    assert "\x1b" not in picture
    assert max(map(len, picture.splitlines())) <= 78


def test_the_picture_follows_faults(console: Any) -> None:
    """A removed MSM, a cut channel, the configuration not saved."""
    console.type("create vlan x", ":cut", ":remove msm-b")
    picture = console.lab.execute(":chassis")
    assert "removed" in picture
    assert "══/ /══" in picture
    assert "unsaved changes" in picture
    console.type(":power off")
    assert "no power" in console.lab.execute(":chassis")


def test_a_stand_alone_switch_has_a_picture(switch: Callable[..., Any]) -> None:
    """One node, no channel, no checkpoint."""
    picture = switch("summit-x450-24t").lab.execute(":chassis")
    assert "OPERATIONAL" in picture
    assert "Checkpoint" not in picture


def test_a_script_is_shown_the_live_picture_once(console: Any) -> None:
    """There is nobody to press a key."""
    console.type("show node")
    assert "BD-10808  power on" in console.lab.execute(":chassis live")
    assert console.lab.session.prompt == "BD-10808.2 # "


def test_the_live_picture_ends_with_the_checkpoint(console: Any) -> None:
    """It is drawn every second of virtual time, and the prompt comes back when the MSMs are in sync."""
    console.type("show node", ":remove msm-b", ":insert msm-b")
    session = console.lab.session
    session.height, console.lab.look = 24, Look(colour=True, moves=True)
    assert console.lab.execute(":chassis live") == ""
    first = session.take()
    assert first.startswith("\x1b[H\x1b[J")
    assert (session.wants, session.prompt) == ("key", "[any key ends this picture]")
    console.machine.advance(30.0)
    assert session.take().count("\x1b[H\x1b[J") == 30
    console.machine.settle()
    console.machine.advance(2.0)
    assert "in sync" in session.take()
    assert (session.wants, session.prompt) == ("line", "BD-10808.2 # ")
    session.feed("show switch")
    assert "BACKUP (In Sync)" in session.take()


def test_any_key_ends_the_live_picture(console: Any) -> None:
    """The line that was wanted before is wanted again."""
    console.type("show node", ":remove msm-b")
    session = console.lab.session
    session.height, console.lab.look = 24, Look(moves=True)
    console.lab.execute(":chassis live")
    session.feed("q")
    assert (session.wants, session.prompt) == ("line", "BD-10808.2 # ")


def test_a_reboot_ends_the_live_picture(console: Any) -> None:
    """The console shows the boot, and its login later."""
    console.type("show node", ":remove msm-b")
    session = console.lab.session
    session.height = 24
    console.lab.execute(":chassis live")
    console.machine.nodes["MSM-A"].reset()
    console.machine.advance(300.0)
    assert session.at_login
    assert "Starting ExtremeWare XOS" in session.take()


def test_the_live_picture_of_a_boot_gives_the_login_back(console: Any) -> None:
    """What opened meanwhile is open."""
    console.machine.power_off()
    console.machine.power_on()
    session = console.lab.session
    session.height = 24
    console.lab.execute(":chassis live")
    console.machine.settle()
    console.machine.advance(2.0)
    assert session.at_login


# -- help for the lab ------------------------------------------------------------------------------------------------


def test_lab_help_says_that_no_switch_has_it(console: Any) -> None:
    """Plainly, and lists every command with a line of help."""
    said = console.lab.execute(":help")
    assert said.startswith("Lab commands (no switch has them)")
    assert all(command.help in said for command in COMMANDS.values())


@pytest.mark.parametrize(
    ("line", "items"),
    [
        (":", sorted(COMMANDS)),
        (":re", ["remove", "repair", "restore"]),
        (":console ", ["msm-a", "msm-b"]),
        (":cons MSM-", ["msm-a", "msm-b"]),
        (":wait ", ["booted", "checkpoint", "in-sync", "quiet", "<seconds>"]),
        (":wait checkpoint vlan ", ["begin", "end"]),
        (":channel ", ["cut", "delay", "join", "loss", "slow"]),
        (":channel cut ", ["a-to-b", "b-to-a"]),
        (":channel loss ", ["<share>"]),
        (":hang ", ["msm-a", "msm-b"]),
        (":wait i", ["in-sync", "<seconds>"]),
        (":chassis ", ["live"]),
        (":fail ", ["msm-a", "msm-b", "fan", "heat", "port", "process", "psu"]),
        (":fail psu ", ["<number>"]),
        (":fail process vlan ", ["on"]),
        (":fail process vlan on ", ["msm-a", "msm-b"]),
        (":power o", ["off", "on"]),
        (":restore ", ["before"]),
        (":cut ", []),
        (":nosuch ", []),
    ],
)
def test_lab_commands_complete(console: Any, line: str, items: list[str]) -> None:
    """Their names, and whatever can follow them."""
    console.lab.execute(":snapshot before")
    assert [item.text for item in console.lab.candidates(line).items] == items


def test_lab_candidates_say_where_they_go(console: Any) -> None:
    """The column at which the word under the cursor begins, and help for each."""
    found = console.lab.candidates(":fail proc")
    assert found.column == 6
    assert [(item.text, item.help) for item in found.items] == [("process", "Let something fail")]


def test_an_unknown_lab_command_is_refused(console: Any) -> None:
    """Nothing is guessed."""
    with pytest.raises(LabError, match="no such lab command"):
        console.lab.execute(":frobnicate")
    with pytest.raises(LabError, match=":chassis"):
        console.lab.execute(":chassis backwards")
