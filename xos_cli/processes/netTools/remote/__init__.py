"""Sessions between switches and hosts: `telnet`, `ssh2` and `scp2`, from the client and at the server."""
