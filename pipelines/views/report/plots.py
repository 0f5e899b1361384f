"""The plots of the report: what each asks of the datasets, and how Vega-Lite draws the answer.

Every query gives counts by quarter and form, so that the page can filter and add them up
itself, and is as large for a million filings as for a hundred.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pipelines.views.report.quarters import BY_QUARTER, FIRST_DAY, STRETCH, rate, rate_by_quarter
from transforms.datasets.instance_schemas import SUMMATION_ITEM

Encoding = Mapping[str, Any]

_RATE_AXIS: Final = {"format": ".0%", "tickCount": 5}
_RATES: Final = f"""
    SELECT filing_quarter AS quarter, form_type AS form, rules, count(*) FILTER (verdict = 'inconsistent') AS inconsistent,
           count(*) FILTER (verdict IN ('consistent', 'inconsistent')) AS checked
    FROM (
        SELECT filing_quarter, form_type, 'XBRL 2.1' AS rules, xbrl21 AS verdict FROM calculations
        WHERE arcrole = '{SUMMATION_ITEM}'
        UNION ALL
        SELECT filing_quarter, form_type, 'Calculations 1.1', calc11 FROM calculations
    )
    GROUP BY ALL HAVING checked > 0 ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot.

    Attributes:
        name: Its id in the page.
        title: What it shows.
        remark: How it is to be read.
        sql: Query of its rows; `quarter` and `form` are filtered by, where it has them. The form of
            what belongs to an index is null.
        mark: Vega-Lite's mark.
        encoding: Vega-Lite's encoding.
        transform: Vega-Lite's transforms, after the filters.
        bars: Field with a bar each, by which the height grows; None for a plot of fixed height.
    """

    name: str
    title: str
    remark: str
    sql: str
    mark: str
    encoding: Encoding
    transform: list[dict[str, Any]] = field(default_factory=list)
    bars: str | None = None

    @property
    def spec(self) -> dict[str, Any]:
        """Vega-Lite's specification, less data."""
        look: dict[str, Any] = {"point": True} if self.mark == "line" else {"binSpacing": 0}
        return {
            "mark": {"type": self.mark, "tooltip": True, **look},
            "encoding": self.encoding,
            "transform": [FIRST_DAY, *self.transform]
            if self.encoding.get("x") == BY_QUARTER
            else self.transform,
            "width": "container",
            "autosize": {"type": "fit-x", "contains": "padding"},
            "height": 220,
        }


def _sum(of: str, title: str) -> dict[str, Any]:
    return {"aggregate": "sum", "field": of, "type": "quantitative", "title": title}


def _colour(of: str, title: str) -> dict[str, Any]:
    return {
        "field": of,
        "type": "nominal",
        "title": title,
        "legend": {"orient": "bottom"},
    }


_STATUS: Final = {
    **_colour("status", "status"),
    "scale": {"domain": ["complete", "partial", "failed", "empty", "no index"]},
}


def _bars(of: str) -> dict[str, Any]:
    axis = {"labelLimit": 230, "title": None}
    return {"field": of, "type": "nominal", "sort": "-x", "axis": axis}


def _top(most: int, *by: str) -> list[dict[str, Any]]:
    """Values of fields with the greatest sums of `n`."""
    return [
        {"aggregate": [{"op": "sum", "field": "n", "as": "n"}], "groupby": list(by)},
        {"window": [{"op": "row_number", "as": "rank"}], "sort": [{"field": "n", "order": "descending"}]},
        {"filter": f"datum.rank <= {most}"},
    ]  # fmt: skip


_RATE: Final = {
    "field": "rate", "type": "quantitative", "title": "inconsistent", "axis": _RATE_AXIS,
}  # fmt: skip


def _counts(
    name: str,
    title: str,
    remark: str,
    sql: str,
    counted: str,
    bar: str,
    colour: tuple[str, str] | None = None,
    most: int | None = None,
) -> Plot:
    """Counts as a bar for each value of a field.

    Args:
        name: See `Plot`, as the three that follow.
        title: What it shows.
        remark: How it is to be read.
        sql: Query of its rows, with their counts as `n`.
        counted: What `n` counts.
        bar: The field.
        colour: Another field, which the bars are parted by, and its title.
        most: How many of the longest bars are shown, or parts of them; None for all.
    """
    encoding = {"x": _sum("n", counted), "y": _bars(bar)}
    if colour:
        encoding["color"] = _colour(*colour)
    fields = [bar, colour[0]] if colour else [bar]
    return Plot(name, title, remark, sql, "bar", encoding, _top(most, *fields) if most else [], bar)


