"""sFlow: its commands and its screen.  No packet is sampled.

evidence: capture 11.2 (the lines of a new switch), recalled (the other commands, the screen), inferred (the refusals)
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xos_cli.command.call import Call
from xos_cli.command.port_rows import keep, rows_given
from xos_cli.errors import Refusal
from xos_cli.language import PortList
from xos_cli.processes.etmon.facts import COLLECTORS, collectors
from xos_cli.processes.etmon.rows import NO_ADDRESS, VR, SflowGlobal, SflowPort
from xos_cli.processes.vlan.facts import the_router

if TYPE_CHECKING:
    import ipaddress

PORT = 6343


def _change(call: Call, **fields: Any) -> None:
    call.put(call.one(SflowGlobal)._replace(**fields))


def enable_sflow(call: Call) -> None:
    """Start sampling on the ports where it is enabled."""
    _change(call, sflowEnable=1)


def disable_sflow(call: Call) -> None:
    """Stop sampling on all ports."""
    _change(call, sflowEnable=0)


def configure_sflow_sample_rate(call: Call, number: int) -> None:
    """Set the rate of ports that are enabled from now on: one packet of so many, rounded up to a power of two.

    evidence: guide 11.3 p.212 (those that are enabled keep theirs), reference 11.5 p.599 (rounding)
    """
    _change(call, defaultSampleRate=_rounded(number))


def _rounded(number: int) -> int:
    return 1 << (number - 1).bit_length()


def configure_sflow_max_cpu_sample_limit(call: Call, rate: int) -> None:
    """Limit the samples per second that the processor takes."""
    _change(call, globalMaxSampleRate=rate)


def configure_sflow_poll_interval(call: Call, seconds: int) -> None:
    """Set the seconds between two readings of port counters."""
    _change(call, gPollInterval=seconds)


def configure_sflow_agent(call: Call, ipaddress: "ipaddress.IPv4Address", **_: bool) -> None:
    """Set the address that the switch has as sFlow agent."""
    _change(call, sflowCfgAgentAddress=str(ipaddress))


def configure_sflow_collector(
    call: Call, ipaddress: "ipaddress.IPv4Address", udp_port: int = PORT, vr_name: str = VR, **_: bool
) -> None:
    """Add a collector, four at most; a known one gets another port."""
    row, router = call.one(SflowGlobal), the_router(call.store, vr_name, call.session.context)
    for ip, port, vr in COLLECTORS:
        if getattr(row, ip) in (NO_ADDRESS, str(ipaddress)):
            _change(call, **{ip: str(ipaddress), port: udp_port, vr: router})
            return
    raise Refusal(f"Error: There are {len(COLLECTORS)} sFlow collectors already.")


def unconfigure_sflow(
    call: Call,
    agent: bool = False,
    collector: bool = False,
    ipaddress: "ipaddress.IPv4Address | None" = None,
    ports: bool = False,
    port_list: PortList | None = None,
    **_: bool,
) -> None:
    """Remove the agent, a collector, the settings of ports, or all of sFlow."""
    everything = not (agent or collector or ports)
    if agent or everything:
        _change(call, sflowCfgAgentAddress=NO_ADDRESS)
    if collector or everything:
        forget_collectors(call, str(ipaddress) if ipaddress else None)
    if everything:
        call.put(SflowGlobal())
    if ports or everything:
        for row in rows_given(call, SflowPort, port_list):
            call.delete(SflowPort, row.port)


def forget_collectors(call: Call, address: str | None = None, router: str | None = None) -> None:
    """Remove the collectors of an address, of a virtual router, or all."""
    row = call.one(SflowGlobal)
    for ip, port, vr in COLLECTORS:
        if address in (None, getattr(row, ip)) and router in (None, getattr(row, vr)):
            fields: dict[str, Any] = {ip: NO_ADDRESS, port: 0, vr: VR}
            row = row._replace(**fields)
    call.put(row)


# -- ports -----------------------------------------------------------------------------------------------------------


def enable_sflow_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Sample the packets that these ports receive, at the rate that is the switch's now."""
    rate = call.one(SflowGlobal).defaultSampleRate
    for row in rows_given(call, SflowPort, port_list):
        keep(call, row._replace(enable=1, sampleRate=row.sampleRate or rate))


