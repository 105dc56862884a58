"""Run the ESRP domains of a master MSM: apply the configuration, send and receive, store changes as rows."""

from collections import Counter
from typing import TYPE_CHECKING

from xos_cli.packets.addresses import mac_number
from xos_cli.packets.frames import Esrp, Frame
from xos_cli.processes.esrp import keep, wire
from xos_cli.processes.esrp.facts import domain_id, has_master, master_vlan, policy_of, standard
from xos_cli.processes.esrp.machine import Domain
from xos_cli.processes.esrp.machine_records import MASTER, SLAVE, Neighbor, Settings, Timers
from xos_cli.processes.esrp.rows import EsrpDomain, EsrpNeighbor, EsrpState, EsrpVlan
from xos_cli.processes.esrp.track import factors_of
from xos_cli.processes.vlan.facts import member_ports, members
from xos_cli.processes.vlan.ports.facts import active_ports
from xos_cli.processes.vlan.rows import Vlan
from xos_cli.switch.hardware import portset as sets
from xos_cli.switch.timing.deadlines import AT_REST, rearm

if TYPE_CHECKING:
    from xos_cli.switch.hardware.chassis import Port
    from xos_cli.switch.node import Node


class Domains:
    """The domains of a master MSM that are enabled, by name, and what each has counted."""

    def __init__(self, node: "Node") -> None:
        self.node = node
        self.domains: dict[str, Domain] = {}
        self.counters: dict[str, Counter[str]] = {}
        self.sequence = 0
        self._armed = AT_REST

    # -- the configuration -----------------------------------------------------------------------------------------

    def resume(self) -> None:
        """Continue in the state of the old master MSM, from the rows that it sent."""
        node, store = self.node, self.node.store
        start = max(node.clock.now, node.fabric.dark_until) if node.fabric is not None else node.clock.now
        for row in store.rows(EsrpState):
            domain = store.get(EsrpDomain, row.domain)
            if domain is not None and domain.enable and has_master(store, domain):
                found = self.domains[domain.name] = Domain(self._settings(domain), start)
                known = [one for one in store.rows(EsrpNeighbor) if one.domain == row.domain]
                neighbors = {one.mac: Neighbor(one.state, keep.factors_in(one)) for one in known}
                found.restore(row.state, row.sticky, bool(row.standard), neighbors, start)

    def align(self) -> None:
        """Bring all domains in line with the configuration, the links and what is tracked."""
        store, now = self.node.store, self.node.clock.now
        wanted = {row.name: row for row in store.rows(EsrpDomain) if row.enable and has_master(store, row)}
        for name in [name for name in self._known() if name not in wanted]:
            self._end(name)
        for name, row in wanted.items():
            settings = self._settings(row)
            self.counters.setdefault(name, Counter())
            if name in self.domains:
                self.domains[name].configure(settings, now)
            else:
                self.domains[name] = Domain(settings, now)
        self.after(list(wanted))

    def _known(self) -> dict[str, None]:
        """Return the domains that run, or have rows."""
        return dict.fromkeys([*self.domains, *[row.domain for row in self.node.store.rows(EsrpState)]])

    def _end(self, name: str) -> None:
        """End a domain that no longer runs, and tell its neighbours."""
        domain = self.domains.pop(name, None)
        if domain is not None:
            domain.leave()
            self._send(name, domain)
        self.counters.pop(name, None)
        with self.node.change() as transaction:
            keep.remove(transaction, name)
        self._poll(name, None)

    def _settings(self, row: EsrpDomain) -> Settings:
        store = self.node.store
        timers = Timers(row.hello, row.neighbor, row.neutral, row.premaster, row.restart)
        polls = float(row.premasterPolls * row.premasterInterval)
        policy = tuple(policy_of(store, row).split(" > "))
        vlan = master_vlan(store, row.name)
        up = vlan is not None and bool(member_ports(store, vlan.name) & active_ports(store))
        return Settings(timers, policy, factors_of(self.node, row), standard(store), polls, up)

    # -- hellos ----------------------------------------------------------------------------------------------------

    def received(self, vlan: Vlan, message: Esrp) -> bool:
        """Process a received hello; return False if no domain that runs here has this master VLAN."""
        store = self.node.store
        rows = [row for row in store.rows(EsrpVlan) if row.master and row.vlanName == vlan.name]
        domain = self.domains.get(rows[0].domain) if rows else None
        row = store.get(EsrpDomain, rows[0].domain) if rows else None
        if domain is None or row is None or message.group != row.group:
            return False
        counter = self.counters.setdefault(row.name, Counter())
        if message.extended and message.domain != domain_id(store, row):
            counter["Rx-Drop-Domain-Id"] += 1
            return True
        if message.mac == mac_number(self.node.chassis.mac):
            return True  # one of this switch's own, which a loop has brought back
        counter["Rx-Hello"] += 1
        domain.received(wire.heard(message), self.node.clock.now)
        self.after([row.name])
        return True

    def _send(self, name: str, domain: Domain) -> None:
        """Send the hellos of a domain out of the ports of its master VLAN that work."""
        sent, domain.sent = domain.sent, []
        fabric, row, vlan = self.node.fabric, self.node.store.get(EsrpDomain, name), master_vlan(self.node.store, name)
        if fabric is None or row is None or vlan is None or not self.node.works("esrp"):
            return
        held = members(self.node.store, vlan.name)
        number, counter = domain_id(self.node.store, row), self.counters.setdefault(name, Counter())
        for said in sent:
            self.sequence = self.sequence + 1 & 0xFFFF
            message = wire.hello(self.node.store, row, said, number, domain.standard, self.sequence)
            for port in sets.each(held.all):
                tag = vlan.tag if held.tagged & sets.bit(port) else 0
                fabric.send(port, Frame(fabric.mac, wire.GROUP_MAC, tag, message))
            counter["Tx-Hello"] += 1

    # -- time ------------------------------------------------------------------------------------------------------

    def due(self) -> None:
        """Process all timers that are due."""
        self.node.worked("esrp")
        now = self.node.clock.now
        self._armed = AT_REST
        self.node.clock.drop(self)
        touched = [name for name, domain in self.domains.items() if min(domain.deadlines()) <= now]
        for name in touched:
            self.domains[name].tick(now)
        self.after(touched)

    def _arm(self) -> None:
        """Set the timers of the next deadlines; a hello has one only where a neighbor could hear it."""
        found = [domain.deadlines() for domain in self.domains.values()]
        heard = self.node.fabric is not None
        self._armed = rearm(self.node.clock, self, self.due, self._armed, found, heard)

    # -- what came of it -------------------------------------------------------------------------------------------

    def after(self, names: list[str]) -> None:
        """Store the changes as rows, act on a new state, send hellos, and set the next timer."""
        for name in names:
            self._keep(name, self.domains[name])
            self._send(name, self.domains[name])
        self._arm()

    def _keep(self, name: str, domain: Domain) -> None:
        """Put the rows of a domain; log and count its new states, and act on the last one."""
        row, entered = self.node.store.get(EsrpState, name), domain.entered
        domain.entered = []
        with self.node.change() as transaction:
            keep.keep(transaction, name, domain, self.node.time())
        self._poll(name, domain)
        before = row.state if row else "Disabled"
        for state in entered:
            if state == before:
                continue  # begun anew, which is no change
            # evidence: inferred (name and text)
            self.node.event("Info", "ESRP.StateChange", f"Domain {name}: {before} to {state}")
            self.counters.setdefault(name, Counter())[f"To-{state}"] += 1
            before = state
        if entered:
            self._act(name, domain.state, MASTER in (row.state if row else "", *entered[:-1]))

    def _act(self, name: str, state: str, was_master: bool) -> None:
        """Carry out what a new state requires."""
        self.node.call("esrp", "stand_by")
        self._flush(name)
        if state == SLAVE and was_master:
            self.node.call("esrp", "bounce_ports", name)
        if state == MASTER:
            self.node.call("esrp", "announce", name)

    def _flush(self, name: str) -> None:
        """Forget the addresses learned in the VLANs of a domain."""
        if self.node.fabric is not None:
            self.node.fabric.fdb.flush(keep.vids_of(self.node.store, name))

    def _poll(self, name: str, domain: Domain | None) -> None:
        """Start or stop ELRP: it looks for loops in PreMaster and Master, where that is enabled."""
        row, vlan = self.node.store.get(EsrpDomain, name), master_vlan(self.node.store, name)
        interval = 0
        if domain is not None and row is not None and domain.polling:
            interval = row.premasterInterval
        elif domain is not None and row is not None and domain.state == MASTER:
            interval = row.masterPoll
        if vlan is None or row is None or not interval:
            self.node.call("elrp", "stop_polling", name)
            return
        ports = member_ports(self.node.store, vlan.name)
        ports &= sets.read(row.pollPorts) if row.pollPorts else ports
        self.node.call("elrp", "poll", name, vlan.name, ports, interval)


