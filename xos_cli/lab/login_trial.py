"""`:login`: try a login by telnet, and say what came of it."""

from xos_cli.errors import LabError
from xos_cli.lab.network_help import NETWORK_COMMANDS
from xos_cli.network.network import Network
from xos_cli.session.session import TIME, Session

#: Where the login comes from, as the switch sees it.
ADDRESS = "10.0.0.99"


def try_login(network: Network, switch: str, words: list[str]) -> str:
    """Carry out `:login`; return whether the switch takes the name and the password, and how long that took."""
    if len(words) not in (1, 2):
        raise LabError(NETWORK_COMMANDS["login"].usage)
    master = network.machines[switch].master
    if master is None:
        raise LabError(f"{switch} has no master that takes logins")
    session = Session(network.machines[switch], master.name, "telnet", ADDRESS)
    begun = network.now
    for word in (words[0], words[1] if len(words) == 2 else ""):
        session.feed(word)
    network.wait(lambda: session.wants != TIME, "an answer to the login")
    rights = "administrator" if session.admin else "user"
    result = rights if session.account else "too many sessions" if session.turned_away else "Login incorrect"
    session.close()
    return f"{words[0]}: {result}, after {network.now - begun:.3f} s\n"
