"""The I/O modules of a switch that is part of a network, and how a process sends and receives frames.

A switch alone has no fabric: ``node.fabric`` is None there, and nothing of this package is imported.

**Receive.**  A process names in ``RECEIVES`` of its ``process.py`` the payloads it wants, and has a function
``received(node, port, vid, frame)``, which is called on the master only::

    RECEIVES = ("Bpdu", "Malformed stp")        # type names of payloads; "Udp 520", "Ip 89" for packets to the switch

    def received(node: Node, port: Port, vid: int, frame: Frame) -> bool:
        \"\"\"...; True: the frame is taken; False: the switch forwards it as well.\"\"\"

*vid* is the number of the VLAN the frame belongs to (of an untagged VLAN its internal tag), 0 if it belongs to none.
Frames to 01:80:c2:00:00:00-0f and to EDP's group come in whatever state the port is in, and are never forwarded.  Other
groups come in from a blocked port too, and so do frames to Extreme's own groups 00:e0:2b:00:00:01-0f, whose senders are
not learned.  The answer matters for groups only.

**Send.**  ``node.fabric.send(port, frame)`` sends a frame as it is out of one port, whatever state the port is in;
``node.fabric.send_vlan(vid, frame)`` sends it into a VLAN as a station would.  The sender's address is
``node.fabric.mac``.  ``node.fabric.router.send(vr_name, packet)`` routes a packet.

**Quality of service.**  A frame that comes in gets the number of its QoS profile (``qos.py``), which chooses the queue
that counts it where it leaves; frames of processes leave by the queue of QP8.  ``hal`` programs what leads to profiles.

**Port states.**  A process that holds ports back names in ``STATES`` the row classes on which that depends, and has a
function ``port_states(store, vlan_name)``, which returns ``{port: BLOCKING | LEARNING | FORWARDING}``; a port that is
not in it forwards.  ``hal`` programs the fabric when such a row changes, and when a node takes over.  Of several
processes the strictest counts.

**Virtual addresses.**  A process whose switch shares addresses with others (VRRP, ESRP) has a function
``virtual_addresses(store)``, which yields a ``VirtualAddress`` for each: frames to its MAC address are routed here, and
ARP answers with it; without a MAC address ARP keeps silent.

**Flush.**  ``node.fabric.fdb.flush(vids, port)``; ``node.fabric.fdb.hurry(vid, seconds)`` has entries age faster
(802.1D's topology change) until ``hurry(vid, None)``.

**Links.**  ``PortLink`` rows follow the cables.  ``vlan`` calls ``link_changed(node, port, up)`` of each process that
has it.

**Rows.**  What was learned is put as rows (``node.put``), scope ``STATE`` where it is checkpointed.  What a process
keeps for its protocol only is a row too (scope ``LOCAL``), so that a snapshot has it.
"""
