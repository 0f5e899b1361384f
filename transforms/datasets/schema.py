"""The datasets: one Arrow schema each, every field typed, nullable or not, and described.

This is the single source of truth: writers, the README's table, the BigQuery schema and
the tests read it from here.
"""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

INT32, INT64, BOOL, DATE, STRING = pa.int32(), pa.int64(), pa.bool_(), pa.date32(), pa.string()
TIMESTAMP: Final = pa.timestamp("us", tz="UTC")
AMOUNT: Final = pa.decimal128(38, 12)  # amounts and values
FACTOR: Final = pa.decimal128(18, 6)  # weights and orders


@dataclass(frozen=True, slots=True)
class Dataset:
    """One dataset.

    Attributes:
        name: Name of the table, and of its directory below the output.
        rows: What one row stands for.
        key: Columns that identify a row of a filing, beyond `accession_number`.
        schema: Arrow schema of its rows.
        counted_by: Columns by whose values a run counts the rows, beside all rows.
        partitioned: Whether it has a filing key and is partitioned by `filing_quarter`.
    """

    name: str
    rows: str
    key: tuple[str, ...]
    schema: pa.Schema
    counted_by: tuple[str, ...] = ()
    partitioned: bool = True


DATASETS: Final[dict[str, Dataset]] = {}
"""Every dataset by its name, in the order in which they are described below."""


def _field(name: str, kind: pa.DataType, description: str, *, null: bool = True) -> pa.Field:
    return pa.field(name, kind, nullable=null, metadata={"description": description})


def _list(kind: pa.DataType) -> pa.ListType:
    """A list whose items are called as Parquet calls them, so that a file gives it back equal."""
    return pa.list_(pa.field("element", kind))


def _filing_key(*, null: bool = False) -> list[pa.Field]:
    return [
        _field("accession_number", STRING, "Accession number, 0000000000-YY-NNNNNN", null=False),
        _field("cik", INT64, "CIK of the first filer of the header, else the lowest", null=null),
        _field("form_type", STRING, "Form type, such as 10-K/A", null=null),
        _field("filing_date", DATE, "Filing date of the index", null=null),
        _field("filing_quarter", INT32, "Year and quarter of the filing date: 20241", null=False),
    ]


def _dataset(
    name: str, rows: str, key: str, fields: list[pa.Field], *, counted_by: str = ""
) -> Dataset:
    """A partitioned dataset, entered in `DATASETS`; `fields` come after the filing key."""
    schema = pa.schema([*_filing_key(null=name == "rejects"), *fields])
    return _entered(Dataset(name, rows, tuple(key.split()), schema, tuple(counted_by.split())))


def _entered(dataset: Dataset) -> Dataset:
    DATASETS[dataset.name] = dataset
    return dataset


_DIMENSION = pa.struct([("axis", STRING), ("member", STRING), ("typed_value", STRING)])
_ITEM = pa.struct(
    [
        ("concept", STRING),
        ("weight", FACTOR),
        ("order", FACTOR),
        ("value", AMOUNT),
        ("decimals", INT32),
        ("n_duplicates", INT32),
    ]
)
_STAFF = pa.struct([("name", STRING), ("title", STRING), ("phone", STRING)])
_QUOTED_AMOUNT = pa.struct([("text", STRING), ("value", AMOUNT), ("currency", STRING)])

