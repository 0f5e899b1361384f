"""Who asks: what the SEC wants every request to declare."""

import re

from transforms.edgar.paths import SEC, is_of_sec

# data@acme.com
_CONTACT = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[A-Za-z]{2,}")
# you@example.com
_PLACEHOLDER = re.compile(r"@(?:[\w.-]+\.)?example(?:\.(?:com|org|net))?\b", re.IGNORECASE)


def checked_user_agent(user_agent: str, base_url: str = SEC) -> str:
    """`user_agent` if it says who asks and how to reach them, as the SEC wants it declared.

    Raises:
        ValueError: No name, no e-mail address, a placeholder, or not printable ASCII.
    """
    agent = user_agent.strip()
    if not agent.isascii() or not agent.isprintable():
        raise ValueError(f"user agent {user_agent!r} must be printable ASCII")
    contact = _CONTACT.search(agent)
    if contact is None or not agent.replace(contact[0], "").strip(" <>()-,;:/"):
        raise ValueError(
            f"user agent {user_agent!r} must give a name and a contact address,"
            " such as 'Name of your company you@your-company.com'"
        )
    if is_of_sec(base_url) and _PLACEHOLDER.search(agent):
        raise ValueError(f"user agent {user_agent!r} gives a placeholder for the contact address")
    return agent
