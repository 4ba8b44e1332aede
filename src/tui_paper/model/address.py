"""Web addresses: which are safe to keep, and which are the same page."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from tui_paper.model.patterns import late
from tui_paper.model.text import clean_line

_TRACKING = late(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hs\w+|ref_?(src|url)?|ns_\w+|at_\w+|cmpid|ocid|smid|sref|share|amp)$",
    re.I,
)
_SCHEME = late(r"[a-z][a-z0-9+.-]*:", re.I)
_NORMAL = late(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*/[A-Za-z0-9/._~%!$&'()*+,;=:@-]*")
"""What normalising leaves as it is; most addresses are of this form."""
_UNSAFE = late(r"[\s\x00-\x20\x7f-\x9f\"<>\\^`{|}\ud800-\udfff]")


def normalise_url(url: str, base: str = "") -> str:
    """Return ``url`` as an absolute http or https address, or ``""`` when it is none.

    Relative addresses are resolved against ``base``. The host is lower-cased, a default port, the
    fragment, user name and password, and tracking parameters are dropped, and characters that RFC
    3986 does not allow are percent-encoded, so that the result holds no blank and no control.
    """
    if len(url) < 4000 and _NORMAL.fullmatch(url):
        return url
    url = clean_line(url, 4000)
    if not url:
        # Joined to the base an empty address would be the page itself.
        return ""
    try:
        # Joining an address that is absolute already would still rewrite it (it drops an empty ";").
        parts = urlsplit(urljoin(base, url) if base and not _SCHEME.match(url) else url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or _UNSAFE.search(host):
        return ""
    scheme = parts.scheme.lower()
    if ":" in host:
        host = f"[{host}]"
    if port and port != {"http": 80, "https": 443}[scheme]:
        host = f"{host}:{port}"
    query = parts.query
    if query:
        pairs = parse_qsl(query, keep_blank_values=True)
        kept = [(k, v) for k, v in pairs if not _TRACKING.match(k)]
        if len(kept) != len(pairs):
            query = urlencode(kept)
    path = _UNSAFE.sub(lambda m: quote(m.group(), errors="replace"), parts.path or "/")
    query = _UNSAFE.sub(lambda m: quote(m.group(), errors="replace"), query)
    return urlunsplit((scheme, host, path, query, ""))


@lru_cache(maxsize=1024)
def url_key(url: str) -> str:
    """Return the form of ``url`` in which the addresses of one page are equal, or ``""``.

    Scheme, a leading ``www.``, ``m.`` or ``amp.``, a trailing slash, ``index.html`` and AMP suffixes do
    not count.
    """
    url = normalise_url(url)
    if not url:
        return ""
    parts = urlsplit(url)
    host = re.sub(r"^(www|m|amp)\.(?=.*\.)", "", parts.netloc)
    path = re.sub(r"(/amp)?/?(index\.html?)?$", "", parts.path)
    path = re.sub(r"\.amp(\.html?)?$", r"\1", path)
    return host + path + (f"?{parts.query}" if parts.query else "")


def is_web_address(text: str) -> bool:
    """Whether ``text`` is meant as an address on the web rather than as a file's name."""
    return bool(re.match(r"(?i)https?://", text))
