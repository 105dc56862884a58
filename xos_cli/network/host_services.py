"""The services of hosts in a network file: their keys, checked one by one."""

from collections.abc import Iterator, Mapping

from xos_cli.errors import NetworkError
from xos_cli.network.keys import ip, known, number_of, take
from xos_cli.network.plan import Table

#: Services of hosts.
SERVICES = (
    "syslog",
    "sntp",
    "tftp",
    "radius",
    "tacacs",
    "dhcp",
    "dns",
    "telnet",
    "ssh",
    "cna",
    "supplicant",
    "powered",
)
#: Those that need no address of their own.
ADDRESSLESS = ("supplicant", "powered")
SERVICE_KEYS: dict[str, tuple[str, ...]] = {
    "syslog": ("port",),
    "sntp": ("offset",),
    "tftp": ("files",),
    "radius": ("secret", "users"),
    "tacacs": ("secret", "users"),
    "dhcp": ("ranges", "lease"),
    "dns": ("names",),
    "telnet": ("users",),
    "ssh": ("users", "files"),
    "cna": ("tests", "every"),
    "supplicant": ("user", "password"),
    "powered": ("watts", "class", "legacy"),
}
#: The tests of a CNA server.
CNA_TESTS = ("traceroute", "rtp", "ping", "tcpconnect")
#: The keys of a user of a RADIUS server with the kinds of their values, and the words of one of them.
USER_KINDS: dict[str, type] = {
    **dict.fromkeys(("password", "service", "vlan", "extended-vlan", "tunnel", "url", "url-description"), str),
    "vlan-id": int,
    "netlogin-only": bool,
}
SERVICE_WORDS = ("administrative", "login")
#: The keys of a user of a TACACS+ server.
TACACS_KEYS = ("password", "level", "permit", "deny")


def check_services(services: Mapping[str, Table], where: str) -> None:
    """Refuse a service with a key or a value that it cannot have."""
    for name, table in services.items():
        known(table, SERVICE_KEYS[name], f"{where}.{name}")
        if not -1e9 <= number_of(table, "offset", f"{where}.{name}", 0.0) <= 1e9:
            raise NetworkError(f"{where}.{name}: offset: expected a number of seconds, at most a billion")
        files = take(table, "files", dict, f"{where}.{name}", {})
        if not all(isinstance(text, str) for text in files.values()):
            raise NetworkError(f"{where}.{name}: files: expected a table of names and texts")
        if not 1 <= take(table, "port", int, f"{where}.{name}", 1) <= 65535:
            raise NetworkError(f"{where}.{name}: port: expected a port from 1 to 65535")
        if name == "radius":
            _radius(table, f"{where}.radius")
        if name == "tacacs":
            _tacacs(table, f"{where}.tacacs")
        if name == "dhcp":
            _dhcp(table, f"{where}.dhcp")
        if name == "dns":
            _dns(table, f"{where}.dns")
        if name in ("telnet", "ssh"):
            _accounts(table, f"{where}.{name}")
        if name == "cna":
            _cna(table, f"{where}.cna")
        if name == "supplicant":
            _supplicant(table, f"{where}.supplicant")
        if name == "powered":
            _powered(table, f"{where}.powered")


def _powered(table: Table, where: str) -> None:
    """Refuse a powered device whose watts or class are none of IEEE 802.3af."""
    if not 0 < number_of(table, "watts", where, 5.0) <= 20:
        raise NetworkError(f"{where}: watts: expected a number of watts, 20 at most")
    if not 0 <= take(table, "class", int, where, 0) <= 4:
        raise NetworkError(f"{where}: class: expected a number from 0 to 4")
    take(table, "legacy", bool, where, False)


def _supplicant(table: Table, where: str) -> None:
    """Refuse a supplicant without a user."""
    for key in SERVICE_KEYS["supplicant"]:
        take(table, key, str, where, "")
    if not table.get("user"):
        raise NetworkError(f"{where}: user: expected a name")


