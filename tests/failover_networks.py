"""Networks in which the MSM of one switch fails over while pc1 and pc2 talk: one for each row of the hitless table."""

from eaps_rings import BD10808, ring, two_rings

from xos_cli import Network


def stp() -> Network:
    """Return a triangle of STP bridges whose root x is on the way from pc1 at y to pc2 at z."""
    switches = {name: {"chassis": BD10808, "lines": ["enable stpd s0"]} for name in "xyz"}
    hosts = {f"pc{number}": {"address": f"10.1.1.{number}/24"} for number in (1, 2)}
    cables = [("x 1:1", "y 1:1"), ("y 1:2", "z 1:2"), ("z 1:1", "x 1:2"), ("pc1", "y 1:20"), ("pc2", "z 1:20")]
    network = Network.build(switches=switches, hosts=hosts, cables=cables)
    network.advance(40.0)
    return network


def eaps_complete() -> Network:
    """Return a whole ring with pc1 at its master m."""
    return ring("mxy", BD10808, hosts="mx")


def eaps_failed() -> Network:
    """Return a ring whose cable between x and y is cut: pc1 at x reaches pc2 at y by the master's secondary port."""
    network = ring("mxy", BD10808, hosts="xy")
    network.cable("x 1:1").cut()
    network.advance(5.0)
    return network


def eaps_links_up() -> Network:
    """Return a whole ring with transit node x between pc1 at m and pc2 at y; the master's secondary port blocks."""
    return ring("mxy", BD10808, hosts="my")


def eaps_links_down() -> Network:
    """Return a ring whose cable between m and x is cut: x has lost a link, and pc1 at x reaches pc2 at y."""
    network = ring("mxy", BD10808, hosts="xy")
    network.cable("m 1:1").cut()
    network.advance(5.0)
    return network


def eaps_shared(end: str, blocking: bool) -> Network:
    """Return two rings with a common link, whole or cut; pc1 is at a master, pc2 at one end of the common link."""
    network = two_rings(BD10808, ("m1", end))
    if blocking:
        network.cable("con 1:1").cut()
        network.advance(5.0)
    return network


def group(lacp: bool) -> Network:
    """Return two switches with a group of two cables between them."""
    line = f"enable sharing 1:1 grouping 1:1-2{' lacp' if lacp else ''}"
    switches = {name: {"chassis": BD10808, "lines": [line]} for name in ("east", "west")}
    hosts = {f"pc{number}": {"address": f"10.1.1.{number}/24"} for number in (1, 2)}
    cables = [("east 1:1", "west 1:1"), ("east 1:2", "west 1:2"), ("pc1", "east 1:20"), ("pc2", "west 1:20")]
    return Network.build(switches=switches, hosts=hosts, cables=cables)


def routed(*common: str, more: dict[str, list[str]] | None = None) -> Network:
    """Return router r1 with pc1, cabled to router r2 with pc2; r2 fails over.

    *common* is typed at both, which have VLAN ``way`` between them and VLAN ``lan`` with the host.
    """
    switches = {}
    for number, name in enumerate(("r1", "r2"), 1):
        lines = ["configure vlan Default delete ports all"]
        for vlan, port, address in (("way", "1:1", f"10.0.0.{number}/24"), ("lan", "1:20", f"10.0.{number}.1/24")):
            lines += [
                f"create vlan {vlan}",
                f"configure vlan {vlan} add ports {port} untagged",
                f"configure vlan {vlan} ipaddress {address}",
            ]
        lines += ["enable ipforwarding", *common, *(more or {}).get(name, ())]
        switches[name] = {"chassis": BD10808, "lines": lines}
    hosts = {f"pc{n}": {"address": f"10.0.{n}.100/24", "gateway": f"10.0.{n}.1"} for n in (1, 2)}
    cables = [("r1 1:1", "r2 1:1"), ("pc1", "r1 1:20"), ("pc2", "r2 1:20")]
    network = Network.build(switches=switches, hosts=hosts, cables=cables)
    network.advance(120.0)
    return network


def static() -> Network:
    """Return two routers with static routes."""
    ways = {"r1": "10.0.2.0/24 10.0.0.2", "r2": "10.0.1.0/24 10.0.0.1"}
    return routed(more={name: [f"configure iproute add {way}"] for name, way in ways.items()})


def ospf(*more: str) -> Network:
    """Return two routers with OSPF."""
    router_id = {f"r{number}": [f"configure ospf routerid 10.0.0.{number}", "enable ospf"] for number in (1, 2)}
    vlans = ("configure ospf add vlan way area 0.0.0.0", "configure ospf add vlan lan area 0.0.0.0")
    priority = ("configure ospf vlan way priority 1", "configure ospf vlan lan priority 1")
    return routed(*vlans, *priority, *more, more=router_id)


def ospf_graceful() -> Network:
    """Return two routers with OSPF that restart gracefully and help each other."""
    return ospf("configure ospf restart both", "configure ospf vlan way restart-helper both")


def rip() -> Network:
    """Return two routers with RIP."""
    return routed("configure rip add vlan way", "configure rip add vlan lan", "enable rip")


def msm_ports() -> Network:
    """Return an 8810 with pc1 at an I/O port of the slot of MSM-A, pc2 and pc3 at another module."""
    hosts = {f"pc{number}": {"address": f"10.1.1.{number}/24"} for number in (1, 2, 3)}
    cables = [("pc1", "old 5:1"), ("pc2", "old 3:1"), ("pc3", "old 3:2")]
    return Network.build(switches={"old": {"chassis": "bd8810"}}, hosts=hosts, cables=cables)
