"""Power supplies and health checks, each by its line of `show configuration`.

Health checks act: see ``health_check``. The mode of a supply is kept: every supply that is there gives power.
"""

from collections.abc import Mapping
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.settings import Setting, Subject
from xos_cli.errors import Refusal
from xos_cli.processes.devmgr.rows import HealthCheck, HealthCheckSlot, PowerSupplyMode


class Supply(Setting):
    """The command that sets how a power supply is used."""

    def turn_on(self, call: Call, rows: list[Any], given: Mapping[str, Any]) -> None:
        """Set the mode; refuse a supply that the chassis has no bay for."""
        for row in rows:
            if row.number not in [psu.number for psu in call.chassis.psus]:
                raise Refusal(f"Error: There is no power supply {row.number}.")
        super().turn_on(call, rows, given)


SETTINGS = (
    Supply(Subject(PowerSupplyMode), "configure power supply <number=ps_num> <mode=auto|on>"),
    Setting(Subject(HealthCheck), "configure sys-health-check interval <interval>"),
    Setting(
        Subject(HealthCheckSlot),
        "enable sys-health-check slot <slot>",
        "disable sys-health-check slot <slot>",
        "enabled",
    ),
)
