"""The name of a time zone from what a WordPress site tells of its own."""

from tui_paper.model.dates import zone

_ODD = {
    # Offsets with a half or a quarter, by a place without summer time.
    3.5: "Asia/Tehran",
    4.5: "Asia/Kabul",
    5.5: "Asia/Kolkata",
    5.75: "Asia/Kathmandu",
    6.5: "Asia/Yangon",
    8.75: "Australia/Eucla",
    9.5: "Australia/Darwin",
    -9.5: "Pacific/Marquesas",
}


def zone_name(name: object, hours: object) -> str:
    """The IANA name: ``name`` when it is one, else one for so many ``hours`` ahead of UTC; ``""`` when unknown."""
    if isinstance(name, str) and name and name != "UTC" and zone(name).tzname(None) != "UTC":
        return name
    try:
        offset = float(hours)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ""
    if offset == int(offset) and offset and -14 <= offset <= 14:
        return f"Etc/GMT{-int(offset):+d}"  # POSIX counts the other way round
    return _ODD.get(offset, "")
