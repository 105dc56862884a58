"""The TFTP server: it has a row in the saved file and no line in `show configuration`."""

import re
from collections.abc import Callable

from conftest import Typist

from xos_cli.processes.tftpd import Tftpd


def test_section_is_the_captured_one(switch: Callable[..., Typist], section: Callable[[str], list[str]]) -> None:
    """It prints no line.  evidence: capture 11.2"""
    assert switch("summit-x450-24t").lines("tftpd") == section("tftpd") == []


def test_its_row_is_saved_as_the_real_switch_saves_it(
    switch: Callable[..., Typist], capture: Callable[[str], str]
) -> None:
    """The element of the saved file has the captured fields and values.  evidence: capture 11.2"""
    console = switch("summit-x450-24t")
    console.say("save", "y")
    saved = console.lab.session.node.flash.read("primary.cfg").decode()
    own = re.search(r"<xos-module-tftpd.*?</xos-module-tftpd>", saved, re.DOTALL)
    assert own is not None
    assert own[0] in capture("summit-x450-11.2.3.3/primary.cfg")


def test_it_is_on_both_nodes(console: Typist) -> None:
    """The backup has the row, before and after a failover."""
    stores = [node.store for node in console.machine.nodes.values()]
    assert [store.rows(Tftpd) for store in stores] == [[Tftpd()]] * 2
    console.say("run msm-failover", "y", ":wait in-sync")
    assert [node.store.rows(Tftpd) for node in console.machine.nodes.values()] == [[Tftpd()]] * 2


def test_it_can_be_terminated_and_started(console: Typist) -> None:
    """It is one of the processes that may be stopped."""
    assert console.run("terminate process tftpd graceful") == "Successful graceful termination for tftpd\n"
    assert console.run("start process tftpd") == "Started tftpd successfully\n"