FILINGS: Final = _dataset(
    "filings",
    "selected filing, whatever came of it",
    "",
    [
        _field("ciks", _list(INT64), "CIKs of all filers, ascending", null=False),
        _field("company_name", STRING, "Name of the filer in `cik`"),
        _field("sic", STRING, "Standard industrial classification, four digits"),
        _field("state_of_incorporation", STRING, "State of incorporation"),
        _field("fiscal_year_end", STRING, "Fiscal year end, MMDD"),
        _field("period_of_report", DATE, "Period of report of the header"),
        _field("accepted_at", TIMESTAMP, "When EDGAR accepted it (headers give US Eastern time)"),
        _field("file_numbers", _list(STRING), "SEC file numbers, in the header's order"),
        _field(
            "header_source", STRING, "Where the header came from: submission, hdr_sgml, rss, index"
        ),
        _field("source", STRING, "Path of the container below Archives/edgar"),
        _field("container", STRING, "What held the documents: zip, submission, folder, feed"),
        _field("archive_sha256", STRING, "SHA-256 of the container, hexadecimal"),
        _field("archive_bytes", INT64, "Size of the container in bytes"),
        _field("document_type", STRING, "dei:DocumentType of the instance"),
        _field("amendment_flag", BOOL, "dei:AmendmentFlag of the instance"),
        _field("fiscal_year", INT32, "dei:DocumentFiscalYearFocus of the instance"),
        _field("fiscal_period", STRING, "dei:DocumentFiscalPeriodFocus of the instance"),
        _field("instance_kind", STRING, "Instance the facts came from: classic, extracted, inline"),
        _field("has_linkbases", BOOL, "Whether any linkbase was read", null=False),
        *(
            _field(
                f"has_{kind}_links",
                BOOL,
                f"Whether any {kind} link was read; null if no document was",
            )
            for kind in ("calculation", "presentation", "definition", "label", "reference")
        ),
        _field("n_arcs", INT32, "Rows in arcs", null=False),
        _field("n_effective_arcs", INT32, "Rows in arcs that are effective", null=False),
        _field(
            "n_balance_checked", INT32, "Effective calculation arcs whose two balances are known"
        ),
        _field("n_facts", INT32, "Rows in facts"),
        _field("n_calculations", INT32, "Rows in calculations"),
        _field(
            "n_inconsistent_xbrl21",
            INT32,
            "Rows in calculations of the 2003 arcrole inconsistent under XBRL 2.1",
        ),
        _field(
            "n_inconsistent_calc11",
            INT32,
            "Rows in calculations inconsistent under Calculations 1.1",
        ),
        _field("n_findings", INT32, "Rows in findings", null=False),
        _field("n_rejects", INT32, "Rows in rejects", null=False),
        _field("status", STRING, "complete, partial, failed or empty", null=False),
        _field("software_version", STRING, "Version of edgar-arcs", null=False),
        _field("datasets", _list(STRING), "Datasets written of it; null where all were"),
    ],
    counted_by="status",
)

ARCS: Final = _dataset(
    "arcs",
    "relationship of a calculation, presentation or definition linkbase, as filed",
    "file link_index arc_index pair_index",
    [
        _field("linkbase", STRING, "calculation, presentation or definition", null=False),
        _field("role_uri", STRING, "Extended link role", null=False),
        _field("arcrole", STRING, "Arcrole", null=False),
        _field("from_concept", STRING, "Source concept, conventional prefix:LocalName", null=False),
        _field("to_concept", STRING, "Target concept, conventional prefix:LocalName", null=False),
        _field("from_namespace", STRING, "Namespace of the source concept"),
        _field("to_namespace", STRING, "Namespace of the target concept"),
        _field(
            "from_is_extension",
            BOOL,
            "Whether the filing's own schema declares the source",
            null=False,
        ),
        _field(
            "to_is_extension",
            BOOL,
            "Whether the filing's own schema declares the target",
            null=False,
        ),
        _field(
            "from_qname_source",
            STRING,
            "How the source was named: schema, url_rule, fallback",
            null=False,
        ),
        _field(
            "to_qname_source",
            STRING,
            "How the target was named: schema, url_rule, fallback",
            null=False,
        ),
        _field("order", FACTOR, "Order; 1 where the arc has none"),
        _field("weight", FACTOR, "Weight of a calculation arc; null if missing or unusable"),
        _field("order_text", STRING, "Order as filed"),
        _field("weight_text", STRING, "Weight as filed"),
        _field("preferred_label", STRING, "Preferred label role of a presentation arc"),
        _field("use", STRING, "optional or prohibited", null=False),
        _field("priority", INT32, "Priority; 0 where the arc has none"),
        _field("context_element", STRING, "xbrldt:contextElement: segment or scenario"),
        _field("closed", BOOL, "xbrldt:closed"),
        _field("usable", BOOL, "xbrldt:usable"),
        _field("target_role", STRING, "xbrldt:targetRole"),
        _field(
            "effective", BOOL, "Survives prohibition and override (XBRL 2.1 §3.5.3.9.7)", null=False
        ),
        _field("ineffective_reason", STRING, "prohibited, prohibiting, overridden or duplicate"),
        _field("file", STRING, "Document that holds the arc"),
        _field("link_index", INT32, "Extended link in the file, from 0", null=False),
        _field("arc_index", INT32, "Arc in the extended link, from 0", null=False),
        _field("pair_index", INT32, "Pair of locators of the arc, from 0", null=False),
        _field("line", INT32, "Line of the arc's start tag"),
        _field("from_href", STRING, "Source locator's href as filed"),
        _field("to_href", STRING, "Target locator's href as filed"),
    ],
    counted_by="linkbase",
)

