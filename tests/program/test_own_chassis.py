"""A chassis file of one's own decides what the switch can do."""

import pathlib

from conftest import Typist, booted

from xos_cli.language.grammar_files import folder


def own(tmp_path: pathlib.Path, name: str, more: str) -> Typist:
    """Sit down at a switch whose file is a shipped one with *more* behind it."""
    text = (pathlib.Path(folder("configs")) / f"{name}.toml").read_text()
    path = tmp_path / "own.toml"
    path.write_text(f"{text}\n{more}")
    return Typist(booted(str(path)))


def test_limits_come_from_the_file(tmp_path: pathlib.Path) -> None:
    """As many virtual routers and ports of a group as the file says, on a platform that usually has others."""
    typist = own(tmp_path, "bd8810", "[features]\nuser_routers = 1\nsharing_static = 2")
    typist.run("create virtual-router one")
    assert typist.refuse("create virtual-router two") == "Error: The maximum number of user virtual routers is 1."
    typist.run("enable sharing 1:1 grouping 1:1-2")
    said = typist.refuse("enable sharing 1:5 grouping 1:5-7")
    assert said == "Error: A load sharing group has at most 2 ports."


def test_queues_and_jumbo_frames_come_from_the_file(tmp_path: pathlib.Path) -> None:
    """Ingress queues and jumbo frames port by port, on a platform that usually has neither."""
    typist = own(tmp_path, "bd8810", "[features]\nqueues = true\njumbo_by_port = true\nsharing_global = true")
    assert "IQP1" in typist.run("show qosprofile ingress")
    typist.run("enable jumbo-frame ports 1:1", "configure sharing address-based L2_L3")
    assert "enable jumbo-frame ports 1:1" in typist.run("show configuration vlan")
