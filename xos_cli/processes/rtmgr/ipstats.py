"""Print what the IP stack of the CPU has counted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from xos_cli.command.call import Call
from xos_cli.processes.vlan.facts import the_router

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
    router = the_router(call.store, vr_name, call.session.context) if vr_name else ""
    fabric = call.node.fabric if call.node.is_master else None
    counts: Counter[str] = fabric.router.counts.of(router) if fabric else Counter()
    return (
        f"IP Global Statistics\n{''.join(_lines(IP, counts))}"
        f"\nGlobal ICMP Statistics\n{''.join(_lines(ICMP, counts, 'icmp '))}{''.join(_messages(counts))}"
        f"\nGlobal IGMP Statistics\n{''.join(_lines(IGMP, counts))}"
    )


def _messages(counts: Counter[str]) -> Iterator[str]:
    for name in MESSAGES:
        came, went = counts[f"icmp In {name}"], counts[f"icmp Out {name}"]
        yield f"{name:<32}In ={came:>11}        Out ={went:>11}\n"


def _lines(lines: Sequence[Sequence[str]], counts: Counter[str], section: str = "") -> Iterator[str]:
    for line in lines:
        cells = [
            f"{label:<{LABEL}}={counts[section + label]:>{COUNT + 1}}" if label else " " * (LABEL + COUNT + 2)
            for label in line
        ]
        yield " ".join(cells) + "\n"
