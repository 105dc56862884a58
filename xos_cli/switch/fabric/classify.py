"""Find the VLAN of a frame where its tag alone does not decide (VMANs, protocol filters), and tag it on the way out."""

from xos_cli.packets.frames import Arp, Bpdu, Eapol, Eaps, Edp, Elrp, Esrp, Frame, Ipv4, Lacpdu, Lldp, Raw, Tag
from xos_cli.switch.fabric.ports import FabricPort, FabricVlan
from xos_cli.switch.hardware.link import Copy

#: The type of the tags of VLANs: a VMAN can have it, too.  evidence: guide 11.3 p.233
DOT1Q = 0x8100
#: What the filters of protocols call a payload.
PROTOCOLS: dict[type, str] = {
    Ipv4: "etype 0x0800",
    Arp: "etype 0x0806",
    Lldp: "etype 0x88cc",
    Lacpdu: "etype 0x8809",
    Eapol: "etype 0x888e",
    Bpdu: "llc 0x4242",
    Edp: "snap 0x00bb",
    Elrp: "snap 0x00bb",
    Eaps: "snap 0x00bb",
    Esrp: "snap 0x00bb",
}


def protocol_of(frame: Frame) -> str:
    """Return the protocol of a frame as a filter names it."""
    payload = frame.payload
    return f"etype 0x{payload.number:04x}" if type(payload) is Raw else PROTOCOLS.get(type(payload), "")


def classify(vman_type: int, port: FabricPort, copy: Copy) -> tuple[FabricVlan | None, Copy]:
    """Return the VLAN of a frame that came in by a *special* port, and the frame without the tag of a VMAN.

    *vman_type*: the ethertype of outer tags.
    """
    frame = copy.frame
    outer = frame.outer[0] if frame.outer else None
    if outer is not None and outer.ethertype == vman_type and outer.vlan in port.tunnels:
        inner = frame._replace(outer=frame.outer[1:])
        return port.tunnels[outer.vlan], copy._replace(frame=inner, size=inner.length, dot1p=outer.priority)
    if vman_type == DOT1Q and outer is None and frame.vlan in port.tunnels:
        inner = frame._replace(vlan=0, priority=0)
        return port.tunnels[frame.vlan], copy._replace(frame=inner, size=inner.length, dot1p=frame.priority)
    if port.tunnel is not None:
        return port.tunnel, copy
    if not frame.vlan and frame.src in port.mac_vlans:
        return port.mac_vlans[frame.src], copy
    if not frame.vlan and port.filters:
        vlan = port.filters.get(protocol_of(frame))
        if vlan is not None:
            return vlan, copy
    return port.vlans.get(frame.vlan), copy


def dressed(vlan: FabricVlan, copy: Copy, tagged: bool, vman_type: int) -> Copy:
    """Return a frame of a VLAN as it leaves by a member port: with the VLAN's tag, or without."""
    frame = copy.frame
    if vlan.vman:
        if not tagged:
            return copy
        if vman_type == DOT1Q and not (frame.vlan or frame.priority or frame.outer):
            new = frame._replace(vlan=vlan.vid, priority=copy.dot1p or 0)
        else:
            new = frame._replace(outer=(Tag(vman_type, vlan.vid, copy.dot1p or 0), *frame.outer))
        return Copy(new, new.length, copy.serial, copy.queue)
    tag, priority = vlan.vid if tagged else 0, frame.priority
    if tagged and copy.dot1p is not None:
        priority = copy.dot1p
    if frame.vlan == tag and frame.priority == priority:
        return copy
    new = Frame(frame.src, frame.dst, tag, frame.payload, priority, frame.outer)
    return Copy(new, new.length, copy.serial, copy.queue)
