"""What happens in the lab after a command: time, traffic, logins, a broken cable, a failover, a reboot."""

from collections.abc import Callable

from claims.lab import MANAGER, Lab
from claims.observe import Watch
from claims.polls import READS, WRITES, Questions, polls

from xos_cli import XosError
from xos_cli.network.traffic import Stream, Trace
from xos_cli.packets.addresses import BROADCAST, ip_number
from xos_cli.packets.frames import REQUEST, Arp, Frame, Ipv4, Udp
from xos_cli.serve.access import access
from xos_cli.session.session import TIME, Session

#: Who talks to whom.
TALKS = (
    ("pc1", "10.2.2.10"), ("pc1", "10.3.3.10"), ("pc1", "10.1.1.11"), ("pc1", "10.9.9.9"), ("pc2", "10.3.3.10"),
    ("b1", "10.100.0.12"), ("b1", "10.100.0.13"), ("b2", "10.100.0.13"), ("p1", "10.0.4.12"), ("noc", "10.8.8.1"),
    ("pc1", "10.1.1.1"), ("pc1", "10.77.0.1"), ("pc1", "10.1.1.77"), ("b1", "10.100.0.1"), ("b1", "10.100.0.254"),
    ("b2", "10.100.0.254"), ("client", "10.1.1.1"),
)  # fmt: skip
#: The switch's addresses next to hosts.
ROUTERS = {"pc1": "10.1.1.1", "b1": "10.100.0.1"}
#: Where a switch answers SNMP, and at which UDP port.
AGENTS, AGENT = {"core": "10.9.9.1", "edge": "10.0.1.2", "far": "10.0.2.2"}, 161
#: Accounts that try to log in, with a password; those that are wrong first.
LOGINS = (
    ("admin", "wrong"), ("admin", ""), ("bob", "secret"), ("eve", "secret"), ("y", "secret"), ("bob", "wrong"),
    ("bob", "wrong"), ("bob", "wrong"), ("bob", "secret"), ("alice", "wonder"), ("carol", "reads"),
    ("dave", "deep"), ("erin", "mild"),
)  # fmt: skip
#: What they type then, as far as they may.
TYPED = ("create vlan stranger", "delete vlan stranger", "create account user mallory ab", "delete account mallory")
#: The cables that break.
FAULTS = ("core 1:1", "core 1:4", "core 1:20", "core 1:13", "core 1:11")
#: How far the address of the telnet client is.
ADDRESS = "10.1.1.10"


def run(lab: Lab, watch: Watch) -> None:
    """Let a few seconds pass, let hosts talk, then let a minute and a half pass."""
    lab.network.advance(5.0)
    traffic(lab, watch)
    _polls(lab, watch)
    lab.network.advance(90.0)


def _polls(lab: Lab, watch: Watch, questions: Questions = READS) -> None:
    """Ask the switch over SNMP from the server, and note the answers."""
    server = lab.network._inside.hosts["server"]

    def send(data: bytes) -> bytes:
        server.send(Ipv4(server.address, ip_number(AGENTS[lab.dut]), Udp(MANAGER, AGENT, data)))
        lab.network.advance(0.1)
        return lab.answers.got.pop() if lab.answers.got else b""

    for title, answer in polls(send, questions):
        watch.notes["traffic", title] = answer


def traffic(lab: Lab, watch: Watch, when: str = "") -> None:
    """Let hosts talk, with small packets and with large ones."""
    hosts = lab.network._inside.hosts
    talks = [(name, address) for name, address in TALKS if hosts[name].address]
    streams = [
        (f"{when}{name} to {address}, {size} octets", Stream(hosts[name], ip_number(address), 0.5, 4, size))
        for name, address in talks
        for size in (56, 1472)
    ]
    trace = Trace(hosts["pc1"], ip_number("10.2.2.10"))
    lab.network.advance(10.0)
    watch.notes["traffic", f"{when}traceroute from pc1"] = " ".join(trace.hops)
    for title, stream in streams:
        trips = ", ".join(f"{seconds:.6f}" for seconds in stream.trips)
        text = f"{stream.received} of {stream.sent} answered, {stream.errors or 'no errors'}"
        watch.notes["traffic", title] = text
        watch.notes["traffic", f"{title}: seconds"] = trips


