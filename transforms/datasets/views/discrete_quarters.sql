-- discrete_quarters: quarterly values: reported, or the difference of two cumulative ones.
--
-- One row per entity, concept, dimensions, unit and quarter, of the latest values known. A quarter is
-- derived where two durations begin on the same day and the longer one is a quarter longer: the
-- fourth is the year less nine months. A quarter has 80 to 100 days, or 16 or 17 weeks as some fiscal years
-- have. Of several ways to derive a quarter the most precise counts, then the shortest durations. Only
-- money is derived (a unit of three capital letters) below 2.5e25, and no average: shares, counts
-- and ratios of a period are mostly levels, which do not add up. Where a quarter is reported and
-- derived and the two differ by more than the precisions of the three values allow, the
-- value is null and both stand beside it. A derived quarter mixes two accountings where a later filing
-- restated the longer duration and none the shorter, such as a year for operations discontinued since: compare
-- the dates of the two filings.
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
reported AS (
    SELECT *
    FROM latest
    WHERE days BETWEEN 80 AND 100 OR days IN (112, 119)
),
difference AS (
    SELECT longer.cik, longer.entity, longer.concept, longer.dimensions_key, longer.unit,
           CAST(shorter.end_date + INTERVAL 1 DAY AS DATE) AS start_date, longer.end_date,
           longer.numeric_value - shorter.numeric_value AS numeric_value,
           longer.tolerance + shorter.tolerance AS tolerance, longer.accession_number,
           shorter.accession_number AS shorter_accession_number, longer.start_date AS both_start
    FROM latest AS longer
    JOIN latest AS shorter
      ON shorter.entity = longer.entity AND shorter.concept = longer.concept
     AND shorter.dimensions_key = longer.dimensions_key AND shorter.unit = longer.unit
     AND shorter.start_date = longer.start_date
     AND (longer.days - shorter.days BETWEEN 80 AND 100 OR longer.days - shorter.days IN (112, 119))
    WHERE length(longer.unit) = 3 AND longer.unit = upper(longer.unit)
      AND longer.concept NOT LIKE '%Average%'
      AND abs(longer.numeric_value) < 2.5e25 AND abs(shorter.numeric_value) < 2.5e25
),
ranked AS (
    SELECT *,
           row_number() OVER (
               PARTITION BY entity, concept, dimensions_key, unit, start_date, end_date
               ORDER BY tolerance, both_start DESC
           ) AS preference
    FROM difference
),
quarter AS (
    SELECT coalesce(least(reported.cik, derived.cik), reported.cik, derived.cik) AS cik,
           coalesce(reported.entity, derived.entity) AS entity,
           coalesce(reported.concept, derived.concept) AS concept,
           coalesce(reported.dimensions_key, derived.dimensions_key) AS dimensions_key,
           coalesce(reported.unit, derived.unit) AS unit,
           coalesce(reported.start_date, derived.start_date) AS start_date,
           coalesce(reported.end_date, derived.end_date) AS end_date,
           reported.numeric_value AS reported_value, derived.numeric_value AS derived_value,
           coalesce(reported.tolerance, 0) + coalesce(derived.tolerance, 0) AS tolerance,
           coalesce(reported.accession_number, derived.accession_number) AS accession_number,
           derived.shorter_accession_number
    FROM reported
    FULL OUTER JOIN (SELECT * FROM ranked WHERE preference = 1) AS derived
      ON derived.entity = reported.entity AND derived.concept = reported.concept
     AND derived.dimensions_key = reported.dimensions_key AND derived.unit = reported.unit
     AND derived.start_date = reported.start_date AND derived.end_date = reported.end_date
),
compared AS (
    -- both below 5e25, a difference has no digit more than the type
    SELECT *,
           CASE WHEN abs(reported_value) < 5e25 THEN abs(reported_value - derived_value) > tolerance
                ELSE reported_value IS NOT NULL AND derived_value IS NOT NULL END AS is_contradicted
    FROM quarter
)
SELECT cik, entity, concept, dimensions_key, unit, start_date, end_date,
       CASE WHEN is_contradicted THEN NULL ELSE coalesce(reported_value, derived_value) END AS value,
       CASE WHEN is_contradicted THEN 'contradiction'
            WHEN reported_value IS NOT NULL THEN 'reported'
            ELSE 'derived' END AS source,
       reported_value, derived_value, tolerance, accession_number, shorter_accession_number
FROM compared;
