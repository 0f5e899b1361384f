-- preferred_facts: one fact of each data point of a filing.
--
-- Facts are duplicates if instance, concept, entity, period, dimensions, unit and language are
-- equal. Of these the one that is not nil, shown rather than hidden, the most precise, and first
-- in the document is preferred. Facts in contexts with segments that are no dimensions stand apart.
--
-- Columns:
--   accession_number: Accession number
--   cik: CIK of the first filer
--   form_type: Form type
--   filing_date: Filing date
--   instance: Document the fact was read from
--   fact_index: Fact in document order, from 0: the key into facts
--   concept: prefix:LocalName
--   namespace: Namespace of the concept
--   entity: Entity identifier
--   period_type: instant, duration or forever
--   start_date: First day of a duration
--   end_date: Last day of a duration, or the instant
--   months: Length of a duration in months, rounded: 3 a quarter, 12 a year, of 52 or 53 weeks too
--   dimensions_key: Canonical text of the dimensions, '' without any
--   n_dimensions: Number of dimensions
--   other_segment: Segment content that is not a dimension
--   unit: Unit, null for text
--   value: Value as text
--   numeric_value: Value as number
--   decimals: decimals, null if absent or INF
--   is_exact: decimals is INF
--   is_nil: xsi:nil
--   is_hidden: In ix:hidden
CREATE OR REPLACE VIEW preferred_facts AS
SELECT accession_number, cik, form_type, filing_date, instance, fact_index, concept, namespace,
       entity, period_type, start_date, end_date,
       CAST(round((datediff('day', start_date, end_date) + 1) / 30.4375) AS INT) AS months,
       dimensions_key, n_dimensions, other_segment, unit, value, numeric_value, decimals, is_exact,
       is_nil, is_hidden
FROM facts
WHERE coalesce(is_preferred, TRUE);
