"""Pages from templates, with everything they need inside."""

import subprocess
import sys
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Final

import jinja2
from markupsafe import Markup

from pipelines.views.statements import amount

_BUNDLE: Final = """
import sys, vl_convert
sys.stdout.buffer.write(vl_convert.javascript_bundle(None).encode())
"""


def render(template: str, **values: object) -> str:
    """A page. What is filled in is escaped; styles, scripts and the plots' library stand in it."""
    return (
        _environment()
        .get_template(template)
        .render(
            css=Markup(_text("report.css")),
            js=Markup(_text("report.js")),
            **values,
        )
    )


def script(json: str) -> Markup:
    """JSON as it may stand in an element `script`, which the text `</script>` would end."""
    return Markup(json.replace("<", "\\u003c"))


@cache
def plot_library() -> Markup:
    """Vega, Vega-Lite and Vega-Embed.

    A process of its own puts them together: that takes seconds, in which no signal would be heeded.
    In a process group of its own too, lest Ctrl-C have it show a traceback.
    """
    import vl_convert  # noqa: F401 # that it is missing is told as of any library

    bundle = subprocess.run(  # noqa: S603 # our own program
        [sys.executable, "-P", "-c", _BUNDLE],
        stdout=subprocess.PIPE,
        check=True,
        process_group=0,
    ).stdout.decode()
    return Markup(bundle.replace("</script", "<\\/script"))


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader(__package__, "."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = lambda number: f"{number:,}"
    environment.filters["amount"] = _amount
    environment.filters["weight"] = amount
    environment.globals["plot_library"] = plot_library
    return environment


def _amount(number: Decimal, filed: str | None = None, decimals: int | None = None) -> str:
    """An amount as statements show it: negative ones in brackets.

    Args:
        number: The amount.
        filed: The amount as filed, perhaps with the other sign.
        decimals: Places that are said to be right; None if absent or INF.
    """
    digits = amount(abs(number)) if filed is None else _digits(abs(Decimal(filed)), decimals)
    return f"({digits})" if number < 0 else digits


def _digits(filed: Decimal, decimals: int | None) -> str:
    """Digits as filed, 1.30, less zeros beyond what is said to be right (XBRL 2.1, 4.6.5)."""
    fraction = f"{filed:f}".partition(".")[2]
    right = len(fraction) if decimals is None else min(len(fraction), decimals)
    return f"{filed:,.{max(right, len(fraction.rstrip('0')))}f}"


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
