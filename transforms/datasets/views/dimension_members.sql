-- dimension_members: the dimensions of facts as rows.
--
-- One row per filing, set of dimensions and axis: join facts by accession_number and
-- dimensions_key, filter by axis and member; n_dimensions = 1 keeps facts of that axis alone.
--
-- Columns:
--   accession_number: Accession number
--   dimensions_key: Canonical text of all dimensions of the fact
--   n_dimensions: How many there are
--   axis: Axis, prefix:LocalName
--   member: Member of an explicit dimension
--   typed_value: Text of a typed one
CREATE OR REPLACE VIEW dimension_members AS
WITH pair AS (
    SELECT accession_number, dimensions_key, n_dimensions, UNNEST(dimensions) AS dimension
    FROM facts
    WHERE n_dimensions > 0
)
SELECT DISTINCT accession_number, dimensions_key, n_dimensions,
       CAST((dimension).axis AS TEXT) AS axis, CAST((dimension).member AS TEXT) AS member,
       CAST((dimension).typed_value AS TEXT) AS typed_value
FROM pair;
