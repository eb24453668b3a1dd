"""Addresses that lead out of the site: the same rules for a field and for a link in a text.

In: an address, and what to write instead. Out: code, message and help of what is wrong with it.
"""

from collections.abc import Iterator

from briefbook.addresses import SAFE_LINKS, forbidden, host_in_plain_letters, is_address


def address_flaws(address: str, help_line: str) -> Iterator[tuple[str, str, str]]:
    """Everything that is wrong with an address."""
    if why := forbidden(address):
        yield "forbidden-link", why, help_line
    elif address.lower().startswith(SAFE_LINKS) and not address.startswith(SAFE_LINKS):
        yield "bad-address", f"'{address[:60]}' begins with capitals", "write its beginning in small letters"
    elif not is_address(address):
        what = "mail" if address.startswith("mailto:") else "web"
        yield "bad-address", f"'{address[:60]}' is no {what} address", help_line
    elif shown := host_in_plain_letters(address):
        message = f"the host is written '{shown}' in plain letters"
        yield "unusual-host", message, "make sure that it is the one you mean"
