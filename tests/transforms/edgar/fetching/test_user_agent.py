"""A user agent says who asks and how to reach them."""

import pytest

from transforms.edgar.fetching.user_agent import checked_user_agent


@pytest.mark.parametrize(
    "agent",
    ["Acme Research data@acme.com", "Jane Doe (jane.doe@uni-x.edu)", "Acme/1.0 +ops@acme.co.uk"],
)
def test_a_declared_agent_is_taken(agent):
    assert checked_user_agent(agent) == agent


@pytest.mark.parametrize(
    "agent",
    ["", "python-requests/2.32", "Acme", "data@acme.com", "<data@acme.com>", "Acme data@acme",
     "Acme data@acme.com\nX: y", "Acmé data@acme.com", "Your Company you@example.com"],
)  # fmt: skip
def test_an_undeclared_agent_is_refused(agent):
    with pytest.raises(ValueError, match="user agent"):
        checked_user_agent(agent)
