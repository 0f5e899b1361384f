-- structural_inconsistencies: inconsistent sums, those that differ for a reason of structure told from the rest.
--
-- One row per sum that is inconsistent under Calculations 1.1, or under XBRL 2.1 if its arcrole is that of
-- 2003, which XBRL 2.1 binds alone. `reason` is the first that
-- holds: amounts, if the check found a cause in them (rounding, duplicate, sign, scale); items
-- reported elsewhere, if items of the network have no value at this data point and have one for the
-- same period and unit with other dimensions; partly dimensioned, if the sum is over facts with
-- dimensions, lacks items, and holds for the whole; else amounts. A reason says where the rest may
-- lie, not that the amounts are right.
--
-- Columns:
--   accession_number: Accession number
--   cik: CIK of the first filer
--   instance: Document of the facts
--   role_uri: Extended link role
--   concept: The total
--   start_date: First day of a duration
--   end_date: Last day of a duration, or the instant
--   dimensions_key: Dimensions of the data point
--   unit: Unit
--   reported: The total as reported
--   difference: Reported less the sum of the items
--   cause: Cause as the check found it
--   items_missing: Items of the network without a value at this data point
--   items_elsewhere: Of these, items with a value for the same period and unit and other dimensions
--   reason: items reported elsewhere, partly dimensioned or amounts
CREATE OR REPLACE VIEW structural_inconsistencies AS
WITH inconsistent AS (
    SELECT accession_number, cik, instance, role_uri, arcrole, concept, entity, start_date, end_date,
           dimensions_key, unit, context_id, reported, difference, cause, items_defined,
           items_reported
    FROM calculations
    WHERE calc11 = 'inconsistent'
       OR (xbrl21 = 'inconsistent'
           AND arcrole = 'http://www.xbrl.org/2003/arcrole/summation-item')
),
sound AS (
    SELECT DISTINCT accession_number, instance, role_uri, concept, start_date, end_date, unit
    FROM calculations
    WHERE dimensions_key = '' AND 'consistent' IN (calc11, xbrl21)
),
item AS (
    SELECT DISTINCT inconsistent.accession_number, inconsistent.instance, inconsistent.role_uri,
           inconsistent.arcrole, inconsistent.concept, inconsistent.context_id, inconsistent.unit,
           inconsistent.start_date, inconsistent.end_date, inconsistent.dimensions_key,
           arcs.to_concept AS item
    FROM inconsistent
    JOIN arcs
      ON arcs.accession_number = inconsistent.accession_number
     AND arcs.role_uri = inconsistent.role_uri AND arcs.arcrole = inconsistent.arcrole
     AND arcs.from_concept = inconsistent.concept
    WHERE arcs.linkbase = 'calculation' AND arcs.effective
),
-- items and facts side by side: a join of the two on so many columns is planned badly
place AS (
    SELECT accession_number, instance, item AS concept, start_date, end_date, unit, dimensions_key,
           role_uri, arcrole, concept AS total, context_id, 0 AS is_fact
    FROM item
    UNION ALL
    SELECT DISTINCT accession_number, instance, concept, start_date, end_date, unit, dimensions_key,
           CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), CAST(NULL AS TEXT), 1
    FROM facts
    WHERE numeric_value IS NOT NULL
),
seen AS (
    SELECT accession_number, instance, role_uri, arcrole, total, context_id, unit, is_fact,
           max(is_fact) OVER (
               PARTITION BY accession_number, instance, concept, start_date, end_date, unit
           ) AS is_somewhere,
           max(is_fact) OVER (
               PARTITION BY accession_number, instance, concept, start_date, end_date, unit,
                            dimensions_key
           ) AS is_here
    FROM place
),
counted AS (
    SELECT accession_number, instance, role_uri, arcrole, total AS concept, context_id, unit,
           sum(is_somewhere - is_here) AS items_elsewhere
    FROM seen
    WHERE is_fact = 0
    GROUP BY accession_number, instance, role_uri, arcrole, total, context_id, unit
)
SELECT inconsistent.accession_number, inconsistent.cik, inconsistent.instance,
       inconsistent.role_uri, inconsistent.concept, inconsistent.start_date, inconsistent.end_date,
       inconsistent.dimensions_key, inconsistent.unit, inconsistent.reported,
       inconsistent.difference, inconsistent.cause,
       inconsistent.items_defined - inconsistent.items_reported AS items_missing,
       coalesce(counted.items_elsewhere, 0) AS items_elsewhere,
       CASE WHEN inconsistent.cause IN ('rounding', 'duplicate', 'sign', 'scale') THEN 'amounts'
            WHEN counted.items_elsewhere > 0 THEN 'items reported elsewhere'
            WHEN inconsistent.dimensions_key <> '' AND sound.concept IS NOT NULL
                 AND inconsistent.items_reported < inconsistent.items_defined
            THEN 'partly dimensioned'
            ELSE 'amounts' END AS reason
FROM inconsistent
LEFT JOIN counted
  ON counted.accession_number = inconsistent.accession_number
 AND counted.instance = inconsistent.instance AND counted.role_uri = inconsistent.role_uri
 AND counted.arcrole = inconsistent.arcrole AND counted.concept = inconsistent.concept
 AND counted.context_id = inconsistent.context_id AND counted.unit = inconsistent.unit
LEFT JOIN sound
  ON sound.accession_number = inconsistent.accession_number
 AND sound.instance = inconsistent.instance AND sound.role_uri = inconsistent.role_uri
 AND sound.concept = inconsistent.concept AND sound.end_date = inconsistent.end_date
 AND coalesce(sound.start_date, DATE '0001-01-01')
         = coalesce(inconsistent.start_date, DATE '0001-01-01')
 AND sound.unit = inconsistent.unit;