def _dhcp(table: Table, where: str) -> None:
    """Refuse a DHCP server with a lease or a range that is none."""
    if not 10 <= take(table, "lease", int, where, 7200) <= 4294967295:
        raise NetworkError(f"{where}: lease: expected a number of seconds, 10 or more")
    for subnet, words in take(table, "ranges", dict, where, {}).items():
        here = f"{where}: ranges: {subnet}"
        address, slash, length = subnet.partition("/")
        if not slash or not length.isdecimal() or not 1 <= int(length) <= 30 or not isinstance(words, str):
            raise NetworkError(f'{here}: expected a subnet and a range, like "10.1.1.0/24" = "10.1.1.10-10.1.1.99"')
        network, (first, _, last) = ip(address, here), words.partition("-")
        ends = [ip(end.strip(), here) for end in (first, last or first)]
        if (
            ends[0] > ends[1]
            or any((end ^ network) >> (32 - int(length)) for end in ends)
            or network % 2 ** (32 - int(length))
        ):
            raise NetworkError(f"{here}: {words} is no range of this subnet")


def _radius(table: Table, where: str) -> None:
    """Refuse a RADIUS server whose secret or users are not as they should be."""
    for here, user in _users(table, where):
        known(user, tuple(USER_KINDS), here)
        words = {key: take(user, key, kind, here, kind()) for key, kind in USER_KINDS.items()}
        if not 0 <= words["vlan-id"] <= 4094:
            raise NetworkError(f"{here}: vlan-id: expected a tag from 1 to 4094")
        if words["service"] not in ("", *SERVICE_WORDS):
            raise NetworkError(f"{here}: service: expected {' or '.join(SERVICE_WORDS)}")


def _users(table: Table, where: str) -> Iterator[tuple[str, Table]]:
    """Yield the users of a server that are tables, and where each stands; refuse a secret or a user that is none."""
    if not take(table, "secret", str, where, "secret"):
        raise NetworkError(f"{where}: secret: expected a text that is not empty")
    for name, user in take(table, "users", dict, where, {}).items():
        here = f"{where}: users: {name}"
        if isinstance(user, str):
            continue
        if not isinstance(user, dict) or "password" not in user:
            raise NetworkError(f"{here}: expected a password, or a table with a password")
        yield here, user


def _tacacs(table: Table, where: str) -> None:
    """Refuse a TACACS+ server whose secret or users are not as they should be."""
    for here, user in _users(table, where):
        known(user, TACACS_KEYS, here)
        take(user, "password", str, here, "")
        if not 0 <= take(user, "level", int, here, 1) <= 15:
            raise NetworkError(f"{here}: level: expected a number from 0 to 15")
        for key in ("permit", "deny"):
            if not all(isinstance(words, str) for words in take(user, key, list, here, [])):
                raise NetworkError(f"{here}: {key}: expected a list of texts")


def _cna(table: Table, where: str) -> None:
    """Refuse a CNA server with tests that an agent does not have."""
    if number_of(table, "every", where, 300.0) < 10:
        raise NetworkError(f"{where}: every: expected a number of seconds, 10 or more")
    for test in take(table, "tests", list, where, []):
        if not isinstance(test, str) or test.split()[:1] not in [[kind] for kind in CNA_TESTS]:
            raise NetworkError(f'{where}: tests: expected texts like "ping 10.1.1.1" ({", ".join(CNA_TESTS)})')


def _accounts(table: Table, where: str) -> None:
    """Refuse a server whose users have no passwords."""
    if not all(isinstance(password, str) for password in take(table, "users", dict, where, {}).values()):
        raise NetworkError(f"{where}: users: expected a table of names and passwords")


def _dns(table: Table, where: str) -> None:
    """Refuse a DNS server whose names have no addresses."""
    for name, address in take(table, "names", dict, where, {}).items():
        if not isinstance(address, str):
            raise NetworkError(f"{where}: names: {name}: expected an address")
        ip(address, f"{where}: names: {name}")
