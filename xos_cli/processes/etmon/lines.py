"""Return the lines of sFlow and RMON in `show configuration`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from xos_cli.processes.etmon.facts import collectors, rmon_enabled
from xos_cli.processes.etmon.rows import SflowGlobal, SflowPort
from xos_cli.switch.tables import Store

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Chassis


def configuration(store: Store, chassis: "Chassis", detail: bool) -> Iterator[str]:
    """Return the lines of sFlow and RMON.

    evidence: capture 11.2 (a new switch), recalled (agent, collectors), inferred (ports)
    """
    row = store.one(SflowGlobal)
    yield f"configure sflow sample-rate {row.defaultSampleRate}"
    yield f"configure sflow max-cpu-sample-limit {row.globalMaxSampleRate}"
    yield f"configure sflow poll-interval {row.gPollInterval}"
    if row.sflowCfgAgentAddress != "0.0.0.0":
        yield f"configure sflow agent ipaddress {row.sflowCfgAgentAddress}"
    for address, port, vr in collectors(row):
        yield f"configure sflow collector ipaddress {address} port {port} vr {vr}"
    yield f"{'enable' if row.sflowEnable else 'disable'} sflow"
    for ports in store.rows(SflowPort):
        if ports.sampleRate:
            yield f"configure sflow ports {ports.port} sample-rate {ports.sampleRate}"
        if ports.enable:
            yield f"enable sflow ports {ports.port}"
    yield f"{'enable' if rmon_enabled(store) else 'disable'} rmon"
