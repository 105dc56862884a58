"""`:host`: what somebody does at a host: open a page, log in at a login page or by 802.1X, log out, ask for
another address."""

from xos_cli.errors import LabError
from xos_cli.lab.network_help import NETWORK_COMMANDS
from xos_cli.lab.probes import host_named
from xos_cli.network.host import Host
from xos_cli.network.network import Network
from xos_cli.packets.addresses import ip_text


def host_action(network: Network, words: list[str]) -> str:
    """Carry out `:host`; return what came of it."""
    if len(words) < 2:
        raise LabError(NETWORK_COMMANDS["host"].usage)
    host, action, rest = host_named(network, words[0]), words[1], words[2:]
    match action, rest:
        case "login", [user, password, *url] if len(url) < 2:
            host.browser.log_in(user, password, *url)
            return _browsed(network, host, "the end of the login")
        case "open", [url]:
            host.browser.visit(url)
            return _browsed(network, host, "the page")
        case "logout", []:
            host.browser.log_out()
            return _browsed(network, host, "the end of the logout")
        case "close", []:
            host.browser.close_window()
            return ""
        case "dot1x", [user, password]:
            supplicant = host.supply(user, password)
            supplicant.begin()
            network.wait(lambda: supplicant.state != "connecting", "the end of the authentication")
            return f"{host.name}: {supplicant.state}\n"
        case _:
            return _leave(network, host, action, rest)


def _leave(network: Network, host: Host, action: str, rest: list[str]) -> str:
    """Leave a port by 802.1X, or give an address up for another one."""
    match action, rest:
        case "logoff", []:
            _needed(host.supplicant is not None, f"{host.name} has no supplicant")
            assert host.supplicant is not None
            host.supplicant.log_off()
            return ""
        case "renew", []:
            _needed(host.client is not None, f"{host.name} has a fixed address")
            assert host.client is not None
            host.client.renew()
            network.wait(lambda: bool(host.address), "an address")
            return f"{host.name}: {ip_text(host.address)}\n"
    raise LabError(NETWORK_COMMANDS["host"].usage)


def _needed(there: bool, words: str) -> None:
    if not there:
        raise LabError(words)


def _browsed(network: Network, host: Host, what: str) -> str:
    """Wait until the browser of a host is done; return the title of its page, and where that leads."""
    browser = host.browser
    network.wait(lambda: browser.done, what)
    if browser.failure:
        raise LabError(f"{host.name}: {browser.failure}")
    leads = f" (leads to {browser.page})" if browser.page else ""
    certificate = f" (certificate of {browser.certificate})" if browser.certificate else ""
    return f"{host.name}: {browser.title}{leads}{certificate}\n"
