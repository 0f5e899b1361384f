-- statement_coverage: what the statements show and no calculation adds up.
--
-- One row per line of a role with a number that is reported and (a) an amount of money (a unit of three
-- capital letters) that the presentation asks to show as a total although no calculation network has it as
-- one, or (b) any number that no calculation network knows at all, neither as total nor as item. A beginning
-- or ending balance, a note's single amount, a roll-forward, which XBRL 2.1 calculations cannot express,
-- shares and amounts per share are in the list by right: start with category = 'Statement' AND is_monetary.
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
--   is_monetary: Whether it is reported in a currency
--   gap: total without calculation, or line in no calculation
CREATE OR REPLACE VIEW statement_coverage AS
WITH role AS (
    SELECT accession_number, role_uri, min(category) AS category, min(title) AS title
    FROM roles
    GROUP BY accession_number, role_uri
),
reported AS (
    SELECT accession_number, concept, min(cik) AS cik,
           max(CASE WHEN length(unit) = 3 AND unit = upper(unit) THEN 1 ELSE 0 END) = 1 AS is_monetary
    FROM facts
    WHERE numeric_value IS NOT NULL
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
           tree.line_number, tree.concept, tree.preferred_label, reported.is_monetary,
           CASE WHEN total.concept IS NULL AND reported.is_monetary
                                         AND (tree.preferred_label LIKE '%/totalLabel'
                                             OR tree.preferred_label LIKE '%/negatedTotal%')
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
SELECT accession_number, cik, role_uri, category, title, line_number, concept, preferred_label, is_monetary,
       gap
FROM line
WHERE gap IS NOT NULL;
