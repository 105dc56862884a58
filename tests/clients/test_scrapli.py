"""scrapli's generic driver, over telnet and two kinds of SSH."""

from collections.abc import Callable
from typing import Any

import pytest

PROMPT = r"^(\* )?[\w.-]+\.\d+ [#>] ?$"


@pytest.mark.parametrize(("transport", "service"), [("telnet", "telnet"), ("system", "ssh"), ("paramiko", "ssh")])
def test_the_generic_driver(module: Callable[[str], Any], switch: Any, transport: str, service: str) -> None:
    """Prompt, commands, a question with its answer."""
    driver = module("scrapli.driver").GenericDriver(
        host=switch.host,
        port=switch.ports[service],
        auth_username="admin",
        auth_password="",
        auth_strict_key=False,
        ssh_config_file=False,
        transport=transport,
        comms_prompt_pattern=PROMPT,
        timeout_socket=10,
        timeout_transport=20,
        transport_options={"open_cmd": ["-o", "PreferredAuthentications=password"]} if transport == "system" else {},
    )
    with driver as connection:
        assert connection.get_prompt() == "BD-10808.1 #"
        assert connection.send_command("disable clipaging").result == ""
        assert connection.send_command("show slot").result.startswith("Slots    Type")
        shown = connection.send_commands(["create vlan red", "show red", "show vlanx"])
        assert [answer.result.splitlines()[-1:] for answer in shown[::2]] == [
            [],
            ["%% Invalid input detected at '^' marker."],
        ]
        saved = connection.send_interactive([("save", "(y/n)", False), ("y", "#", False)])
        assert "Configuration saved to primary.cfg successfully." in saved.result
