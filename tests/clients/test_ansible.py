"""Ansible: the exos modules of community.network, over network_cli with paramiko."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

PLAY = """
- hosts: all
  gather_facts: false
  tasks:
    - community.network.exos_command:
        commands: [show slot, show iparp]
    - &change
      community.network.exos_config:
        lines: [create vlan "sales", configure vlan sales tag 77]
        save_when: changed
    - *change
    - community.network.exos_command: {commands: [show vlanx]}
      ignore_errors: true
    - community.network.exos_facts: {gather_subset: [hardware, config]}
"""


def test_the_exos_modules(
    program: Callable[..., str], module: Callable[[str], Any], switch: Any, tmp_path: Path
) -> None:
    """exos_command, exos_config (idempotent the second time, and saved), exos_facts; a refusal is an error."""
    module("paramiko")
    playbook = program("ansible-playbook", "none; pip install '.[clients]'")
    (tmp_path / "play.yml").write_text(PLAY)
    variables = {
        "ansible_host": switch.host,
        "ansible_port": switch.ports["ssh"],
        "ansible_user": "admin",
        "ansible_password": "''",
        "ansible_connection": "ansible.netcommon.network_cli",
        "ansible_network_os": "community.network.exos",
        "ansible_network_cli_ssh_type": "paramiko",
        "ansible_python_interpreter": sys.executable,
    }
    (tmp_path / "hosts").write_text("sw " + " ".join(f"{name}={value}" for name, value in variables.items()) + "\n")
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "ANSIBLE_HOME": str(tmp_path / ".ansible"),
        "ANSIBLE_HOST_KEY_CHECKING": "False",
        "ANSIBLE_STDOUT_CALLBACK": "ansible.posix.json",
    }
    done = subprocess.run(
        [playbook, "-i", "hosts", "play.yml"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(done.stdout[done.stdout.index("{") :])
    command, first, second, refused, facts = [task["hosts"]["sw"] for task in report["plays"][0]["tasks"]]
    assert command["stdout_lines"][0][0].startswith("Slots    Type")
    assert command["stdout"][1].startswith("VR            Destination")
    assert (first["changed"], second["changed"]) == (True, False)
    assert refused["failed"]
    assert "%% Invalid input detected at '^' marker." in refused["msg"]
    found = facts["ansible_facts"]
    assert found["ansible_net_hostname"] == "BD-10808"
    assert found["ansible_net_memtotal_mb"] == 512
    assert 'create vlan "sales"' in found["ansible_net_config"]