def logins(lab: Lab, watch: Watch) -> None:
    """Log in by telnet: the answer, the banner, the prompt, a screen that is longer than a page."""
    machine = lab.network._inside.machines[lab.dut]
    for number, (account, password) in enumerate(LOGINS):
        begun = lab.now
        session = Session(machine, lab.master.name, "telnet", ADDRESS)
        said = ""
        for text in (account, password, "show ports information no-refresh", "q", *TYPED):
            session.feed(text)
            lab.network._inside.wait(lambda at=session: at.wants != TIME, "an answer", 600.0)  # type: ignore[misc]
            said += session.take() + "|" + _plain(session.prompt) + "|"
        watch.notes["terminal", f"login {number} as {account}"] = f"{said} after {lab.now - begun:.1f} seconds"
        session.close()
    _page(lab, watch)
    _web(lab, watch)
    watch.notes["terminal", "TCP ports that take logins"] = str(access(machine.master))


def _page(lab: Lab, watch: Watch) -> None:
    """Note what stands at the console, and whether a long screen stops there."""
    name = lab.master.name
    session = lab.network.switches[lab.dut]._lab.consoles[name]
    watch.notes["terminal", "the console"] = _plain(session.prompt)
    if session.at_prompt:
        session.height = 24
        session.feed("show ports information no-refresh")
        watch.notes["terminal", "a long screen at the console"] = session.wants
        session.feed("q")
        session.take()
        session.height = None


def _web(lab: Lab, watch: Watch) -> None:
    """Open the switch's page from pc1's browser, and note what it shows."""
    for page in ("http://10.1.1.1/", "https://10.1.1.1/"):
        try:
            shown = lab.network.hosts["pc1"].open_page(page)
        except XosError as error:
            shown = str(error)
        watch.notes["traffic", f"pc1 opens {page}"] = shown


def idle(lab: Lab, watch: Watch) -> None:
    """Log in by telnet, and say nothing for 25 minutes."""
    session = lab.session(ADDRESS)
    lab.network.advance(1500.0)
    watch.notes["terminal", "a login that says nothing for 25 minutes"] = session.wants
    session.close()


def _plain(prompt: str) -> str:
    """Return a prompt without its number and the mark of what is not saved."""
    import re

    return re.sub(r"\.\d+ ([#>]) $", r" \1", prompt.removeprefix("* "))


def faults(lab: Lab, watch: Watch) -> None:
    """Cut the cables to edge while hosts talk, and join them again."""
    for end in FAULTS:
        lab.network.cable(end).cut()
    lab.network.advance(3.0)
    traffic(lab, watch, "cables cut: ")
    watch.midway("cables cut")
    for end in FAULTS:
        lab.network.cable(end).join()
    lab.network.advance(60.0)
    traffic(lab, watch, "cables joined: ")


def failover(lab: Lab, watch: Watch) -> None:
    """Let the master fail while hosts talk."""
    master = lab.master.name
    lab.network.switches[lab.dut].fail(master)
    traffic(lab, watch)
    lab.network.advance(60.0)


def environment(lab: Lab, watch: Watch) -> None:
    """Let a power supply and a fan fail, and repair them."""
    for what in ("psu", "fan"):
        lab.network.switches[lab.dut].fail(what, 1)
    lab.network.advance(60.0)
    traffic(lab, watch, "without a power supply: ")
    watch.midway("without a power supply")
    for what in ("psu", "fan"):
        lab.network.switches[lab.dut].repair(what, 1)
    lab.network.advance(60.0)


def cold(lab: Lab, watch: Watch) -> None:
    """Switch the chassis off and on, without saving."""
    lab.network.switches[lab.dut].power_off()
    lab.network.advance(10.0)
    lab.network.switches[lab.dut].power_on()
    lab.network.advance(600.0)
    traffic(lab, watch, "after power-on: ")


def reboot(lab: Lab, watch: Watch) -> None:
    """Save, then switch the chassis off and on."""
    lab.type("save")
    lab.network.advance(60.0)
    cold(lab, watch)


def silent(lab: Lab, watch: Watch) -> None:
    """Let cables lose every frame for 40 seconds while their links stay up."""
    for end in FAULTS[:3]:
        lab.network.cable(end).loss = 1.0
    lab.network.advance(40.0)
    traffic(lab, watch, "frames lost: ")
    watch.midway("frames lost")
    for end in FAULTS[:3]:
        lab.network.cable(end).loss = 0.0
    lab.network.advance(60.0)


def flood(lab: Lab, watch: Watch) -> None:
    """Let a host send a hundred packets a second to the switch."""
    stream = Stream(lab.network._inside.hosts["pc1"], ip_number("10.1.1.1"), 0.01, 300)
    lab.network.advance(8.0)
    watch.notes["traffic", "a flood from pc1"] = f"{stream.received} of {stream.sent} answered"
    traffic(lab, watch, "after the flood: ")


def writes(lab: Lab, watch: Watch) -> None:
    """Try to change the switch over SNMP."""
    _polls(lab, watch, WRITES)


