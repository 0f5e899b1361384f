-- role_members: the members that each axis of a role has.
--
-- One row per role, axis and usable member; a row with member '' says that the axis is there, for
-- typed dimensions. From the definition network where the role has a hypercube: hypercube-dimension,
-- dimension-domain and domain-member relationships in their target roles (XBRL Dimensions
-- 1.0 §2.3-2.5); in a role without one, from the axes of its presentation.
--
-- Columns:
--   accession_number: Accession number
--   role_uri: Role whose line items have the axis
--   axis: Axis, prefix:LocalName
--   member: Member, '' for the axis itself
--   source: definition or presentation
CREATE OR REPLACE VIEW role_members AS
WITH RECURSIVE arc AS (
    SELECT accession_number, role_uri, arcrole, from_concept, to_concept,
           coalesce(target_role, role_uri) AS next_role, coalesce(usable, TRUE) AS usable
    FROM arcs
    WHERE linkbase = 'definition' AND effective
      AND arcrole IN ('http://xbrl.org/int/dim/arcrole/hypercube-dimension',
                      'http://xbrl.org/int/dim/arcrole/dimension-domain',
                      'http://xbrl.org/int/dim/arcrole/domain-member')
),
presented AS (
    SELECT arcs.accession_number, arcs.role_uri, arcs.from_concept, arcs.to_concept
    FROM arcs
    LEFT JOIN (
        SELECT DISTINCT accession_number, role_uri
        FROM arc
        WHERE arcrole = 'http://xbrl.org/int/dim/arcrole/hypercube-dimension'
    ) AS defined_role
      ON defined_role.accession_number = arcs.accession_number
     AND defined_role.role_uri = arcs.role_uri
    WHERE arcs.linkbase = 'presentation' AND arcs.effective AND defined_role.role_uri IS NULL
),
step AS (
    SELECT accession_number, role_uri, from_concept, to_concept, next_role, usable, 1 AS is_defined
    FROM arc
    WHERE arcrole <> 'http://xbrl.org/int/dim/arcrole/hypercube-dimension'
    UNION ALL
    SELECT accession_number, role_uri, from_concept, to_concept, role_uri, TRUE, 0
    FROM presented
),
reached AS (
    SELECT accession_number, role_uri, to_concept AS axis, to_concept AS concept, next_role,
           TRUE AS usable, 1 AS is_defined
    FROM arc
    WHERE arcrole = 'http://xbrl.org/int/dim/arcrole/hypercube-dimension'
    UNION
    SELECT presented.accession_number, presented.role_uri, presented.from_concept,
           presented.from_concept, presented.role_uri, TRUE, 0
    FROM presented
    LEFT JOIN concepts AS own
      ON own.accession_number = presented.accession_number AND own.concept = presented.from_concept
    WHERE own.substitution_group LIKE '%dimensionItem'
       OR (own.concept IS NULL AND presented.from_concept LIKE '%Axis')
    UNION
    SELECT reached.accession_number, reached.role_uri, reached.axis, step.to_concept,
           step.next_role, step.usable, reached.is_defined
    FROM reached
    JOIN step
      ON step.accession_number = reached.accession_number AND step.role_uri = reached.next_role
     AND step.from_concept = reached.concept AND step.is_defined = reached.is_defined
)
SELECT DISTINCT accession_number, role_uri, axis,
       CASE WHEN concept = axis THEN '' ELSE concept END AS member,
       CASE WHEN is_defined = 1 THEN 'definition' ELSE 'presentation' END AS source
FROM reached
WHERE usable;
