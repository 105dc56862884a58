"""Logins at a switch of a network, which a server of RADIUS or TACACS+ may decide."""

from xos_cli import Network
from xos_cli.session.session import Session


def try_in(found: Network, name: str, password: str, kind: str = "telnet") -> tuple[Session, float]:
    """Type a name and a password at a new login; return the session, and the virtual seconds that it took."""
    machine = found.switches["core"]._machine
    assert machine.master is not None
    session = Session(machine, machine.master.name, kind, "10.0.0.9")
    session.take()
    session.feed(name)
    session.feed(password)
    begun = machine.clock.now
    machine.wait(lambda: session.wants != "time", "an answer")
    return session, machine.clock.now - begun