def disable_sflow_ports(call: Call, port_list: PortList | None = None, all: bool = False) -> None:
    """Stop sampling on these ports."""
    for row in rows_given(call, SflowPort, port_list):
        keep(call, row._replace(enable=0))


def configure_sflow_ports_sample_rate(call: Call, port_list: PortList, number: int) -> None:
    """Sample one packet of so many on these ports."""
    for row in rows_given(call, SflowPort, port_list):
        keep(call, row._replace(sampleRate=_rounded(number)))


def show_sflow(call: Call, configuration: bool = False) -> str:
    """Print the configuration of sFlow."""
    row = call.one(SflowGlobal)
    fields = {
        "Global Status": "enabled" if row.sflowEnable else "disabled",
        "Polling interval": row.gPollInterval,
        "Sampling rate": row.defaultSampleRate,
        "Maximum cpu sample limit": row.globalMaxSampleRate,
        "SFLOW Configured Agent IP": row.sflowCfgAgentAddress,
    }
    head = "\nSFLOW Global Configuration\n" + "".join(f"{label}: {value}\n" for label, value in fields.items())
    known = "".join(f'Collector IP {ip},  Port {port}, VR "{vr}"\n' for ip, port, vr in collectors(row))
    ports = "\nSFLOW Port Configuration\nPort      Status             Sample-rate         Subsampling factor\n"
    rates = {port.port: port.sampleRate or row.defaultSampleRate for port in call.rows(SflowPort)}
    lines = "".join(_row(port, rates[port.port], _factor(call, port, rates)) for port in call.rows(SflowPort))
    return f"{head}\nCollectors\n{known}{ports}{lines}"


def _row(port: SflowPort, rate: int, factor: int) -> str:
    state = "enabled" if port.enable else "disabled"
    return f"{port.port:<10}{state:<19}{rate:<20}{factor}\n"


def _factor(call: Call, port: SflowPort, rates: dict[str, int]) -> int:
    """Return of how many samples that the hardware of a port takes one is kept.

    evidence: guide 11.1 p.146, reference 11.5 p.599 (a BlackDiamond 10808 samples all ports of a slot alike)
    """
    if not call.chassis.features.sampling_by_slot or not port.enable:
        return 1
    slot = port.port.partition(":")[0] + ":"
    return rates[port.port] // min(
        rates[row.port] for row in call.rows(SflowPort) if row.enable and row.port.startswith(slot)
    )


def show_sflow_statistics(call: Call) -> str:
    """Print what sFlow counted on its ports; one frame of as many as the sample rate says is a sample.

    evidence: recalled (the layout), inferred (that samples are counted without chance)
    """
    labels = ("Received frames", "Sampled Frames", "Transmitted Frames", "Broadcast Frames", "Multicast Frames")
    counts = [sum(column) for column in zip(*_counts(call), strict=True)] or [0] * len(labels)
    lines = zip((*labels, "Packet Drops"), (*counts, 0), strict=True)
    return "SFLOW Statistics\n" + "".join(f"{label:<25}: {count}\n" for label, count in lines)


def _counts(call: Call) -> Iterator[tuple[int, ...]]:
    """Yield what the I/O modules counted on each port that is sampled; nothing without a network."""
    fabric, common = call.node.fabric, call.one(SflowGlobal)
    for id in call.chassis.ports if fabric is not None and common.sflowEnable else ():
        row = call.get(SflowPort, call.chassis.port_name(id))
        if fabric is not None and row is not None and row.enable:
            counters = fabric.ports[id].counters.look(call.node.clock.now)
            rx, tx = counters.rx, counters.tx
            rate = row.sampleRate or common.defaultSampleRate
            yield rx.frames, rx.frames // rate, tx.frames, rx.broadcasts, rx.multicasts
