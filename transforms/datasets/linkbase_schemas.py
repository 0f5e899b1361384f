"""Schemas of arcs, roles, concepts and labels, and of findings on them."""

from typing import Final

from transforms.datasets.dataset import BOOL, FACTOR, INT32, STRING, field, list_of, of_filings

ARCS: Final = of_filings(
    "arcs",
    "relationship of a calculation, presentation or definition linkbase, as filed",
    "file link_index arc_index pair_index",
    [
        field("linkbase", STRING, "calculation, presentation or definition", null=False),
        field("role_uri", STRING, "Extended link role", null=False),
        field("arcrole", STRING, "Arcrole", null=False),
        field("from_concept", STRING, "Source concept, conventional prefix:LocalName", null=False),
        field("to_concept", STRING, "Target concept, conventional prefix:LocalName", null=False),
        field("from_namespace", STRING, "Namespace of the source concept"),
        field("to_namespace", STRING, "Namespace of the target concept"),
        field(
            "from_is_extension",
            BOOL,
            "Whether the filing's own schema declares the source",
            null=False,
        ),
        field(
            "to_is_extension",
            BOOL,
            "Whether the filing's own schema declares the target",
            null=False,
        ),
        field(
            "from_qname_source",
            STRING,
            "How the source was named: schema, url_rule, fallback",
            null=False,
        ),
        field(
            "to_qname_source",
            STRING,
            "How the target was named: schema, url_rule, fallback",
            null=False,
        ),
        field("order", FACTOR, "Order; 1 where the arc has none, null where it is unusable"),
        field("weight", FACTOR, "Weight of a calculation arc; null if missing or unusable"),
        field("order_text", STRING, "Order as filed"),
        field("weight_text", STRING, "Weight as filed"),
        field("preferred_label", STRING, "Preferred label role of a presentation arc"),
        field("use", STRING, "optional or prohibited", null=False),
        field("priority", INT32, "Priority; 0 where the arc has none, null where it is unusable"),
        field("context_element", STRING, "xbrldt:contextElement: segment or scenario"),
        field("closed", BOOL, "xbrldt:closed"),
        field("usable", BOOL, "xbrldt:usable"),
        field("target_role", STRING, "xbrldt:targetRole"),
        field(
            "effective",
            BOOL,
            "Survives prohibition and override (XBRL 2.1 §3.5.3.9.7), all linkbases of the filing "
            "taken together; calculations take those of each instance's DTS",
            null=False,
        ),
        field("ineffective_reason", STRING, "prohibited, prohibiting, overridden or duplicate"),
        field("file", STRING, "Document that holds the arc"),
        field("link_index", INT32, "Extended link in the file, from 0", null=False),
        field("arc_index", INT32, "Arc in the extended link, from 0", null=False),
        field("pair_index", INT32, "Pair of locators of the arc, from 0", null=False),
        field("line", INT32, "Line of the arc's start tag"),
        field("from_href", STRING, "Source locator's href as filed"),
        field("to_href", STRING, "Target locator's href as filed"),
    ],
    counted_by="linkbase",
)

PRESENTATION_LINES: Final = of_filings(
    "presentation_lines",
    "line of a role's effective presentation network, in order (XBRL 2.1 §5.2.4)",
    "role_uri line_number",
    [
        field("role_uri", STRING, "Extended link role", null=False),
        field("line_number", INT32, "Line of the role, from 1", null=False),
        field("depth", INT32, "Arcs from the root, which is 0", null=False),
        field("concept", STRING, "prefix:LocalName", null=False),
        field("namespace", STRING, "Namespace of the concept"),
        field("is_extension", BOOL, "Whether the filing's own schema declares it", null=False),
        field("parent", STRING, "Concept above"),
        field("axis", STRING, "Axis that the line is, or stands below"),
        field(
            "path",
            STRING,
            "Concepts from the root down to this one, each after ' > '",
            null=False,
        ),
        field("preferred_label", STRING, "Label role that the arc asks for"),
        field("label", STRING, "Label of that role, else the standard one; English first"),
    ],
)

ROLES: Final = of_filings(
    "roles",
    "extended link role used or declared",
    "role_uri declared_in",
    [
        field("role_uri", STRING, "Role URI", null=False),
        field("declared_in", STRING, "filing, standard or nowhere", null=False),
        field("role_id", STRING, "Id of the roleType"),
        field("definition", STRING, "Definition as filed"),
        field("sort_code", STRING, "Number before the first dash of the definition"),
        field("category", STRING, "Statement, Disclosure, Document or Schedule"),
        field("title", STRING, "Rest of the definition"),
        field("used_on", list_of(STRING), "Elements the role may be used on"),
        field("n_arcs", INT32, "Rows in arcs with this role", null=False),
        field("file", STRING, "Document that declares the role"),
        field("line", INT32, "Line of the roleType's start tag"),
    ],
)

CONCEPTS: Final = of_filings(
    "concepts",
    "element declared in a schema of the filing's own",
    "namespace local_name file",
    [
        field("concept", STRING, "prefix:LocalName", null=False),
        field("namespace", STRING, "Target namespace of the schema"),
        field("local_name", STRING, "Name of the element", null=False),
        field("element_id", STRING, "Id of the element"),
        field("type", STRING, "Type as prefix:LocalName"),
        field("substitution_group", STRING, "Substitution group as prefix:LocalName"),
        field("period_type", STRING, "instant or duration"),
        field("balance", STRING, "debit or credit"),
        field("abstract", BOOL, "Whether the element is abstract", null=False),
        field("nillable", BOOL, "Whether the element is nillable", null=False),
        field("file", STRING, "Schema"),
        field("line", INT32, "Line of the element's start tag"),
    ],
)

LABELS: Final = of_filings(
    "labels",
    "label of a concept",
    "file label_index",
    [
        field("concept", STRING, "prefix:LocalName", null=False),
        field("namespace", STRING, "Namespace of the concept"),
        field("label_role", STRING, "Role of the label resource"),
        field("lang", STRING, "xml:lang of the label resource"),
        field("text", STRING, "Text of the label"),
        field("effective", BOOL, "Survives prohibition and override", null=False),
        field("file", STRING, "Document that holds the label"),
        field("label_index", INT32, "Concept-label relationship in the file, from 0", null=False),
        field("line", INT32, "Line of the label's start tag"),
    ],
)

FINDINGS: Final = of_filings(
    "findings",
    "defect of a linkbase, of an instance, of sums beside the presentation, or of facts that contradict",
    "ordinal",
    [
        field("ordinal", INT32, "Finding of the filing, from 0", null=False),
        field("rule", STRING, "Rule, such as balance-weight", null=False),
        field("severity", STRING, "error or warning", null=False),
        field("linkbase", STRING, "calculation, presentation, definition, label or reference"),
        field("role_uri", STRING, "Extended link role"),
        field("arcrole", STRING, "Arcrole"),
        field("from_concept", STRING, "Source concept"),
        field("to_concept", STRING, "Target concept"),
        field("weight_text", STRING, "Weight as filed"),
        field("message", STRING, "What is wrong", null=False),
        field("file", STRING, "Document"),
        field("line", INT32, "Line of the start tag"),
    ],
    counted_by="rule",
)
