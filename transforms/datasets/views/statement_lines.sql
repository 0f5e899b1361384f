-- statement_lines: a filing's statements and notes as filed: lines in order, with their values.
--
-- One row per line of a role's presentation and value in it; a line without a value (an abstract, a
-- concept without facts) has one row with nulls. Read one statement with
-- WHERE accession_number = ... AND role_uri = ... ORDER BY line_number, column_end DESC,
-- column_start DESC, dimensions_key. Of duplicate facts the preferred one stands here. A fact
-- with dimensions belongs to a role whose axes have its members (role_members). The balance
-- at the start of a period (label role periodStart) stands in the columns of the
-- durations that begin the day after it, one at the end in those that end on it; one at the end that no
-- duration of the role touches has a column of one day. A line whose label
-- is a negated one shows the value with the other sign (EFM 6.11.03).
--
-- Columns:
--   accession_number: Accession number
--   cik: CIK of the first filer
--   role_uri: Extended link role
--   category: Statement, Disclosure, Document or Schedule
--   title: Title of the role
--   line_number: Line of the role, from 1
--   depth: Arcs from the root
--   path: Concepts from the root down to this one
--   concept: prefix:LocalName
--   is_extension: Whether the filing's own schema declares it
--   kind: abstract, table, axis, domain, member or line item
--   label: Label that the preferred label role asks for, else the standard one
--   preferred_label: Label role the presentation asks for
--   column_start: First day of the column's period, null for a column of one day
--   column_end: Last day of the column's period
--   months: Length of the column in months: 3 a quarter, 12 a year; null for one day
--   is_report_period: Whether the column ends where the period of the report ends; null where that is not known
--   dimensions_key: Dimensions, '' without any, null on a line without value
--   value: Value as reported, as text
--   numeric_value: Value as reported
--   displayed_value: Value as displayed: with the other sign where the label is negated
--   unit: Unit
--   decimals: decimals, null if absent or INF
--   balance: debit or credit
--   calculation_parent: Total of which it is an item in this role, the first as filed of several
--   weight: Weight in that sum
--   xbrl21: Verdict of the sum it is the total of, XBRL 2.1; null for the arcrole of 2023 alone
--   calc11: Verdict of the sum it is the total of, Calculations 1.1
--   cause: Cause of an inconsistency
--   instance: Document of the fact
--   fact_index: Fact of that document: the key into facts
CREATE OR REPLACE VIEW statement_lines AS
WITH role AS (
    SELECT accession_number, role_uri, category, title,
           row_number() OVER (PARTITION BY accession_number, role_uri ORDER BY declared_in) AS preference
    FROM roles
),
item AS (
    SELECT accession_number, role_uri, to_concept AS concept, from_concept AS total, weight,
           row_number() OVER (
               PARTITION BY accession_number, role_uri, to_concept
               ORDER BY CAST(1000000 AS BIGINT) * link_index + arc_index, file, pair_index
           ) AS preference
    FROM arcs
    WHERE linkbase = 'calculation' AND effective
),
line AS (
    SELECT tree.accession_number, tree.role_uri, role.category, role.title, tree.line_number,
           tree.depth, tree.path, tree.concept, tree.is_extension,
           coalesce(own.kind, standard.kind, 'line item') AS kind, tree.label,
           tree.preferred_label,
           coalesce(own.balance, standard.balance) AS balance,
           item.total AS calculation_parent, item.weight
    FROM presentation_lines AS tree
    LEFT JOIN role
      ON role.accession_number = tree.accession_number AND role.role_uri = tree.role_uri
     AND role.preference < 2
    LEFT JOIN own_kinds AS own
      ON own.accession_number = tree.accession_number AND own.namespace = tree.namespace
     AND own.concept = tree.concept AND tree.is_extension
    LEFT JOIN standard_kinds AS standard
      ON standard.namespace = coalesce(tree.namespace, '') AND standard.concept = tree.concept
     AND NOT tree.is_extension
    LEFT JOIN item
      ON item.accession_number = tree.accession_number AND item.role_uri = tree.role_uri
     AND item.concept = tree.concept AND item.preference < 2
),
fitting AS (
    SELECT dimension.accession_number, member.role_uri, dimension.dimensions_key
    FROM dimension_members AS dimension
    JOIN role_members AS member
      ON member.accession_number = dimension.accession_number AND member.axis = dimension.axis
     AND member.member = coalesce(dimension.member, '')
    GROUP BY dimension.accession_number, member.role_uri, dimension.dimensions_key,
             dimension.n_dimensions
    -- never more than that: = in the words of which PostgreSQL expects more rows
    HAVING count(DISTINCT dimension.axis) >= dimension.n_dimensions
),
value AS (
    SELECT line.accession_number, line.role_uri, line.line_number,
           CASE WHEN fact.period_type <> 'instant' THEN 'none'
                WHEN lower(line.preferred_label) LIKE '%periodstart%' THEN 'start'
                WHEN lower(line.preferred_label) LIKE '%periodend%' THEN 'end'
                ELSE 'none' END AS boundary,
           fact.start_date, fact.end_date, fact.months, fact.dimensions_key, fact.value,
           fact.numeric_value, fact.unit, fact.decimals, fact.instance, fact.fact_index
    FROM presentation_lines AS line
    JOIN preferred_facts AS fact
      ON fact.accession_number = line.accession_number AND fact.concept = line.concept
    LEFT JOIN fitting
      ON fitting.accession_number = line.accession_number AND fitting.role_uri = line.role_uri
     AND fitting.dimensions_key = fact.dimensions_key
    WHERE fact.other_segment IS NULL AND (fact.n_dimensions = 0 OR fitting.role_uri IS NOT NULL)
),
marked AS (
    SELECT accession_number, role_uri, concept,
           max(CASE WHEN lower(preferred_label) LIKE '%periodstart%'
                      OR lower(preferred_label) LIKE '%periodend%' THEN 1 ELSE 0 END) OVER (
               PARTITION BY accession_number, role_uri
           ) AS has_boundary
    FROM presentation_lines
),
period AS (
    SELECT DISTINCT line.accession_number, line.role_uri, fact.start_date, fact.end_date,
           fact.months
    FROM marked AS line
    JOIN preferred_facts AS fact
      ON fact.accession_number = line.accession_number AND fact.concept = line.concept
    LEFT JOIN fitting
      ON fitting.accession_number = line.accession_number AND fitting.role_uri = line.role_uri
     AND fitting.dimensions_key = fact.dimensions_key
    WHERE line.has_boundary > 0 AND fact.period_type = 'duration' AND fact.other_segment IS NULL
      AND (fact.n_dimensions = 0 OR fitting.role_uri IS NOT NULL)
),
touched AS (
    SELECT accession_number, role_uri, start_date, end_date, months, end_date AS day, 'end' AS side
    FROM period
    UNION ALL
    SELECT accession_number, role_uri, start_date, end_date, months,
           CAST(start_date - INTERVAL 1 DAY AS DATE), 'start'
    FROM period
),
placed AS (
    SELECT value.*, coalesce(touched.start_date, value.start_date) AS column_start,
           coalesce(touched.end_date, value.end_date) AS column_end,
           coalesce(touched.months, value.months) AS column_months
    FROM value
    LEFT JOIN touched
      ON touched.accession_number = value.accession_number AND touched.role_uri = value.role_uri
     AND boundary <> 'none' AND touched.day = value.end_date
    WHERE boundary IN ('none', touched.side) OR (boundary = 'end' AND touched.side IS NULL)
),
checked AS (
    SELECT accession_number, instance, role_uri, concept, start_date, end_date, dimensions_key, unit,
           CASE WHEN arcrole = 'http://www.xbrl.org/2003/arcrole/summation-item'
                THEN xbrl21 END AS binding_xbrl21,
           calc11, cause
    FROM calculations
),
verdict AS (
    SELECT accession_number, instance, role_uri, concept, start_date, end_date, dimensions_key, unit,
           CASE WHEN max(CASE WHEN binding_xbrl21 = 'inconsistent' THEN 1 ELSE 0 END) = 1
                THEN 'inconsistent' ELSE min(binding_xbrl21) END AS xbrl21,
           CASE WHEN max(CASE WHEN calc11 = 'inconsistent' THEN 1 ELSE 0 END) = 1
                THEN 'inconsistent' ELSE min(calc11) END AS calc11,
           min(cause) AS cause
    FROM checked
    GROUP BY accession_number, instance, role_uri, concept, start_date, end_date, dimensions_key, unit
)
SELECT line.accession_number, filing.cik, line.role_uri, line.category, line.title,
       line.line_number, line.depth, line.path, line.concept, line.is_extension, line.kind,
       line.label, line.preferred_label, placed.column_start, placed.column_end,
       placed.column_months AS months, placed.column_end = filing.report_end AS is_report_period,
       placed.dimensions_key, placed.value, placed.numeric_value,
       CASE WHEN lower(line.preferred_label) LIKE '%/negated%' THEN -placed.numeric_value
            ELSE placed.numeric_value END AS displayed_value,
       placed.unit, placed.decimals, line.balance, line.calculation_parent, line.weight,
       verdict.xbrl21, verdict.calc11, verdict.cause, placed.instance, placed.fact_index
FROM line
JOIN reporting_periods AS filing ON filing.accession_number = line.accession_number
LEFT JOIN placed
  ON placed.accession_number = line.accession_number AND placed.role_uri = line.role_uri
 AND placed.line_number = line.line_number
LEFT JOIN verdict
  ON verdict.accession_number = placed.accession_number AND verdict.instance = placed.instance
 AND verdict.role_uri = placed.role_uri AND verdict.concept = line.concept
 AND verdict.unit = placed.unit AND verdict.end_date = placed.end_date
 AND coalesce(verdict.start_date, DATE '0001-01-01')
         = coalesce(placed.start_date, DATE '0001-01-01')
 AND verdict.dimensions_key = placed.dimensions_key;
