"""The switch on the network: telnet, SSH, and its two serial consoles behind ports of their own.

Arrows run one way::

    program ──> fleet (which switches, on which ports) ──> served (one switch: its time, its doors, its connections)
    served  ──> door (a listening socket), pace (virtual time beside the wall's), access (what the switch's settings
                allow), gate (who gets in), console (serial lines that outlive their connections, and the lab there)
            ──> telnetline (telnet), sshline (SSH; hostkey) ──> connection ──> terminal or exec
    program ──> quick (asyncssh, imported in less time)
    terminal ──> line (the line that is edited), keys (bytes into keys)

Nothing from ``terminal``, ``exec`` and ``telnet`` on down does any I/O: bytes are put in and taken out.
"""
