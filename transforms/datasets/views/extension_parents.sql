-- extension_parents: where a filing's own concepts hang: the nearest standard concept above each.
--
-- One row per own concept and role of a calculation or presentation network that it occurs in, walked
-- upwards over effective relationships to the nearest concept of a standard taxonomy (of several
-- parents the shortest way, then the first by name). In a calculation network `sign` is the product
-- of the weights on the way, null where it is 1e12 or more. A concept that stands at the top of a network, or below own concepts only,
-- has no standard ancestor: standard_ancestor is null. Walks no higher than 30 levels.
--
-- Columns:
--   accession_number: Accession number
--   cik: CIK of the first filer
--   linkbase: calculation or presentation
--   role_uri: Extended link role
--   concept: The filing's own concept
--   label: Its standard label
--   kind: abstract, table, axis, domain, member or line item
--   type: Type
--   balance: debit or credit
--   standard_ancestor: Nearest standard concept above, null if there is none
--   distance: Arcs up to it
--   sign: Product of the weights on the way, null outside calculations
--   path: From the concept up to the ancestor, each after ' < '
--   parent: Concept directly above
--   siblings: Other items of that total, by order; null outside calculations
CREATE OR REPLACE VIEW extension_parents AS
WITH RECURSIVE arc AS (
    SELECT accession_number, cik, linkbase, role_uri, from_concept, to_concept, from_is_extension,
           to_is_extension, weight, "order"
    FROM arcs
    WHERE effective AND linkbase IN ('calculation', 'presentation')
),
own AS (
    SELECT accession_number, cik, linkbase, role_uri, to_concept AS concept
    FROM arc
    WHERE to_is_extension
    UNION
    SELECT accession_number, cik, linkbase, role_uri, from_concept
    FROM arc
    WHERE from_is_extension
),
walk AS (
    SELECT accession_number, linkbase, role_uri, to_concept AS concept, from_concept AS parent,
           from_concept AS ancestor, from_is_extension AS is_own, 1 AS distance,
           CAST(weight AS DOUBLE) AS sign,
           CAST(to_concept || ' < ' || from_concept AS TEXT) AS path
    FROM arc
    WHERE to_is_extension
    UNION ALL
    SELECT walk.accession_number, walk.linkbase, walk.role_uri, walk.concept, walk.parent,
           arc.from_concept, arc.from_is_extension, walk.distance + 1,
           walk.sign * CAST(arc.weight AS DOUBLE), CAST(walk.path || ' < ' || arc.from_concept AS TEXT)
    FROM walk
    JOIN arc
      ON arc.accession_number = walk.accession_number AND arc.linkbase = walk.linkbase
     AND arc.role_uri = walk.role_uri AND arc.to_concept = walk.ancestor
    WHERE walk.is_own AND walk.distance < 30
      AND strpos(' < ' || walk.path || ' < ', ' < ' || arc.from_concept || ' < ') = 0
),
nearest AS (
    SELECT walk.*,
           row_number() OVER (
               PARTITION BY accession_number, linkbase, role_uri, concept ORDER BY distance, path, sign
           ) AS preference
    FROM walk
    WHERE NOT is_own
),
direct AS (
    SELECT accession_number, linkbase, role_uri, to_concept AS concept, min(from_concept) AS parent
    FROM arc
    WHERE to_is_extension
    GROUP BY accession_number, linkbase, role_uri, to_concept
),
placed AS (
    SELECT own.accession_number, own.cik, own.linkbase, own.role_uri, own.concept,
           nearest.ancestor, nearest.distance, nearest.sign, nearest.path,
           coalesce(nearest.parent, direct.parent) AS parent
    FROM own
    LEFT JOIN nearest
      ON nearest.accession_number = own.accession_number AND nearest.linkbase = own.linkbase
     AND nearest.role_uri = own.role_uri AND nearest.concept = own.concept
     AND nearest.preference < 2
    LEFT JOIN direct
      ON direct.accession_number = own.accession_number AND direct.linkbase = own.linkbase
     AND direct.role_uri = own.role_uri AND direct.concept = own.concept
),
sibling AS (
    SELECT placed.accession_number, placed.linkbase, placed.role_uri, placed.concept,
           string_agg(arc.to_concept, ', ' ORDER BY arc."order" NULLS FIRST, arc.to_concept NULLS FIRST)
               AS siblings
    FROM placed
    JOIN arc
      ON arc.accession_number = placed.accession_number AND arc.linkbase = placed.linkbase
     AND arc.role_uri = placed.role_uri AND arc.from_concept = placed.parent
     AND arc.to_concept <> placed.concept
    WHERE placed.linkbase = 'calculation'
    GROUP BY placed.accession_number, placed.linkbase, placed.role_uri, placed.concept
),
label AS (
    SELECT accession_number, concept, min(text) AS text
    FROM labels
    WHERE effective AND label_role = 'http://www.xbrl.org/2003/role/label'
    GROUP BY accession_number, concept
)
SELECT placed.accession_number, placed.cik, placed.linkbase, placed.role_uri, placed.concept,
       label.text AS label, described.kind, described.type, described.balance,
       placed.ancestor AS standard_ancestor, placed.distance,
       CAST(CASE WHEN placed.linkbase = 'calculation' AND abs(placed.sign) < 1e12
                 THEN placed.sign END AS DECIMAL(18, 6)) AS sign,
       placed.path, placed.parent, sibling.siblings
FROM placed
LEFT JOIN label
  ON label.accession_number = placed.accession_number AND label.concept = placed.concept
LEFT JOIN own_kinds AS described
  ON described.accession_number = placed.accession_number AND described.concept = placed.concept
LEFT JOIN sibling
  ON sibling.accession_number = placed.accession_number AND sibling.linkbase = placed.linkbase
 AND sibling.role_uri = placed.role_uri AND sibling.concept = placed.concept;
