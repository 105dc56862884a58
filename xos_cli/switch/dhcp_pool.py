"""A DHCP server without input and output: which address a client gets of a range, and what it is answered.

evidence: RFC 2131 4.3 (the answers), inferred (that a client gets the address that it had, else the one it wants, else
the lowest free one)
"""

from collections.abc import Mapping

from xos_cli.packets import dhcp
from xos_cli.packets.dhcp import Dhcp
from xos_cli.record import NamedTuple


class DhcpPool(NamedTuple):
    """Addresses from *first* to *last* of the subnet of *server*, given for *lease* seconds, with *options*."""

    server: int
    length: int
    first: int
    last: int
    lease: int
    options: tuple[tuple[int, bytes], ...] = ()


class DhcpLease(NamedTuple):
    """An address that a client has until a moment of virtual time; *bound*: it was acknowledged."""

    address: int
    mac: int
    until: float
    bound: bool = True


#: Seconds for which an offered address is kept for its client.  evidence: inferred
OFFERED = 60.0


class DhcpAnswer(NamedTuple):
    """The reply to a message, None for none; the *lease* that it makes, and whether it ends one of this client."""

    reply: Dhcp | None = None
    lease: DhcpLease | None = None
    released: bool = False


def answer(pool: DhcpPool, leases: Mapping[int, DhcpLease], message: Dhcp, now: float) -> DhcpAnswer:
    """Return the answer to a message of a client; *leases* are those of the pool, by address."""
    if message.kind in (0, dhcp.DISCOVER):
        return _offer(pool, leases, message, now)
    if message.kind == dhcp.ASK:
        return _acknowledge(pool, leases, message, now)
    return DhcpAnswer(released=message.kind in (dhcp.RELEASE, dhcp.DECLINE))


def _free(leases: Mapping[int, DhcpLease], address: int, mac: int, now: float) -> bool:
    held = leases.get(address)
    return held is None or held.mac == mac or held.until <= now


def _offer(pool: DhcpPool, leases: Mapping[int, DhcpLease], message: Dhcp, now: float) -> DhcpAnswer:
    """Offer an address; BOOTP, which knows no offers, gets it at once."""
    had = [lease.address for lease in leases.values() if lease.mac == message.mac]
    wanted = message.number(dhcp.WANTED)
    asked = [address for address in (*had, wanted) if pool.first <= address <= pool.last]
    for address in (*asked, *range(pool.first, pool.last + 1)):
        if address != pool.server and _free(leases, address, message.mac, now):
            if not message.kind:
                return DhcpAnswer(_reply(pool, message, 0, address), DhcpLease(address, message.mac, float("inf")))
            lease = DhcpLease(address, message.mac, now + OFFERED, False)
            kept = leases.get(address)
            still = kept is not None and kept.bound and kept.mac == message.mac and kept.until > now
            return DhcpAnswer(_reply(pool, message, dhcp.OFFER, address), kept if still else lease)
    return DhcpAnswer()


def _acknowledge(pool: DhcpPool, leases: Mapping[int, DhcpLease], message: Dhcp, now: float) -> DhcpAnswer:
    """Give a client the address that it chose; one that asks another server has turned this one's offer down."""
    chosen = message.number(dhcp.SERVER)
    if chosen and chosen != pool.server:
        return DhcpAnswer(released=True)
    address = message.number(dhcp.WANTED) or message.client
    if not pool.first <= address <= pool.last or not _free(leases, address, message.mac, now):
        return DhcpAnswer(_reply(pool, message, dhcp.NAK, 0))
    return DhcpAnswer(_reply(pool, message, dhcp.ACK, address), DhcpLease(address, message.mac, now + pool.lease))


def _reply(pool: DhcpPool, message: Dhcp, kind: int, address: int) -> Dhcp:
    options: tuple[tuple[int, bytes], ...] = (dhcp.option(dhcp.SERVER, pool.server),) if kind else ()
    if address:
        mask = (1 << 32) - (1 << 32 - pool.length)
        lease = (dhcp.option(dhcp.LEASE, pool.lease),) if kind else ()
        options += (dhcp.option(dhcp.MASK, mask), *lease, *pool.options)
    return message._replace(op=dhcp.REPLY, kind=kind, yours=address, hops=0, seconds=0, options=options)
