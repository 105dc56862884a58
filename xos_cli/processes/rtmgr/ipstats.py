"""`show ipstats`: what was counted of IP, ICMP and IGMP; no packet comes to this switch or leaves it."""

from collections.abc import Iterator, Sequence

from xos_cli.command.call import Call
from xos_cli.processes.vlan.facts import the_router

#: The counters, a line each: a label, or nothing where the column stays empty.  evidence: capture 12.5
IP = (
    ("InReceives", "InUnicast", "InBcast"),
    ("", "InMcast"),
    ("InHdrErr", "Bad vers", "Bad chksum"),
    ("", "Short pkt", "Short hdr"),
    ("", "Bad hdrlen", "Bad length"),
    ("InDelivers", "Bad Proto"),
    ("OutRequest", "OutDiscard", "OutNoRoute"),
    ("Forwards", "ForwardOK", "Fwd Err"),
    ("NoFwding", "Redirects", "No route"),
    ("Bad TTL", "Bad MC TTL"),
    ("Bad IPdest", "Blackhole", "Output err"),
    ("MartianSrc",),
    ("FragCreate", "FragOKs", "FragFails"),
)
ICMP = (("OutResp", "OutError", "InBadcode"), ("InTooshort", "Bad chksum", "In Badlen"))
#: The messages that are counted in both directions.
MESSAGES = (
    "echo reply",
    "destination unreachable",
    " - protocol unreachable",
    "redirect",
    "echo",
    "router advertisement",
    "time exceeded",
)
IGMP = (("Out Query", "Out Report", "Out Leave"), ("In Query", "In Report", "In Leave"), ("In Error",))
#: Width of a label and of a counter.
LABEL, COUNT = 11, 10


def show_ipstats(call: Call, ipv4: bool = False, vr: bool = False, vr_name: str = "") -> str:
    """Show the IP statistics.  evidence: capture 12.5, inferred (that a virtual router's have the same layout)"""
    if vr_name:
        the_router(call.store, vr_name, call.session.context)
    messages = "".join(f"{name:<32}In ={0:>11}        Out ={0:>11}\n" for name in MESSAGES)
    return (
        f"IP Global Statistics\n{''.join(_lines(IP))}"
        f"\nGlobal ICMP Statistics\n{''.join(_lines(ICMP))}{messages}"
        f"\nGlobal IGMP Statistics\n{''.join(_lines(IGMP))}"
    )


def _lines(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    for line in lines:
        cells = [f"{label:<{LABEL}}={0:>{COUNT + 1}}" if label else " " * (LABEL + COUNT + 2) for label in line]
        yield " ".join(cells) + "\n"
