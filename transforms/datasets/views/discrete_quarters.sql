-- discrete_quarters: quarterly values: reported, or the difference of two cumulative ones.
--
-- One row per entity, concept, dimensions, unit and quarter, of the latest values known. A quarter is
-- derived where two durations begin on the same day and the longer one is a quarter longer: the
-- fourth is the year less nine months. Not derived are what does not add up over time: ratios and
-- amounts per share (a unit with a slash, pure) and averages. Where a quarter is reported and
-- derived and the two differ by more than the precisions of the three values allow, the
-- value is null and both stand beside it.
--
-- Columns:
--   cik: CIK of the first filer
--   entity: Entity identifier
--   concept: prefix:LocalName
--   dimensions_key: Dimensions, '' without any
--   unit: Unit
--   start_date: First day of the quarter
--   end_date: Last day of the quarter
--   value: Value of the quarter, null where the parts contradict each other
--   source: reported, derived or contradiction
--   reported_value: Value as reported for the quarter itself
--   derived_value: Longer less shorter duration
--   tolerance: How far the two may lie apart
--   accession_number: Filing of the reported value, else of the longer duration
--   shorter_accession_number: Filing of the shorter duration
CREATE OR REPLACE VIEW discrete_quarters AS
WITH latest AS (
    SELECT cik, entity, concept, dimensions_key, unit, start_date, end_date, months, numeric_value,
           tolerance, accession_number
    FROM fact_history
    WHERE is_latest AND period_type = 'duration' AND months BETWEEN 2 AND 13
),
part AS (
    SELECT cik, entity, concept, dimensions_key, unit, start_date, end_date,
           numeric_value AS reported_value, CAST(NULL AS DECIMAL(38, 12)) AS derived_value, tolerance,
           accession_number, CAST(NULL AS TEXT) AS shorter_accession_number
    FROM latest
    WHERE months IN (3, 4)
    UNION ALL
    SELECT longer.cik, longer.entity, longer.concept, longer.dimensions_key, longer.unit,
           CAST(shorter.end_date + INTERVAL 1 DAY AS DATE), longer.end_date, NULL,
           longer.numeric_value - shorter.numeric_value, longer.tolerance + shorter.tolerance,
           longer.accession_number, shorter.accession_number
    FROM latest AS longer
    JOIN latest AS shorter
      ON shorter.entity = longer.entity AND shorter.concept = longer.concept
     AND shorter.dimensions_key = longer.dimensions_key AND shorter.unit = longer.unit
     AND shorter.start_date = longer.start_date
     AND longer.months - shorter.months BETWEEN 2 AND 4
     AND datediff('day', shorter.end_date, longer.end_date) BETWEEN 80 AND 120
    WHERE longer.unit NOT LIKE '%/%' AND longer.unit <> 'pure' AND longer.concept NOT LIKE '%Average%'
),
quarter AS (
    SELECT min(cik) AS cik, entity, concept, dimensions_key, unit, start_date, end_date,
           max(reported_value) AS reported_value, max(derived_value) AS derived_value,
           sum(tolerance) AS tolerance,
           max(CASE WHEN reported_value IS NOT NULL THEN accession_number END) AS reported_in,
           max(CASE WHEN derived_value IS NOT NULL THEN accession_number END) AS derived_in,
           max(shorter_accession_number) AS shorter_accession_number
    FROM part
    GROUP BY entity, concept, dimensions_key, unit, start_date, end_date
)
SELECT cik, entity, concept, dimensions_key, unit, start_date, end_date,
       CASE WHEN abs(reported_value - derived_value) > tolerance THEN NULL
            ELSE coalesce(reported_value, derived_value) END AS value,
       CASE WHEN abs(reported_value - derived_value) > tolerance THEN 'contradiction'
            WHEN reported_value IS NOT NULL THEN 'reported'
            ELSE 'derived' END AS source,
       reported_value, derived_value, tolerance,
       coalesce(reported_in, derived_in) AS accession_number, shorter_accession_number
FROM quarter;