ROLES: Final = _dataset(
    "roles",
    "extended link role used or declared",
    "role_uri declared_in",
    [
        _field("role_uri", STRING, "Role URI", null=False),
        _field("declared_in", STRING, "filing, standard or nowhere", null=False),
        _field("role_id", STRING, "Id of the roleType"),
        _field("definition", STRING, "Definition as filed"),
        _field("sort_code", STRING, "Number before the first dash of the definition"),
        _field("category", STRING, "Statement, Disclosure, Document or Schedule"),
        _field("title", STRING, "Rest of the definition"),
        _field("used_on", _list(STRING), "Elements the role may be used on"),
        _field("n_arcs", INT32, "Rows in arcs with this role", null=False),
        _field("file", STRING, "Document that declares the role"),
        _field("line", INT32, "Line of the roleType's start tag"),
    ],
)

CONCEPTS: Final = _dataset(
    "concepts",
    "element declared in a schema of the filing's own",
    "namespace local_name file",
    [
        _field("concept", STRING, "prefix:LocalName", null=False),
        _field("namespace", STRING, "Target namespace of the schema"),
        _field("local_name", STRING, "Name of the element", null=False),
        _field("element_id", STRING, "Id of the element"),
        _field("type", STRING, "Type as prefix:LocalName"),
        _field("substitution_group", STRING, "Substitution group as prefix:LocalName"),
        _field("period_type", STRING, "instant or duration"),
        _field("balance", STRING, "debit or credit"),
        _field("abstract", BOOL, "Whether the element is abstract", null=False),
        _field("nillable", BOOL, "Whether the element is nillable", null=False),
        _field("file", STRING, "Schema"),
        _field("line", INT32, "Line of the element's start tag"),
    ],
)

LABELS: Final = _dataset(
    "labels",
    "label of a concept",
    "file label_index",
    [
        _field("concept", STRING, "prefix:LocalName", null=False),
        _field("namespace", STRING, "Namespace of the concept"),
        _field("label_role", STRING, "Role of the label resource"),
        _field("lang", STRING, "xml:lang of the label resource"),
        _field("text", STRING, "Text of the label"),
        _field("effective", BOOL, "Survives prohibition and override", null=False),
        _field("file", STRING, "Document that holds the label"),
        _field("label_index", INT32, "Concept-label relationship in the file, from 0", null=False),
        _field("line", INT32, "Line of the label's start tag"),
    ],
)

FACTS: Final = _dataset(
    "facts",
    "fact of an instance",
    "instance fact_index",
    [
        _field("instance", STRING, "Document the fact was read from", null=False),
        _field("fact_index", INT32, "Fact in document order, from 0", null=False),
        _field("concept", STRING, "prefix:LocalName", null=False),
        _field("namespace", STRING, "Namespace of the concept", null=False),
        _field("context_id", STRING, "Id of the context"),
        _field("entity", STRING, "Entity identifier"),
        _field("period_type", STRING, "instant, duration or forever"),
        _field("start_date", DATE, "First day of a duration"),
        _field("end_date", DATE, "Last day of a duration, or the instant, as filed"),
        _field("dimensions", _list(_DIMENSION), "Axis and member, sorted by axis", null=False),
        _field(
            "dimensions_key", STRING, "Canonical text of the dimensions; '' without any", null=False
        ),
        _field("n_dimensions", INT32, "Number of dimensions", null=False),
        _field("other_segment", STRING, "Segment or scenario content that is not a dimension"),
        _field("unit", STRING, "Unit, USD or USD/shares; null for non-numeric facts"),
        _field(
            "value",
            STRING,
            "Value after inline transformation (registries 3 to 5 and the SEC's), scale and sign; "
            "text may be cut",
        ),
        _field("numeric_value", AMOUNT, "Numeric value; null where it needs more digits"),
        _field(
            "decimals",
            INT32,
            "decimals; null if absent or INF. A number with neither decimals nor precision is "
            "calculated with as it is, without rounding, as if it were exact",
        ),
        _field("is_exact", BOOL, "decimals is INF", null=False),
        _field("is_nil", BOOL, "xsi:nil", null=False),
        _field("is_hidden", BOOL, "In ix:hidden", null=False),
        _field("lang", STRING, "xml:lang"),
        _field("fact_id", STRING, "Id of the fact"),
        _field("value_length", INT64, "Characters of the whole value"),
        _field("is_lenient", BOOL, "Read from a document that is not well-formed XML", null=False),
        _field("file", STRING, "Document that holds the fact"),
        _field("line", INT32, "Line of the fact's start tag"),
    ],
)

