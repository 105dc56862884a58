"""The pages of network login by web: the form, the result of a login, the logout window.

evidence: guide 11.3 p.364-368 (which pages there are, banner, redirection, logout window), inferred (their HTML)
"""

from html import escape

from xos_cli.processes.netLogin.rows import WebLogin

#: The titles of the pages.
LOGIN, PASSED, FAILED, SESSION, ENDED = (
    "Network Login",
    "Network Login: authenticated",
    "Network Login: authentication failed",
    "Network Login: session",
    "Network Login: logged out",
)


def _page(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>\n"


def login_page(web: WebLogin, title: str = LOGIN) -> str:
    """Return the form with the banner."""
    fields = '<input name="username"><input name="password" type="password"><input type="submit" value="Submit">'
    return _page(title, f'<p>{escape(web.banner)}</p><form method="post" action="/login">{fields}</form>')


def passed_page(web: WebLogin, window: str, page: tuple[str, str]) -> str:
    """Return the page after a login, which leads to another one; *window*: where the logout window is, "" for none."""
    url, word = page[0] or web.redirect_page, page[1]
    leads = f'<a id="page" href="{escape(url)}">{escape(word or url)}</a>'
    return _page(PASSED, leads + (f'<a id="window" href="{window}"></a>{refresh(web)}' if window else ""))


def refresh(web: WebLogin) -> str:
    """Return after how many seconds the logout window loads itself again, "" where it does not."""
    return f'<meta http-equiv="refresh" content="{web.session_refresh * 60}">' if web.session_refresh else ""


def session_page(web: WebLogin, user: str) -> str:
    """Return the logout window."""
    return _page(SESSION, f'<p>{escape(user)}</p><a id="logout" href="/logout">Logout</a>', refresh(web))


def ended_page() -> str:
    """Return what is shown after a logout."""
    return _page(ENDED, "")