PLOTS: Final = (
    Plot(
        "filings",
        "Filings by quarter",
        "By what came of them: a partial one has something that could not be read.",
        "SELECT filing_quarter AS quarter, form_type AS form, status, count(*) AS n FROM filings GROUP BY ALL ORDER BY ALL",
        "bar",
        {"x": BY_QUARTER, "y": _sum("n", "filings"), "color": _STATUS},
    ),
    Plot(
        "arcs",
        "Arcs by quarter",
        "Of calculation, presentation and definition linkbases.",
        "SELECT filing_quarter AS quarter, form_type AS form, sum(n_arcs)::BIGINT AS n FROM filings GROUP BY ALL HAVING n > 0 ORDER BY ALL",
        "bar",
        {"x": BY_QUARTER, "y": _sum("n", "arcs")},
    ),
    Plot(
        "rates",
        "Inconsistent sums by quarter",
        "Of the sums that could be checked. Sums that are not bound are not counted.",
        _RATES,
        "line",
        {"x": BY_QUARTER, "y": _RATE, "color": _colour("rules", "rules"), "detail": STRETCH},
        rate_by_quarter("inconsistent", "checked", "rules"),
    ),
    Plot(
        "forms",
        "Inconsistent sums by form",
        "Of the sums that could be checked.",
        _RATES,
        "bar",
        {
            "x": _RATE, "y": _bars("form"), "yOffset": {"field": "rules"},
            "color": _colour("rules", "rules"),
        },
        rate("inconsistent", "checked", "form", "rules"),
        bars="form",
    ),
    _counts(
        "causes",
        "Why sums are inconsistent",
        "Sums that are inconsistent under XBRL 2.1, by the cause that explains the difference.",
        "SELECT filing_quarter AS quarter, form_type AS form, coalesce(cause, 'none looked for') AS cause, count(*) AS n "
        "FROM calculations WHERE xbrl21 = 'inconsistent' AND "
        f"arcrole = '{SUMMATION_ITEM}' GROUP BY ALL ORDER BY ALL",
        "sums",
        "cause",
    ),
    _counts(
        "modes",
        "XBRL 2.1 against Calculations 1.1",
        "Sums by their verdict under XBRL 2.1, coloured by that under Calculations 1.1; those of the arcrole of XBRL 2.1, which both bind.",
        "SELECT filing_quarter AS quarter, form_type AS form, xbrl21, calc11, count(*) AS n FROM calculations "
        f"WHERE arcrole = '{SUMMATION_ITEM}' GROUP BY ALL ORDER BY ALL",
        "sums",
        "xbrl21",
        ("calc11", "Calculations 1.1"),
    ),
    _counts(
        "findings",
        "Most frequent findings",
        "What of a linkbase is not as the specification or the manual wants it; the 20 most frequent.",
        "SELECT filing_quarter AS quarter, form_type AS form, rule, severity, count(*) AS n FROM findings GROUP BY ALL ORDER BY ALL",
        "findings",
        "rule",
        ("severity", "severity"),
        most=20,
    ),
    Plot(
        "extensions",
        "Line items of the filers' own",
        "Share of line items in calculation and presentation networks that a filing declares itself.",
        "SELECT filing_quarter AS quarter, form_type AS form, sum(own_line_items)::BIGINT AS own, sum(line_items)::BIGINT AS items "
        "FROM extension_rates GROUP BY ALL HAVING items > 0 ORDER BY ALL",
        "line",
        {"x": BY_QUARTER, "y": {**_RATE, "title": "own"}, "detail": STRETCH},
        rate_by_quarter("own", "items"),
    ),
    _counts(
        "rejects",
        "What could not be read",
        "Rejects by the stage they were met at and their code.",
        "SELECT filing_quarter AS quarter, form_type AS form, stage, error, count(*) AS n FROM rejects GROUP BY ALL ORDER BY ALL",
        "rejects",
        "stage",
        ("error", "code"),
    ),
    _counts(
        "topics",
        "Letters by topic cited",
        "The 20 topics, items and rules that most letters of the staff cite.",
        """
        SELECT filing_quarter AS quarter, form_type AS form, authority || ' ' || split_part(reference, '-', 1) AS topic,
               count(DISTINCT accession_number) AS n
        FROM letter_citations WHERE form_type = 'UPLOAD' GROUP BY ALL ORDER BY ALL
        """,
        "letters",
        "topic",
        most=20,
    ),
    Plot(
        "coverage",
        "Coverage of the index",
        "Share of the filings listed of which everything, something or nothing could be read; an index "
        "that is not there is one of which nothing is known.",
        """
        SELECT filing_quarter AS quarter, form_type AS form, status, count(*) AS n FROM filings GROUP BY ALL
        UNION ALL
        SELECT filing_quarter, NULL, 'no index', count(*) FROM rejects
        WHERE error = 'no-index' GROUP BY ALL ORDER BY ALL
        """,
        "bar",
        {
            "x": BY_QUARTER, "y": {**_sum("n", "share"), "stack": "normalize", "axis": _RATE_AXIS},
            "color": _STATUS,
        },
    ),
    Plot(
        "runs",
        "Throughput of runs",
        "Filings a second of each run that read filings, from its start to its commit.",
        """
        SELECT number AS run, strftime(finished_at, '%Y-%m-%d %H:%M') AS finished, filings,
               round(filings / greatest(epoch(finished_at - started_at), 0.001), 1) AS rate
        FROM (
            SELECT *, list_filter(counts, lambda each: each.name = 'filings')[1].count AS filings
            FROM runs WHERE command = 'run'
        )
        WHERE filings > 0 ORDER BY run
        """,
        "line",
        {
            "x": {"field": "run", "type": "ordinal", "axis": {"labelOverlap": "greedy", "labelAngle": 0}},
            "y": {"field": "rate", "type": "quantitative", "title": "filings/s"},
        },
    ),
)  # fmt: skip
"""The plots in the order of the page."""
