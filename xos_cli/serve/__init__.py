"""The switch on the network: telnet, SSH, and its two serial consoles behind ports of their own.

Arrows run one way::

    program ──> fleet (which switches, on which ports) ──> served (one switch: its time, its lines, its listeners)
    served  ──> telnetline, sshline (one connection each) ──> terminal ──> line, keys          bytes in, bytes out
    pace (virtual time beside the wall's), gate (who gets in), access (what the switch's settings allow)

Nothing from ``terminal`` on down does any I/O: bytes are put in and taken out.
"""
