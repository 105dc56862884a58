"""Set the timers of 802.1X and the web page of network login.

evidence: capture 11.2 (rows and lines), guide 11.3 p.341-376 (commands, limits)
"""

from xos_cli.command.call import Call
from xos_cli.processes.netLogin.rows import Dot1xTimers, WebLogin


def configure_netlogin_dot1x_timers(
    call: Call,
    server_timeout: int | None = None,
    quiet_period: int | None = None,
    reauth_period: int | None = None,
    supp_resp_timeout: int | None = None,
) -> None:
    """Set the timers of 802.1X in seconds; those that are not named stay."""
    given = {
        "serverTimeout": server_timeout,
        "quietPeriod": quiet_period,
        "reAuthPeriod": reauth_period,
        "suppRespTimeout": supp_resp_timeout,
    }
    fields = {name: seconds for name, seconds in given.items() if seconds is not None}
    call.put(call.one(Dot1xTimers)._replace(**fields))


def configure_netlogin_dot1x_eapol_transmit_version(call: Call, v1: bool = False, v2: bool = False) -> None:
    """Set the version of the EAPOL frames that are sent."""
    call.put(call.one(Dot1xTimers)._replace(eapolTxVersion=2 if v2 else 1))


def configure_netlogin_base_url(call: Call, url: str) -> None:
    """Set the name that leads a client to the login page."""
    call.put(call.one(WebLogin)._replace(base_url=url))


def configure_netlogin_redirect_page(call: Call, url: str) -> None:
    """Set the page that a client comes to after its login."""
    call.put(call.one(WebLogin)._replace(redirect_page=url))


def configure_netlogin_banner(call: Call, banner: str) -> None:
    """Set the text of the login page."""
    call.put(call.one(WebLogin)._replace(banner=banner))


def unconfigure_netlogin_banner(call: Call) -> None:
    """Remove the text of the login page."""
    call.put(call.one(WebLogin)._replace(banner=""))


def show_netlogin_banner(call: Call) -> str:
    """Print the text of the login page."""
    return f"{call.one(WebLogin).banner}\n"


def enable_netlogin_session_refresh(call: Call, minutes: int = 3) -> None:
    """Let a client refresh its session every so many minutes, 1 to 255."""
    call.put(call.one(WebLogin)._replace(session_refresh=minutes))


def disable_netlogin_session_refresh(call: Call) -> None:
    """Let the session of a client go on without a refresh."""
    call.put(call.one(WebLogin)._replace(session_refresh=0))


def enable_netlogin_logout_privilege(call: Call) -> None:
    """Show a client a window to log out."""
    call.put(call.one(WebLogin)._replace(logout_popup=1))


def disable_netlogin_logout_privilege(call: Call) -> None:
    """Show a client no window to log out."""
    call.put(call.one(WebLogin)._replace(logout_popup=0))
