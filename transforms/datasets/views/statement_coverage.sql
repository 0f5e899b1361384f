-- statement_coverage: what the statements show and no calculation adds up.
--
-- One row per line of a role with a monetary value (a unit of three capital letters) that is reported and (a) that the presentation asks to
-- show as a total although no calculation network has it as one, or (b) that no calculation network
-- knows at all, neither as total nor as item. A beginning or ending balance, a note's single
-- amount or a roll-forward, which XBRL 2.1 calculations cannot express, is in the list by right:
-- start with category = 'Statement'.
--
-- Columns:
--   accession_number: Accession number
--   cik: CIK of the first filer
--   role_uri: Extended link role
--   category: Statement, Disclosure, Document or Schedule
--   title: Title of the role
--   line_number: Line of the role
--   concept: prefix:LocalName
--   preferred_label: Label role the presentation asks for
--   gap: total without calculation, or line in no calculation
CREATE OR REPLACE VIEW statement_coverage AS
WITH role AS (
    SELECT accession_number, role_uri, min(category) AS category, min(title) AS title
    FROM roles
    GROUP BY accession_number, role_uri
),
reported AS (
    SELECT accession_number, concept, min(cik) AS cik
    FROM facts
    WHERE numeric_value IS NOT NULL AND length(unit) = 3 AND unit = upper(unit)
    GROUP BY accession_number, concept
),
total AS (
    SELECT DISTINCT accession_number, from_concept AS concept
    FROM arcs
    WHERE linkbase = 'calculation' AND effective
),
item AS (
    SELECT DISTINCT accession_number, to_concept AS concept
    FROM arcs
    WHERE linkbase = 'calculation' AND effective
),
line AS (
    SELECT tree.accession_number, reported.cik, tree.role_uri, role.category, role.title,
           tree.line_number, tree.concept, tree.preferred_label,
           CASE WHEN total.concept IS NULL AND (tree.preferred_label LIKE '%/totalLabel'
                                             OR tree.preferred_label LIKE '%/negatedTotalLabel')
                THEN 'total without calculation'
                WHEN total.concept IS NULL AND item.concept IS NULL
                THEN 'line in no calculation' END AS gap
    FROM presentation_lines AS tree
    JOIN reported
      ON reported.accession_number = tree.accession_number AND reported.concept = tree.concept
    LEFT JOIN role
      ON role.accession_number = tree.accession_number AND role.role_uri = tree.role_uri
    LEFT JOIN total
      ON total.accession_number = tree.accession_number AND total.concept = tree.concept
    LEFT JOIN item
      ON item.accession_number = tree.accession_number AND item.concept = tree.concept
)
SELECT accession_number, cik, role_uri, category, title, line_number, concept, preferred_label, gap
FROM line
WHERE gap IS NOT NULL;