def datagrams(lab: Lab, watch: Watch) -> None:
    """Let a host broadcast to a UDP port."""
    for name in ("pc1", "b1"):
        host = lab.network._inside.hosts[name]
        for port in (9999, 137, 67):
            host.send(Ipv4(host.address, 0xFFFFFFFF, Udp(40000, port, b"who is there")))
        host.send(Ipv4(host.address, ip_number(ROUTERS[name]), Udp(40000, 7, b"echo")))
    lab.network.advance(2.0)


def page(lab: Lab, watch: Watch) -> None:
    """Log in at the login page of network login, wrongly and rightly; keep the window open, and log out."""
    host = lab.network._inside.hosts["client"]
    browser = host.browser
    for step in ("wrong", "wonder", "logout"):
        if step == "logout":
            browser.log_out()
        else:
            browser.log_in("alice", step)
        lab.network.advance(100.0)
        said = browser.failure or f"{browser.title}, leads to {browser.page}, window {browser.window or 'none'}"
        watch.notes["traffic", f"the login page, {step}"] = f"{said}, refreshed every {browser.refresh:g} seconds"
        watch.notes["traffic", f"the address of the client, {step}"] = str(host.address)
        traffic(lab, watch, f"login page, {step}: ")
        if step == "wonder":
            lab.network.advance(600.0)
            browser.close_window()
            lab.network.advance(600.0)
            traffic(lab, watch, "window closed: ")
            browser.log_in("alice", step)
            lab.network.advance(30.0)


def eapol(lab: Lab, watch: Watch) -> None:
    """Say by 802.1X who a host is, wrongly and rightly; wait for the reauthentication, and leave."""
    host = lab.network._inside.hosts["pc4"]
    for password in ("wrong", "wrong", "wrong", "reads"):
        supplicant = host.supply("carol", password)
        supplicant.begin()
        lab.network.advance(80.0)
        watch.notes["traffic", f"802.1X with the password {password}"] = supplicant.state
        traffic(lab, watch, f"802.1X, {password}: ")
    lab.network.advance(3700.0)
    watch.notes["traffic", "802.1X after an hour"] = f"{supplicant.state}, asked {supplicant.asked} times"
    supplicant.log_off()
    lab.network.advance(10.0)
    traffic(lab, watch, "802.1X, logged off: ")


def large(lab: Lab, watch: Watch) -> None:
    """Let hosts send packets of 1,600 and 8,900 octets."""
    hosts = lab.network._inside.hosts
    for name, address in TALKS[:7]:
        for size in (1600, 8900):
            stream = Stream(hosts[name], ip_number(address), 0.5, 2, size)
            lab.network.advance(4.0)
            watch.notes["traffic", f"{name} to {address}, {size} octets"] = (
                f"{stream.received} answered, {stream.errors}"
            )


def marks(lab: Lab, watch: Watch) -> None:
    """Let pc1 send datagrams with code points to networks behind other switches, and many at once."""
    pc1 = lab.network._inside.hosts["pc1"]
    for target in ("10.3.3.10", "10.2.2.10"):
        for point in (0, 10, 46):
            pc1.send(Ipv4(pc1.address, ip_number(target), Udp(40000, 5001, bytes(20)), tos=point << 2))
        for _ in range(200):
            pc1.send(Ipv4(pc1.address, ip_number(target), Udp(40000, 5002, bytes(1200)), tos=0))
    lab.network.advance(2.0)


def impostor(lab: Lab, watch: Watch) -> None:
    """Let pc4 claim the switch's address."""
    pc4 = lab.network._inside.hosts["pc4"]
    stolen = ip_number("10.1.1.1")
    pc4.transmit(Frame(pc4.mac, BROADCAST, 0, Arp(REQUEST, pc4.mac, stolen, 0, stolen)))
    lab.network.advance(1.0)
    traffic(lab, watch, "with an impostor: ")


def aged(lab: Lab, watch: Watch) -> None:
    """Let ten days pass, and log in."""
    day(lab, watch, 10)
    logins(lab, watch)


def day(lab: Lab, watch: Watch, days: int = 1) -> None:
    """Let a day pass, or more; frames are not counted any more."""
    watch.untap()
    lab.network.advance(days * 86400.0)


Probe = Callable[[Lab, Watch], None]
#: In their order; each goes on where the one before it ended.
QUICK: tuple[Probe, ...] = (run,)
DEEP: tuple[Probe, ...] = (run, logins, faults)
#: What comes last.
END: tuple[Probe, ...] = (failover,)
#: What an attempt can add, by name.
MORE: dict[str, Probe] = {
    probe.__name__: probe
    for probe in (
        *(idle, writes, datagrams, marks, impostor, page, eapol, large, environment, cold, reboot, silent, flood, aged),
        day,
    )
}
#: What is added for a screen where nothing is said.
ALL = ("environment", "silent")