CALCULATIONS: Final = _dataset(
    "calculations",
    "summation looked at: total x data point x network",
    "instance role_uri arcrole concept namespace context_id unit unit_measures tuple_index",
    [
        _field("instance", STRING, "Document the facts were read from", null=False),
        _field("role_uri", STRING, "Extended link role", null=False),
        _field("arcrole", STRING, "Arcrole of the network", null=False),
        _field("concept", STRING, "The total, prefix:LocalName", null=False),
        _field("namespace", STRING, "Namespace of the total", null=False),
        _field("context_id", STRING, "First of the equal contexts in document order", null=False),
        _field("entity", STRING, "Entity identifier"),
        _field("period_type", STRING, "instant, duration or forever"),
        _field("start_date", DATE, "First day of a duration"),
        _field("end_date", DATE, "Last day of a duration, or the instant"),
        _field("dimensions", _list(_DIMENSION), "Axis and member, sorted by axis", null=False),
        _field(
            "dimensions_key", STRING, "Canonical text of the dimensions; '' without any", null=False
        ),
        _field("n_dimensions", INT32, "Number of dimensions", null=False),
        _field("unit", STRING, "Unit, USD or USD/shares", null=False),
        _field("unit_measures", STRING, "Measures of the unit as {namespace}name", null=False),
        _field("tuple_index", INT32, "fact_index of the total's tuple, -1 at the top", null=False),
        _field("reported", AMOUNT, "Total as reported: most precise of duplicates, then the first"),
        _field("decimals", INT32, "decimals of `reported`; null if absent or INF"),
        _field("is_exact", BOOL, "decimals of `reported` is INF"),
        _field(
            "xbrl21",
            STRING,
            "consistent, inconsistent or unbound (XBRL 2.1 §5.2.5.2). A rate is inconsistent / "
            "(consistent + inconsistent): unbound is not checked, and no part of the denominator. "
            "Of the arcrole of Calculations 1.1 it is what XBRL 2.1 would say; it does not bind it",
            null=False,
        ),
        _field("xbrl21_unbound", STRING, "Why XBRL 2.1 does not bind; a code"),
        _field("xbrl21_computed", AMOUNT, "Sum of rounded items x weights, rounded to the total"),
        _field(
            "calc11",
            STRING,
            "consistent, inconsistent or unbound (Calculations 1.1). A rate is inconsistent / "
            "(consistent + inconsistent), as of `xbrl21`",
            null=False,
        ),
        _field("calc11_unbound", STRING, "Why Calculations 1.1 does not bind; a code"),
        _field("calc11_low", AMOUNT, "Low end of the interval of the weighted sum"),
        _field("calc11_high", AMOUNT, "High end of the interval of the weighted sum"),
        _field("calc11_low_closed", BOOL, "Whether the low end belongs to the interval"),
        _field("calc11_high_closed", BOOL, "Whether the high end belongs to the interval"),
        _field("difference", AMOUNT, "Reported less weighted sum of the items as reported"),
        _field("items_defined", INT32, "Items of the network", null=False),
        _field("items_reported", INT32, "Items with a value at this data point", null=False),
        _field("duplicates", INT32, "Facts beyond the first of total and items", null=False),
        _field("cause", STRING, "Cause of an inconsistency; null where there is none"),
        _field("cause_concept", STRING, "Concept the cause points at"),
        _field("items", _list(_ITEM), "Items with value, weight and order", null=False),
    ],
    counted_by="xbrl21 calc11 cause",
)

