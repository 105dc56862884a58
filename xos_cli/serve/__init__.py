"""The switch on the network: telnet, SSH, and its two serial consoles behind ports of their own.

Imports go one way::

    program ──> fleet, network_plan (which switches, on which ports) ──> site (what they share) ──> switch_server
    switch_server ──> listener (a listening socket), clock_driver (virtual time beside the host's), access (what the
                      switch's settings allow), connection_limits, console (serial lines that outlive their
                      connections, and the lab there), host_keys
                  ──> telnet_connection (telnet), ssh_server, ssh_login, ssh_channel ──> connection
    connection    ──> terminal (with line_editor, keys, terminal_screen, typed_ahead) or exec_commands
    program       ──> import_asyncssh (asyncssh, imported in less time)

Nothing from ``terminal``, ``exec_commands`` and ``telnet`` on down does any I/O: bytes are put in and taken out.
"""
