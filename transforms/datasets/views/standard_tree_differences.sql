-- standard_tree_differences: a filing's calculations against FASB's own tree of the same version.
--
-- One row per effective calculation arc between two concepts of us-gaap (or srt) and role. The version
-- is that of the total's namespace; those of 2008 and 2009 are of XBRL US. `difference`, the first that holds: same; other weight (the pair with
-- another weight); reversed (FASB sums the other way round); item under a grandparent (FASB has a total in
-- between: `middle_total`); sibling made child (FASB has both below one total); other parent (FASB sums
-- the item elsewhere: `standard_parents`); unknown to FASB (the item is in no sum of
-- that version); no tree of this version (it is not among those carried). FASB's tree is no
-- rule for filers: a difference is where to look, not a defect.
--
-- Columns:
--   accession_number: Accession number
--   cik: CIK of the first filer
--   role_uri: Extended link role
--   version: Version of us-gaap
--   total: Total, prefix:LocalName
--   item: Item, prefix:LocalName
--   weight: Weight in the filing
--   difference: How it differs
--   standard_weight: Weight of the pair in FASB's tree
--   middle_total: The total in between, of several the first by name
--   standard_parents: FASB's totals of the item, by name
CREATE OR REPLACE VIEW standard_tree_differences AS
WITH arc AS (
    SELECT DISTINCT accession_number, cik, role_uri,
           substr(split_part(from_namespace, '/', 5), 1, 4) AS version,
           from_concept AS total, to_concept AS item, weight
    FROM arcs
    WHERE linkbase = 'calculation' AND effective
      AND (from_namespace LIKE 'http://fasb.org/us-gaap/%' OR from_namespace LIKE 'http://fasb.org/srt/%'
           OR from_namespace LIKE 'http://xbrl.us/us-gaap/%')
      AND (to_namespace LIKE 'http://fasb.org/us-gaap/%' OR to_namespace LIKE 'http://fasb.org/srt/%'
           OR to_namespace LIKE 'http://xbrl.us/us-gaap/%')
),
pair AS (
    SELECT DISTINCT version, total, item FROM arc
),
version AS (
    SELECT DISTINCT version FROM standard_arcs
),
parent AS (
    SELECT version, item, string_agg(total, ', ' ORDER BY total NULLS FIRST) AS parents
    FROM standard_arcs
    GROUP BY version, item
),
grandparent AS (
    SELECT pair.version, pair.total, pair.item, min(upper_arc.item) AS middle
    FROM pair
    JOIN standard_arcs AS upper_arc
      ON upper_arc.version = pair.version AND upper_arc.total = pair.total
    JOIN standard_arcs AS lower_arc
      ON lower_arc.version = pair.version AND lower_arc.total = upper_arc.item
     AND lower_arc.item = pair.item
    GROUP BY pair.version, pair.total, pair.item
),
sibling AS (
    SELECT DISTINCT pair.version, pair.total, pair.item
    FROM pair
    JOIN standard_arcs AS one ON one.version = pair.version AND one.item = pair.total
    JOIN standard_arcs AS other
      ON other.version = pair.version AND other.total = one.total AND other.item = pair.item
)
SELECT arc.accession_number, arc.cik, arc.role_uri, arc.version, arc.total, arc.item, arc.weight,
       CASE WHEN version.version IS NULL THEN 'no tree of this version'
            WHEN same.weight = arc.weight THEN 'same'
            WHEN same.weight IS NOT NULL THEN 'other weight'
            WHEN reversed.weight IS NOT NULL THEN 'reversed'
            WHEN grandparent.middle IS NOT NULL THEN 'item under a grandparent'
            WHEN sibling.item IS NOT NULL THEN 'sibling made child'
            WHEN parent.parents IS NOT NULL THEN 'other parent'
            ELSE 'unknown to FASB' END AS difference,
       same.weight AS standard_weight, grandparent.middle AS middle_total,
       parent.parents AS standard_parents
FROM arc
LEFT JOIN version ON version.version = arc.version
LEFT JOIN standard_arcs AS same
  ON same.version = arc.version AND same.total = arc.total AND same.item = arc.item
LEFT JOIN standard_arcs AS reversed
  ON reversed.version = arc.version AND reversed.total = arc.item AND reversed.item = arc.total
LEFT JOIN grandparent
  ON grandparent.version = arc.version AND grandparent.total = arc.total
 AND grandparent.item = arc.item
LEFT JOIN sibling
  ON sibling.version = arc.version AND sibling.total = arc.total AND sibling.item = arc.item
LEFT JOIN parent ON parent.version = arc.version AND parent.item = arc.item;
