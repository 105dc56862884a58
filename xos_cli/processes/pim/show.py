"""`show pim`: the router, the VLANs it runs on, and the groups whose traffic it forwards: there is none."""

from ipaddress import IPv4Address

from xos_cli.command.call import Call
from xos_cli.processes.mcmgr.facts import forwards
from xos_cli.processes.pim.rows import PimCandidateRp, PimGlobal, PimInterface, PimVlan
from xos_cli.processes.vlan.facts import the_vlan
from xos_cli.processes.vlan.ip.facts import IpInterface, interface

STATE = ("Disabled", "Enabled")
NOBODY = "0.0.0.0"
HEAD = """
VLAN             Cid IP Address          Designated       Flags    Hello J/P   Nbrs
                                          Router                    Int   Int
"""
FLAGS = """
Legend: J/P Int: Join/Prune Interval
Flags : (f) Interface Forwarding Enabled, (i) Interface PIM Enabled,
        (m) Interface Multicast Forwarding Enabled, (n) Multinetted VLAN,
        (p) Passive Mode, (r) Router PIM Enabled, (s) Sparse mode
"""
CACHE = """\
Index Dest Group       Source          InVlan          Origin

Number of multicast cache = 0
"""


def show_pim(call: Call, vlan_name: str = "", detail: bool = False, vlan: bool = False) -> str:
    """Show the router, and its VLANs or one of them.

    evidence: vendor automation (first label, those of bootstrap routers), recalled (the others, the table),
    inferred (that there is no more in detail; without the packets, which nobody counts)
    """
    wanted = the_vlan(call.store, vlan_name) if vlan_name else ""
    rows = "".join(
        _row(call, number, row) for number, row in enumerate(call.rows(PimInterface), 1) if wanted in ("", row.vlanName)
    )
    return _router(call) + HEAD + rows + FLAGS


def show_pim_cache(
    call: Call,
    detail: bool = False,
    group_address: IPv4Address | None = None,
    source_address: IPv4Address | None = None,
) -> str:
    """Show the groups whose traffic is forwarded: no traffic has come.

    evidence: vendor automation (columns), recalled (labels)
    """
    return CACHE


# -- the router ------------------------------------------------------------------------------------------------------


def _router(call: Call) -> str:
    pim = call.one(PimGlobal)
    stands = bool(call.rows(PimCandidateRp))
    own = interface(call.store, pim.cbsrVlanName) if pim.cbsrVlanName else None
    configured = f"{own.address.ip if own else NOBODY} (Priority {pim.cbsrPrio})"
    elected = own is not None and own.up and pim.pimEnable
    current = configured if elected else f"{NOBODY} (Priority 0)"
    return (
        f"PIM {STATE[pim.pimEnable]}, Version 2\nPIM CRP {STATE[stands]}\n"
        f"BSR state           : {'ELECTED' if elected else 'ACCEPT_ANY'} ; "
        "BSR Hash Mask Length : 255.255.255.252\n"
        f"Current BSR Info    : {current}\nConfigured BSR Info : {configured}\n" + _times(pim) + _circuits(call)
    )


def _times(pim: PimGlobal) -> str:
    checksum = "Exclude" if pim.regChkSum else "Include"
    return (
        f"CRP Adv Interval    : {pim.crpAdvInterval} sec\n"
        f"Register-Rate-Limit-Interval : {pim.regActiveInterval} sec\n"
        f"Register Suppress Interval   : {pim.regSuppressTimer} sec ; "
        f"Register Probe Interval : {pim.probeTimer} sec\n"
        f"PIM SPT Threshold for last hop router is {pim.sptThreshold} kbps\n"
        f"PIM SPT Threshold for Rendezvous Point is {pim.rpThreshold} kbps\n"
        f"Register Checksum to : {checksum} Data\n"
    )


def _circuits(call: Call) -> str:
    rows = [row for row in call.rows(PimInterface) if _runs(call, row)]
    sparse = sum(row.sparse for row in rows)
    return f"Active Sparse Ckts {sparse} Dense Ckts {len(rows) - sparse}\n"


# -- VLANs -----------------------------------------------------------------------------------------------------------


def _runs(call: Call, row: PimInterface) -> bool:
    own = interface(call.store, row.vlanName)
    return bool(call.one(PimGlobal).pimEnable and own and own.up)


def _row(call: Call, number: int, row: PimInterface) -> str:
    own = interface(call.store, row.vlanName)
    timers = call.get(PimVlan, row.vlanName) or PimVlan(row.vlanName)
    router = str(own.address.ip) if own and _runs(call, row) and not row.passive else NOBODY
    start = f"{row.vlanName[:16]:<17}{number:<4}{_address(own)} {router:<17}{_flags(call, row, own):<9}"
    return f"{start}{timers.hello:<6}{timers.joinPrune:<6}0\n"


def _address(own: IpInterface | None) -> str:
    return f"{own.address.ip!s:<15}/{own.address.network.prefixlen:<3}" if own else f"{NOBODY:<19}"


def _flags(call: Call, row: PimInterface, own: IpInterface | None) -> str:
    on = {
        "r": call.one(PimGlobal).pimEnable,
        "i": True,
        "f": own is not None and own.forwarding,
        "m": forwards(call.store, row.vlanName),
        "n": own is not None and bool(own.secondary),
        "p": row.passive,
        "s": row.sparse,
    }
    return "".join(letter if flag else "-" for letter, flag in on.items())
