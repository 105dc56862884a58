"""The SSH server of one switch (asyncssh): its algorithms, its host keys, and what it says about connections that fail.

evidence: inferred (which algorithms), clients (what today's netmiko, RANCID, Ansible and scrapli accept)
"""

import socket

import asyncssh

from xos_cli.serve.host_keys import HostKeys
from xos_cli.serve.ssh_login import SshLogin, SshSwitch

#: How the server calls itself.  evidence: inferred
VERSION = "XOS"
#: What every client has had for many years, without what ssh-audit calls broken.  (Of what is newer, ChaCha20 takes
#: asyncssh three times as long.)
CIPHERS = ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr"]
KEY_EXCHANGES = [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group18-sha512",
    "diffie-hellman-group14-sha256",
]
MACS = [
    "hmac-sha2-256-etm@openssh.com",
    "hmac-sha2-512-etm@openssh.com",
    "hmac-sha2-256",
    "hmac-sha2-512",
]
SIGNATURES = ["ssh-ed25519", "rsa-sha2-512", "rsa-sha2-256"]
#: What else old clients have: SHA-1, CBC and 1024-bit groups.
OLD_CIPHERS = ["aes128-cbc", "aes192-cbc", "aes256-cbc", "3des-cbc"]
OLD_KEY_EXCHANGES = [
    "diffie-hellman-group-exchange-sha256",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group-exchange-sha1",
    "diffie-hellman-group14-sha1",
    "diffie-hellman-group1-sha1",
]
OLD_MACS = ["hmac-sha1", "hmac-sha1-96", "hmac-md5"]
OLD_SIGNATURES = ["ssh-rsa"]


class SshServer:
    """Accept the SSH connections to *switch*.  *legacy*: with the algorithms of old clients too."""

    def __init__(self, switch: SshSwitch, keys: HostKeys, legacy: bool = False) -> None:
        self.switch, self.keys, self.legacy = switch, keys, legacy
        self._offered: tuple[list[asyncssh.SSHKey], asyncssh.SSHServerConnectionOptions] | None = None

    async def serve(self, connection: socket.socket, address: str) -> None:
        """Serve one connection, from its beginning to its end."""
        login = SshLogin(self.switch, address, self.legacy)
        try:
            server = await asyncssh.run_server(connection, options=self.options(), server_factory=lambda: login)
            await server.wait_closed()
        except (OSError, asyncssh.Error, TimeoutError) as error:
            self.switch.note(f"SSH connection from {address} failed: {error or type(error).__name__}")
        except Exception as error:  # what asyncssh cannot read ends this connection and nothing else
            why = f"malformed handshake ({type(error).__name__}: {error})"
            self.switch.note(f"SSH connection from {address} failed: {why}")
        finally:
            login.forget()
            self.switch.left(address)

    def options(self) -> asyncssh.SSHServerConnectionOptions:
        """Return what is offered, with all the host keys there are by now."""
        keys = self.keys.of(self.switch.machine)
        if self._offered is None or self._offered[0] != keys:
            offered = asyncssh.SSHServerConnectionOptions(
                server_version=VERSION,
                server_host_keys=self._pairs(keys),
                login_timeout=self.switch.limits.login,
                encoding=None,
                line_editor=False,
                kex_algs=KEY_EXCHANGES + (OLD_KEY_EXCHANGES if self.legacy else []),
                encryption_algs=CIPHERS + (OLD_CIPHERS if self.legacy else []),
                mac_algs=MACS + (OLD_MACS if self.legacy else []),
                signature_algs=SIGNATURES + (OLD_SIGNATURES if self.legacy else []),
                compression_algs=["none"],
                agent_forwarding=False,
                gss_host=None,
            )
            self._offered = keys, offered
        return self._offered[1]

    def _pairs(self, keys: list[asyncssh.SSHKey]) -> list[asyncssh.SSHKeyPair]:
        """Return the host keys; an RSA key signs with SHA-1 for old clients only."""
        pairs = list(asyncssh.load_keypairs(keys))
        for pair in pairs if not self.legacy else ():
            pair.host_key_algorithms = [name for name in pair.host_key_algorithms if name.decode() in SIGNATURES]
        return pairs
