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
WITH RECURSIVE network AS (
    SELECT accession_number, role_uri, row_number() OVER (ORDER BY accession_number, role_uri) AS id
    FROM (
        SELECT DISTINCT accession_number, role_uri
        FROM arcs
        WHERE linkbase = 'presentation' AND effective
    ) AS named
),
arc AS (
    SELECT network.id, from_concept, to_concept, preferred_label, file,
           CAST(1000000 AS BIGINT) * link_index + arc_index AS place,
           row_number() OVER (
               PARTITION BY network.id
               ORDER BY "order" NULLS LAST, file, link_index, arc_index, pair_index
           ) AS turn
    FROM arcs
    JOIN network
      ON network.accession_number = arcs.accession_number AND network.role_uri = arcs.role_uri
    WHERE linkbase = 'presentation' AND effective
),
target AS (
    SELECT DISTINCT id, to_concept FROM arc WHERE from_concept <> to_concept
),
source AS (
    SELECT arc.id, arc.from_concept AS concept,
           CASE WHEN target.to_concept IS NULL THEN 1 ELSE 0 END AS is_root,
           min(file) AS file, min(place) AS place
    FROM arc
    LEFT JOIN target ON target.id = arc.id AND target.to_concept = arc.from_concept
    GROUP BY arc.id, arc.from_concept, target.to_concept
),
ranked AS (
    SELECT id, concept, is_root,
           row_number() OVER (
               PARTITION BY id ORDER BY is_root DESC, file, place, concept
           ) AS turn
    FROM source
),
walk AS (
    SELECT id, concept, CAST(NULL AS TEXT) AS parent, CAST(NULL AS TEXT) AS preferred_label,
           0 AS depth, CAST(' > ' || concept AS TEXT) AS path,
           CAST(lpad(CAST(turn AS TEXT), 5, '0') AS TEXT) AS place
    FROM ranked
    WHERE is_root = 1 OR turn = 1
    UNION ALL
    SELECT walk.id, arc.to_concept, arc.from_concept, arc.preferred_label, walk.depth + 1,
           CAST(walk.path || ' > ' || arc.to_concept AS TEXT),
           CAST(walk.place || lpad(CAST(arc.turn AS TEXT), 5, '0') AS TEXT)
    FROM walk
    JOIN arc ON arc.id = walk.id AND arc.from_concept = walk.concept
    WHERE walk.depth < 60
      AND strpos(walk.path || ' > ', ' > ' || arc.to_concept || ' > ') = 0
),
line AS (
    SELECT id, row_number() OVER (PARTITION BY id ORDER BY place) AS line_number, depth, concept,
           parent, path, preferred_label
    FROM walk
)
SELECT network.accession_number, network.role_uri, line.line_number, line.depth, line.concept,
       line.parent, line.path, line.preferred_label
FROM line
JOIN network ON network.id = line.id;
