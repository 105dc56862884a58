"""Bare fabrics with hosts and cables: what the I/O modules do without any process."""

from xos_cli.network.cable import Cable
from xos_cli.network.host import Host
from xos_cli.packets.addresses import ip_number
from xos_cli.program.resources import read_chassis
from xos_cli.switch.backplane import Backplane
from xos_cli.switch.fabric.fabric import Fabric
from xos_cli.switch.fabric.programming import VlanSetting, set_vlan
from xos_cli.switch.fabric.storm import Storms
from xos_cli.switch.hardware.link import Offer
from xos_cli.switch.timing.clock import Clock

CHASSIS = read_chassis("summit-x450-24t")


class Bench:
    """Some fabrics under one clock, each with all ports untagged in VLAN 1."""

    def __init__(self, fabrics: int = 1) -> None:
        self.clock = Clock(0.0)
        self.storms = Storms(self.clock)
        self.fabrics = [self._fabric(number) for number in range(fabrics)]
        self.hosts: list[Host] = []
        self.cables: list[Cable] = []

    def _fabric(self, number: int) -> Fabric:
        chassis = CHASSIS._replace(mac=f"00:04:96:00:00:{number + 1:02x}")
        fabric = Fabric(chassis, self.clock, Backplane(self.clock), f"s{number}", self.storms)
        set_vlan(fabric, VlanSetting(1, "Default", chassis.ports))
        for port in fabric.ports.values():
            port.set_offer(Offer())
        return fabric

    def host(self, fabric: int, port: int, vlan: int = 0) -> Host:
        """Cable a host to a port, with the next address of 10.0.0.0/24."""
        number = len(self.hosts) + 1
        address = ip_number(f"10.0.0.{number}")
        host = Host(self.clock, f"pc{number}", 0x020000000000 + number, address, 24, 0, self.storms, vlan)
        self.hosts.append(host)
        self.cables.append(Cable(self.clock, host, self.fabrics[fabric].ports[1, port], self.storms, "0"))
        return host

    def cable(self, one: tuple[int, int], other: tuple[int, int]) -> Cable:
        """Cable two ports, each a fabric and a port number."""
        ends = [self.fabrics[fabric].ports[1, port] for fabric, port in (one, other)]
        self.cables.append(Cable(self.clock, ends[0], ends[1], self.storms, "0"))
        return self.cables[-1]

    def ready(self) -> "Bench":
        """Wait until the links are up."""
        self.clock.advance(5.0)
        return self
