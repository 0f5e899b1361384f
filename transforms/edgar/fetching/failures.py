"""What went wrong between this machine and EDGAR, in words, and whether to ask again can help."""

import http.client
import ssl
from collections.abc import Iterator
from typing import Final

import requests
import urllib3.exceptions

from transforms.edgar.errors import NoAnswerError, RetrievalError

_UNUSABLE: Final = (
    requests.exceptions.InvalidURL,  # a proxy's too
    requests.exceptions.InvalidSchema,
    urllib3.exceptions.ProxySchemeUnknown,
)


def failure(path: str, error: Exception) -> RetrievalError:
    """The error of a request that got no answer, or only a part of one.

    That a certificate is not trusted, or that a proxy's address is none, does not pass by itself.

    Args:
        path: What was asked for.
        error: Of `requests`, urllib3, zlib or the system.
    """
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return RetrievalError("no-connection", f"{path}: {_untrusted(cause)}")
    is_unusable = any(isinstance(each, _UNUSABLE) for each in causes)
    if is_unusable or not isinstance(
        error, requests.RequestException | urllib3.exceptions.HTTPError
    ):
        return RetrievalError("no-connection", f"{path}: {_text(causes[-1])}")
    via = "by way of a proxy: " if _is_of_proxy(causes) else ""
    return NoAnswerError("no-answer", f"{path}: {via}{_text(causes[-1])}")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and, one in the other, those that it wraps: `requests` and urllib3 do so deeply."""
    inner: object = error
    while isinstance(inner, BaseException):
        yield inner
        reason = getattr(inner, "reason", None)
        inner = reason if isinstance(reason, BaseException) else (inner.args or [None])[-1]


def _is_of_proxy(causes: list[BaseException]) -> bool:
    return any(isinstance(each, urllib3.exceptions.ProxyError) for each in causes)


def _untrusted(error: ssl.SSLCertVerificationError) -> str:
    return (
        f"the server's certificate is not trusted: {error.verify_message.rstrip('.')}; if a proxy"
        " stands between, REQUESTS_CA_BUNDLE must name a file with its certificates; if the"
        " certificate has expired or is not yet valid, look at this machine's clock"
    )


def _text(error: BaseException) -> str:
    """What an error says; of several texts, as of a time-out of urllib3, the last."""
    if isinstance(error, http.client.BadStatusLine) and not isinstance(error, OSError):
        return f"what the server sent is not HTTP: {error.args[0][:100]!r}"
    last = error.args[-1] if error.args else ""
    return last if isinstance(last, str) and not isinstance(error, OSError) else str(error)
