"""Elect the designated router of a network and its backup (RFC 2328, 9.4)."""

from xos_cli.record import NamedTuple


class Candidate(NamedTuple):
    """A router on the network as its hellos have it: *dr* and *bdr* are the addresses that it names."""

    id: int
    address: int
    priority: int
    dr: int
    bdr: int


def elect(own: Candidate, others: list[Candidate]) -> tuple[int, int]:
    """Return the addresses of the designated router and its backup, 0 where there is none."""
    dr, bdr = _round(own, others)
    roles = (own.address == dr, own.address == bdr)
    if roles != (own.dr == own.address, own.bdr == own.address):
        dr, bdr = _round(own._replace(dr=dr, bdr=bdr), others)
    return dr, bdr


def _round(own: Candidate, others: list[Candidate]) -> tuple[int, int]:
    eligible = [router for router in (own, *others) if router.priority]
    backups = [router for router in eligible if router.dr != router.address]
    bdr = _best([router for router in backups if router.bdr == router.address] or backups)
    return _best([router for router in eligible if router.dr == router.address]) or bdr, bdr


def _best(routers: list[Candidate]) -> int:
    """Return the address of the router of the highest priority, of several that of the highest identifier."""
    found = max(routers, key=lambda router: (router.priority, router.id), default=None)
    return found.address if found else 0
