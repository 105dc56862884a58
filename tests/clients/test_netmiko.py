"""netmiko: ``extreme_exos`` and ``extreme_exos_telnet``."""

import time
from collections.abc import Callable
from typing import Any

import pytest

KINDS = {"telnet": "extreme_exos_telnet", "ssh": "extreme_exos"}


@pytest.fixture(params=list(KINDS))
def connect(request: pytest.FixtureRequest, switch: Any, module: Callable[[str], Any]) -> Callable[[], Any]:
    """Connect to the switch as soon as it answers."""
    netmiko = module("netmiko")

    def connected() -> Any:
        for _ in range(100):
            try:
                return netmiko.ConnectHandler(
                    device_type=KINDS[request.param],
                    host=switch.host,
                    port=switch.ports[request.param],
                    username="admin",
                    password="",
                )
            except (OSError, EOFError, netmiko.exceptions.NetmikoTimeoutException):
                time.sleep(0.1)
        raise TimeoutError

    return connected


def answered(connection: Any, command: str) -> None:
    """A command that asks, answered with yes, after which the switch is gone."""
    shown = connection.send_command_timing(command)
    assert shown.endswith("(y/n) ")
    connection.write_channel("y\n")
    with pytest.raises(Exception, match=r"closed|EOF|not active"):
        _type_on(connection)


def in_sync(connection: Any) -> None:
    """Wait until the other MSM has booted and has taken over the configuration."""
    for _ in range(100):
        if "BACKUP (In Sync)" in connection.send_command("show switch"):
            return
        time.sleep(0.1)
    raise TimeoutError


def _type_on(connection: Any) -> None:
    for _ in range(100):
        connection.read_channel()
        connection.write_channel("\n")
        time.sleep(0.05)


def test_the_question_of_a_save(connect: Callable[[], Any]) -> None:
    """What the README says of it: two commands by timing save; an expected question is answered with an empty line."""
    connection = connect()
    connection.send_config_set(["create vlan asked"])
    assert connection.send_command_timing("save").endswith("(y/n) ")
    assert "successfully" in connection.send_command_timing("y")
    connection.send_config_set(["delete vlan asked"])
    assert connection.send_command("save", expect_string=r"\(y/n\)").endswith("(y/n) ")
    assert "%% Invalid input" in connection.send_command("y")
    connection.disconnect()


def test_a_day_with_netmiko(connect: Callable[[], Any], module: Callable[[str], Any]) -> None:
    """Show, configure, detect an error, save, fail over, reboot, and come back each time."""
    exceptions = module("netmiko.exceptions")
    connection = connect()
    assert connection.base_prompt == "BD-10808"
    assert "SysName:          BD-10808\n" in connection.send_command("show switch")
    shown = connection.send_command("show configuration")
    assert shown.startswith("\n#\n# Module devmgr configuration.\n#\n")
    assert "# Module vlan configuration." in shown
    done = connection.send_config_set(["create vlan sales", "configure vlan sales tag 77"], error_pattern=r"%%|Error:")
    assert "* BD-10808." in done
    with pytest.raises(exceptions.ConfigInvalidException):
        connection.send_config_set(["create vlan sales"], error_pattern=r"%%|Error:")
    with pytest.raises(exceptions.ConfigInvalidException):
        connection.send_config_set(["create vlam sales"], error_pattern=r"%%|Error:")
    saved = connection.save_config(confirm=True, confirm_response="y")
    assert "Configuration saved to primary.cfg successfully." in saved
    for command in ("run msm-failover", "reboot"):
        answered(connection, command)
        connection = connect()
        assert "802.1Q Tag 77" in connection.send_command("show vlan sales")
        in_sync(connection)
    connection.disconnect()
