"""The settings of RIPng by VLAN and by tunnel, each by its line of `show configuration`."""

from collections.abc import Mapping
from typing import Any

from xos_cli.command.call import Call
from xos_cli.command.names import Existing
from xos_cli.command.settings import Entry, Setting, Subject
from xos_cli.processes.ripng.rows import RipngInterface, RipngMember
from xos_cli.processes.vlan.facts import routed


class Member(Entry):
    """The command that puts a VLAN or a tunnel under RIPng, or all that there are."""

    def rows(self, call: Call, keys: Mapping[str, Any], arguments: Mapping[str, Any]) -> list[Any]:
        """Return the row of the VLAN or the tunnel that is named, or those of all."""
        if not arguments.get("all"):
            return super().rows(call, keys, arguments)
        there = [row for row in call.rows(RipngMember) if bool(row.vlanName) == bool(arguments.get("vlan"))]
        if arguments.get("vlan"):
            every = [RipngMember(name) for name in routed(call.store)]
        else:
            every = [RipngMember(tunnelName=name) for name in Existing(call.node, call.machine).all("tunnel")]
        return list(dict.fromkeys([*there, *every]))


_INTERFACE = "{vlan <vlanName=vlan_name>} {tunnel <tunnelName=tunnel_name>}"
_ON = f"configure ripng {_INTERFACE}"
_ROW = Subject(RipngInterface)


def _flag(word: str, field: str) -> Setting:
    return Setting(_ROW, f"enable ripng {word} {_INTERFACE}", f"disable ripng {word} {_INTERFACE}", field)


SETTINGS = (
    Member(Subject(RipngMember), f"configure ripng add {_INTERFACE}", f"configure ripng delete {_INTERFACE}"),
    _flag("poisonreverse", "poisonReverse"),
    _flag("splithorizon", "splitHorizon"),
    _flag("triggerupdates", "triggerUpdates"),
    Setting(_ROW, f"{_ON} cost <cost=metric>"),
    Setting(_ROW, f"{_ON} route-policy in <policyIn=policy_name>"),
    Setting(_ROW, f"{_ON} route-policy out <policyOut=policy_name>"),
    Setting(_ROW, f"{_ON} trusted-gateway <trusted=policy_name>"),
)