FINDINGS: Final = _dataset(
    "findings",
    "defect of a linkbase, of sums beside the presentation, or of facts that contradict",
    "ordinal",
    [
        _field("ordinal", INT32, "Finding of the filing, from 0", null=False),
        _field("rule", STRING, "Rule, such as balance-weight", null=False),
        _field("severity", STRING, "error or warning", null=False),
        _field("linkbase", STRING, "calculation, presentation, definition, label or reference"),
        _field("role_uri", STRING, "Extended link role"),
        _field("arcrole", STRING, "Arcrole"),
        _field("from_concept", STRING, "Source concept"),
        _field("to_concept", STRING, "Target concept"),
        _field("weight_text", STRING, "Weight as filed"),
        _field("message", STRING, "What is wrong", null=False),
        _field("file", STRING, "Document"),
        _field("line", INT32, "Line of the start tag"),
    ],
    counted_by="rule",
)

LETTERS: Final = _dataset(
    "letters",
    "staff letter or company response",
    "document",
    [
        _field("document", STRING, "Document the letter was read from", null=False),
        _field(
            "kind",
            STRING,
            "comment, completion, no_review, follow_up, response or other",
            null=False,
        ),
        _field("letter_date", DATE, "Date in the letter"),
        _field("published_on", DATE, "When EDGAR published it"),
        _field("addressee", STRING, "Name of the addressee"),
        _field("addressee_title", STRING, "Title of the addressee"),
        _field("company_name", STRING, "Company in the address"),
        _field("address", STRING, "Street, city, state and code"),
        _field("salutation", STRING, "Salutation"),
        _field("response_due_days", INT32, "Business days asked for the response"),
        _field(
            "office", STRING, "Office of the Division of Corporation Finance, without `Office of`"
        ),
        _field("staff", _list(_STAFF), "Staff named, with title and telephone number", null=False),
        _field("signatory", STRING, "Who signed"),
        _field("cc", _list(STRING), "Copies", null=False),
        _field("refers_to_letter_date", DATE, "Date of the letter this one answers"),
        _field("n_comments", INT32, "Rows in letter_comments", null=False),
        _field("text", STRING, "Text, cleaned and unwrapped", null=False),
    ],
)

LETTER_FILINGS: Final = _dataset(
    "letter_filings",
    "filing under review named in a letter",
    "document position",
    [
        _field("document", STRING, "Document the letter was read from", null=False),
        _field("position", INT32, "Filing in the Re: block, from 1", null=False),
        _field("form_type_reviewed", STRING, "Form type of the reviewed filing"),
        _field("amendment", INT32, "Number of the amendment"),
        _field("period_end", DATE, "End of the period the filing is for"),
        _field("filed_on", DATE, "When it was filed or submitted"),
        _field("file_number", STRING, "SEC file number"),
        _field("reviewed_cik", INT64, "CIK named in place of a file number"),
        _field("text", STRING, "Lines of the Re: block", null=False),
    ],
)

LETTER_COMMENTS: Final = _dataset(
    "letter_comments",
    "numbered comment, or numbered answer",
    "document position",
    [
        _field("document", STRING, "Document the letter was read from", null=False),
        _field("position", INT32, "Comment in the letter, from 1", null=False),
        _field("number", INT32, "Number as printed", null=False),
        _field("filing_position", INT32, "Row of letter_filings the comment is about"),
        _field(
            "headings", _list(STRING), "Headings above the comment, outermost first", null=False
        ),
        _field("pages", _list(STRING), "Pages named", null=False),
        _field("text", STRING, "Text of the comment, or of the answer, unwrapped", null=False),
        _field("repeated_comment", STRING, "In a response: the staff's comment as repeated there"),
        _field("amounts", _list(_QUOTED_AMOUNT), "Amounts quoted", null=False),
        _field(
            "asks_reconciliation", BOOL, "Asks to reconcile amounts that do not agree", null=False
        ),
        _field("reconciliation_score", pa.float64(), "0 to 1", null=False),
        _field("reconciliation_evidence", _list(STRING), "Spans the score rests on", null=False),
        _field("refers_to_comment", INT32, "Prior comment named"),
        _field("answers_comment", INT32, "In a response: the comment answered"),
    ],
)

