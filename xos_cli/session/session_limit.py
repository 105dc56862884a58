"""The limit of network logins at one time: `configure cli max-sessions`; consoles do not count.

evidence: capture 11.2 (8), later EXOS (telnet and SSH together; who is there stays), inferred (the words)
"""

from xos_cli.processes.cfgmgr.rows import CliSession
from xos_cli.session.typist import Typist

MESSAGE = "\nError: No more than {most} sessions are allowed.\n"


def too_many(session: Typist) -> str:
    """Return the refusal text when the session limit is exceeded, else an empty string."""
    most = session.most
    for row in session.node.store.rows(CliSession):
        most = most or row.maxSessions
    remote = sum(1 for login in session.node.sessions.values() if login.kind != "console")
    return MESSAGE.format(most=most) if session.kind != "console" and most and remote > most else ""
