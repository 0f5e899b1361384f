-- fact_history: each data point through time: what was reported first, and every later other value.
--
-- One row per version of a data point (entity, concept, period, dimensions, unit): the first filing that
-- reports it, and each later one whose value differs from the one before by more than the coarser of the two
-- precisions allows (half a unit of its last digit; decimals -6 is half a million). A value that drifts in
-- steps, each within its precision, has one version. As known
-- on a day: WHERE known_at <= day AND (known_until IS NULL OR known_until > day). A concept of
-- a filer's own is the same as long as its prefix and name are. A split shows as a
-- restatement of shares and amounts per share. Facts in contexts with segments that are no dimensions
-- are left out, and so are numbers that need more digits than numeric_value has.
--
-- Columns:
--   cik: CIK of the first filer
--   entity: Entity identifier
--   concept: prefix:LocalName
--   period_type: instant, duration or forever
--   start_date: First day of a duration
--   end_date: Last day of a duration, or the instant
--   months: Length of a duration in months
--   dimensions_key: Dimensions, '' without any
--   unit: Unit
--   version: 1 for the value first reported
--   accession_number: Filing that reported this value first
--   form_type: Its form
--   known_at: When it was accepted
--   known_until: When another value replaced it, null for the latest
--   numeric_value: Value
--   tolerance: Half a unit of the last digit that is said to be exact
--   previous_value: Value before, null for the first
--   change: Value less the one before, null where either is 5e25 or more
--   is_latest: Whether no other value followed
CREATE OR REPLACE VIEW fact_history AS
WITH report AS (
    SELECT fact.cik, fact.entity, fact.concept, fact.period_type, fact.start_date, fact.end_date,
           fact.months, fact.dimensions_key, fact.unit, fact.accession_number, period.form_type,
           period.known_at, fact.numeric_value, fact.instance, fact.fact_index,
           -- in powers that a double has
           CASE WHEN fact.is_exact OR fact.decimals IS NULL THEN 0
                ELSE 0.5 * power(CAST(10 AS DOUBLE), greatest(least(-fact.decimals, 38), -300))
                END AS tolerance
    FROM preferred_facts AS fact
    JOIN reporting_periods AS period ON period.accession_number = fact.accession_number
    WHERE fact.numeric_value IS NOT NULL AND fact.other_segment IS NULL
),
compared AS (
    SELECT report.*,
           lag(numeric_value) OVER (
               PARTITION BY entity, concept, start_date, end_date, dimensions_key, unit
               ORDER BY known_at, accession_number, instance, fact_index
           ) AS previous_value,
           lag(tolerance) OVER (
               PARTITION BY entity, concept, start_date, end_date, dimensions_key, unit
               ORDER BY known_at, accession_number, instance, fact_index
           ) AS previous_tolerance
    FROM report
),
version AS (
    SELECT *
    FROM compared
    WHERE previous_value IS NULL
       OR greatest(tolerance, previous_tolerance)
          < CASE WHEN abs(numeric_value) < 5e25 AND abs(previous_value) < 5e25
                 THEN abs(numeric_value - previous_value)
                 -- the difference may need a digit more than the type has
                 ELSE abs(CAST(numeric_value AS DOUBLE) - CAST(previous_value AS DOUBLE)) END
)
SELECT cik, entity, concept, period_type, start_date, end_date, months, dimensions_key, unit,
       row_number() OVER (
           PARTITION BY entity, concept, start_date, end_date, dimensions_key, unit
           ORDER BY known_at, accession_number, instance, fact_index
       ) AS version,
       accession_number, form_type, known_at,
       lead(known_at) OVER (
           PARTITION BY entity, concept, start_date, end_date, dimensions_key, unit
           ORDER BY known_at, accession_number, instance, fact_index
       ) AS known_until,
       numeric_value, tolerance, previous_value,
       CASE WHEN abs(numeric_value) < 5e25 AND abs(previous_value) < 5e25
            THEN numeric_value - previous_value END AS change,
       lead(known_at) OVER (
           PARTITION BY entity, concept, start_date, end_date, dimensions_key, unit
           ORDER BY known_at, accession_number, instance, fact_index
       ) IS NULL AS is_latest
FROM version;
