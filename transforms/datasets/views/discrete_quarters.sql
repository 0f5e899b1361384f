-- discrete_quarters: quarterly values: reported, or the difference of two cumulative ones.
--
-- One row per entity, concept, dimensions, unit and quarter, of the latest values known. A quarter is
-- derived where two durations begin on the same day and the longer one is a quarter longer: the
-- fourth is the year less nine months. A quarter has 80 to 100 days, or 16 or 17 weeks as some fiscal years
-- have. Only money is derived (a unit of three capital letters), and no average: shares, counts
-- and ratios of a period are mostly levels, which do not add up. Where a quarter is reported and
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
    SELECT cik, entity, concept, dimensions_key, unit, start_date, end_date, numeric_value, tolerance,
           accession_number, datediff('day', start_date, end_date) + 1 AS days
    FROM fact_history
    WHERE is_latest AND period_type = 'duration' AND months BETWEEN 2 AND 13
),
part AS (
    SELECT cik, entity, concept, dimensions_key, unit, start_date, end_date,
           numeric_value AS reported_value, CAST(NULL AS DECIMAL(38, 12)) AS derived_value, tolerance,
           accession_number, CAST(NULL AS TEXT) AS shorter_accession_number
    FROM latest
    WHERE days BETWEEN 80 AND 100 OR days IN (112, 119)
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
     AND (longer.days - shorter.days BETWEEN 80 AND 100 OR longer.days - shorter.days IN (112, 119))
    WHERE length(longer.unit) = 3 AND longer.unit = upper(longer.unit)
      AND longer.concept NOT LIKE '%Average%'
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