LETTER_CITATIONS: Final = _dataset(
    "letter_citations",
    "authority cited",
    "document comment_position position",
    [
        _field("document", STRING, "Document the letter was read from", null=False),
        _field(
            "comment_position", INT32, "Comment it stands in; 0 outside the comments", null=False
        ),
        _field("position", INT32, "Citation in that comment, from 1", null=False),
        _field(
            "authority",
            STRING,
            "ASC, Regulation S-K, Regulation S-X, Regulation G, SAB, Release, C&DI, IFRS, "
            "Exchange Act, Securities Act or Other",
            null=False,
        ),
        _field("reference", STRING, "Normalised: 280-10-50-41, 303(b), 33-10751", null=False),
        _field("text", STRING, "As written", null=False),
    ],
)

REJECTS: Final = _dataset(
    "rejects",
    "thing that could not be processed",
    "source ordinal",
    [
        _field(
            "ordinal",
            INT32,
            "Reject of the filing, or of the indexes of the quarter that were read together, from 0",
            null=False,
        ),
        _field("source", STRING, "Path below Archives/edgar"),
        _field(
            "stage",
            STRING,
            "discover, fetch, read, schema, linkbase, instance or letter",
            null=False,
        ),
        _field("file", STRING, "Document"),
        _field("line", INT32, "Line"),
        _field("error", STRING, "Stable code", null=False),
        _field("message", STRING, "What was wrong", null=False),
    ],
)

STANDARD_CONCEPTS: Final = _entered(
    Dataset(
        "standard_concepts",
        "concept of a standard taxonomy: the catalog that balance and period checks used",
        ("namespace", "local_name"),
        pa.schema(
            [
                _field("namespace", STRING, "Namespace of the taxonomy", null=False),
                _field("prefix", STRING, "Conventional prefix", null=False),
                _field("local_name", STRING, "Name of the element", null=False),
                _field("type", STRING, "Type as prefix:LocalName"),
                _field("period_type", STRING, "instant or duration"),
                _field("balance", STRING, "debit or credit"),
                _field("abstract", BOOL, "Whether the element is abstract"),
                _field("source", STRING, "Schema or lookup it was read from", null=False),
            ]
        ),
        partitioned=False,
    )
)

STANDARD_ARCS: Final = _entered(
    Dataset(
        "standard_arcs",
        "total and item of FASB's own calculation trees, by version of us-gaap",
        ("version", "total", "item"),
        pa.schema(
            [
                _field("version", STRING, "Version of us-gaap, such as 2023", null=False),
                _field("total", STRING, "Total, prefix:LocalName", null=False),
                _field("item", STRING, "Item, prefix:LocalName", null=False),
                _field("weight", FACTOR, "Weight of the item", null=False),
                _field("total_deprecated", STRING, "Version that deprecated the total later"),
                _field("item_deprecated", STRING, "Version that deprecated the item later"),
            ]
        ),
        partitioned=False,
    )
)

_COUNT = pa.struct([("name", STRING), ("count", INT64)])
_SNAPSHOT = pa.struct([("table", STRING), ("snapshot_id", INT64)])

RUNS: Final = _entered(
    Dataset(
        "runs",
        "run that committed: all tables at one state",
        ("run_id",),
        pa.schema(
            [
                _field("run_id", STRING, "Id, part of the names of its files", null=False),
                _field("number", INT64, "1 for the first run of the output, and so on", null=False),
                _field("command", STRING, "run, maintain or rollback", null=False),
                _field("started_at", TIMESTAMP, "When it started", null=False),
                _field("finished_at", TIMESTAMP, "When it had committed every table", null=False),
                _field("configuration", STRING, "Its configuration, as JSON"),
                _field("selection", STRING, "What it selected, as JSON"),
                _field("datasets", _list(STRING), "Datasets it wrote", null=False),
                _field("counts", _list(_COUNT), "Rows it wrote, by dataset", null=False),
                _field("host", STRING, "Machine that committed", null=False),
                _field("software_version", STRING, "Version of edgar-arcs", null=False),
                _field("snapshots", _list(_SNAPSHOT), "Snapshot of every table", null=False),
            ]
        ),
        partitioned=False,
    )
)