# -- what comes to them ------------------------------------------------------------------------------------------------


def domains_of(node: "Node") -> Domains:
    """Return the ESRP domains of a node, made from its rows if there are none yet."""
    found = node.memory.get("esrp")
    if found is None:
        found = node.memory["esrp"] = Domains(node)
        found.resume()
    assert isinstance(found, Domains)
    return found


def align_domains(node: "Node") -> None:
    """Bring the domains of a master MSM in line with the configuration and the links."""
    if node.is_master:
        node.call("netTools", "watch_hosts")
        domains_of(node).align()


def received(node: "Node", port: "Port", vid: int, frame: Frame) -> bool:
    """Process a hello; forward and note one of a domain that does not run here."""
    message = frame.payload
    vlan = next((row for row in node.store.rows(Vlan) if row.tag == vid), None)
    if not isinstance(message, Esrp) or vlan is None:
        return False
    if "esrp" in node.memory and domains_of(node).received(vlan, message):
        return True
    node.call("esrp", "pass_through", vlan, message)
    return False


def looped(node: "Node", name: str) -> None:
    """Process a loop that ELRP has found in the master VLAN of a domain."""
    domains = domains_of(node)
    if name in domains.domains:
        # evidence: inferred (name and text)
        node.event("Warning", "ESRP.LoopDetected", f"Domain {name}: ELRP has found a loop")
        domains.domains[name].looped(node.clock.now)
        domains.after([name])


def forget_neighbors(node: "Node", name: str) -> None:
    """Forget the neighbours of one domain, "" for all."""
    domains = domains_of(node)
    chosen = [found for found in domains.domains if name in ("", found)]
    for found in chosen:
        domains.domains[found].forget()
    domains.after(chosen)


def unstick(node: "Node", name: str) -> None:
    """Clear the stickiness of one domain, "" for all."""
    domains = domains_of(node)
    for domain in [domains.domains[key] for key in domains.domains if name in ("", key)]:
        domain.unstick(node.clock.now)
    domains.after(list(domains.domains))
