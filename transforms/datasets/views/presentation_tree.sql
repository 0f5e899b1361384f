-- presentation_tree: the presentation of each role as lines, in order, with depth and path.
--
-- One row per line of a role's effective presentation network (XBRL 2.1 §5.2.4.2), walked from its
-- roots, siblings by order and, where orders are equal, as filed. A concept that stands twice, once as
-- the start and once as the end of a period, is two lines. A cycle is cut where a concept would
-- come back under itself; a network that is nothing but a cycle begins at its first arc. Walks no
-- deeper than 60 levels.
--
-- Columns:
--   accession_number: Accession number
--   role_uri: Extended link role
--   line_number: Line of the role, from 1
--   depth: Arcs from the root, which is 0
--   concept: prefix:LocalName
--   parent: Concept above
--   path: Concepts from the root down to this one, each after ' > '
--   preferred_label: Label role the arc asks for, null if none
CREATE OR REPLACE VIEW presentation_tree AS
WITH RECURSIVE arc AS (
    SELECT accession_number, role_uri, from_concept, to_concept, preferred_label,
           file, link_index, arc_index,
           row_number() OVER (
               PARTITION BY accession_number, role_uri
               ORDER BY "order" NULLS LAST, file, link_index, arc_index, pair_index
           ) AS turn
    FROM arcs
    WHERE linkbase = 'presentation' AND effective
),
target AS (
    SELECT DISTINCT accession_number, role_uri, to_concept FROM arc WHERE from_concept <> to_concept
),
source AS (
    SELECT arc.accession_number, arc.role_uri, arc.from_concept AS concept,
           CASE WHEN target.to_concept IS NULL THEN 1 ELSE 0 END AS is_root,
           min(file) AS file, min(CAST(1000000 AS BIGINT) * link_index + arc_index) AS place
    FROM arc
    LEFT JOIN target
      ON target.accession_number = arc.accession_number AND target.role_uri = arc.role_uri
     AND target.to_concept = arc.from_concept
    GROUP BY arc.accession_number, arc.role_uri, arc.from_concept, target.to_concept
),
ranked AS (
    SELECT accession_number, role_uri, concept, is_root,
           row_number() OVER (
               PARTITION BY accession_number, role_uri ORDER BY is_root DESC, file, place, concept
           ) AS turn
    FROM source
),
walk AS (
    SELECT accession_number, role_uri, concept, CAST(NULL AS TEXT) AS parent,
           CAST(NULL AS TEXT) AS preferred_label, 0 AS depth,
           CAST(' > ' || concept AS TEXT) AS path,
           CAST(lpad(CAST(turn AS TEXT), 5, '0') AS TEXT) AS place
    FROM ranked
    WHERE is_root = 1 OR turn = 1
    UNION ALL
    SELECT walk.accession_number, walk.role_uri, arc.to_concept, arc.from_concept,
           arc.preferred_label, walk.depth + 1,
           CAST(walk.path || ' > ' || arc.to_concept AS TEXT),
           CAST(walk.place || lpad(CAST(arc.turn AS TEXT), 5, '0') AS TEXT)
    FROM walk
    JOIN arc
      ON arc.accession_number = walk.accession_number AND arc.role_uri = walk.role_uri
     AND arc.from_concept = walk.concept
    WHERE walk.depth < 60
      AND strpos(walk.path || ' > ', ' > ' || arc.to_concept || ' > ') = 0
)
SELECT accession_number, role_uri,
       row_number() OVER (PARTITION BY accession_number, role_uri ORDER BY place) AS line_number,
       depth, concept, parent, path, preferred_label
FROM walk;
