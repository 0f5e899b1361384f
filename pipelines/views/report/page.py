"""Pages from templates, with everything they need inside."""

from decimal import Decimal
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup

from pipelines.views.statements import amount


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
    """Vega, Vega-Lite and Vega-Embed."""
    import vl_convert

    bundle: str = vl_convert.javascript_bundle(None)  # type: ignore[arg-type] # its stub wants a text
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


def _amount(number: Decimal | None) -> str:
    """An amount as statements show it: negative ones in brackets."""
    if number is None:
        return ""
    return f"({amount(-number)})" if number < 0 else amount(number)


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
