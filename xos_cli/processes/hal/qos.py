"""Answer which QoS profiles exist and how they are configured, and check their bandwidths.

What was configured is in the recorded lines.  A BlackDiamond 10808 has all eight profiles, with bandwidth and priority;
the other switches have QP1 and QP8 and those that were made, with weight and buffers.
evidence: guide 11.3 p.293-302 (profiles, defaults), guide 11.0 p.122 (ingress queues)
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from xos_cli.command.call import Call
from xos_cli.errors import Refusal
from xos_cli.switch.qos_profiles import EVERY, profiles_of
from xos_cli.switch.recorded import told

if TYPE_CHECKING:
    from xos_cli.language import Command


def large(call: Call) -> bool:
    """Return whether the hardware has all eight profiles and ingress queues, as a BlackDiamond 10808 has."""
    return call.chassis.features.queues


def profiles(call: Call) -> list[str]:
    """Return the QoS profiles there are, those that were made included."""
    return profiles_of(call.store, call.chassis)


def settings_of(call: Call, name: str) -> Mapping[str, str]:
    """Return the configured settings of a QoS profile, by their keywords."""
    words = next(told(call.store, f"configure qosprofile {name}"), [])
    return dict(zip(words[::2], words[1::2], strict=False))


def check_bandwidth(call: Call, command: "Command") -> None:
    """Refuse a least bandwidth that makes the sum of all profiles more than 100 percent.

    evidence: guide 11.3 p.291 (the sum), inferred (the words)
    """
    least, mine = command.arguments.get("percent"), command.arguments.get("qosprofile")
    if not isinstance(least, int):
        return
    others = (int(settings_of(call, name).get("minbw", "0")) for name in EVERY if name != mine)
    if least + sum(others) > 100:
        raise Refusal("Error: The sum of the minimum bandwidths of all QoS profiles is more than 100 percent.")
