-- role_members: the members that each axis of a role has.
--
-- One row per role, axis and usable member; a row with member '' says that the axis is there, for
-- typed dimensions. From the definition network where the role has a hypercube: hypercube-dimension,
-- dimension-domain and domain-member relationships in their target roles (XBRL Dimensions
-- 1.0 §2.3-2.5), from the role of the all relationship on if that names another as its target role
-- (§2.4.1); a hypercube of notAll relationships only gives none. In a role without one, what stands below the
-- axes of its presentation.
-- BigQuery, Snowflake and Spark find a member at most 30 levels below its axis.
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
use_of_hypercube AS (
    SELECT accession_number, role_uri, to_concept AS hypercube,
           coalesce(target_role, role_uri) AS next_role,
           arcrole = 'http://xbrl.org/int/dim/arcrole/all' AS is_positive
    FROM arcs
    WHERE linkbase = 'definition' AND effective
      AND arcrole IN ('http://xbrl.org/int/dim/arcrole/all',
                      'http://xbrl.org/int/dim/arcrole/notAll')
),
axis AS (
    SELECT arc.accession_number, coalesce(used.role_uri, arc.role_uri) AS role_uri,
           arc.to_concept AS axis, arc.next_role
    FROM arc
    LEFT JOIN use_of_hypercube AS used
      ON used.accession_number = arc.accession_number AND used.next_role = arc.role_uri
     AND used.hypercube = arc.from_concept
    WHERE arc.arcrole = 'http://xbrl.org/int/dim/arcrole/hypercube-dimension'
      AND (used.hypercube IS NULL OR used.is_positive)
),
reached AS (
    SELECT accession_number, role_uri, axis, axis AS concept, next_role, TRUE AS usable
    FROM axis
    UNION
    SELECT reached.accession_number, reached.role_uri, reached.axis, arc.to_concept, arc.next_role,
           arc.usable
    FROM reached
    JOIN arc
      ON arc.accession_number = reached.accession_number AND arc.role_uri = reached.next_role
     AND arc.from_concept = reached.concept
    WHERE arc.arcrole <> 'http://xbrl.org/int/dim/arcrole/hypercube-dimension'
),
defined_role AS (
    SELECT DISTINCT accession_number, role_uri FROM axis
)
SELECT DISTINCT accession_number, role_uri, axis,
       CASE WHEN concept = axis THEN '' ELSE concept END AS member, 'definition' AS source
FROM reached
WHERE usable
UNION ALL
SELECT DISTINCT line.accession_number, line.role_uri, line.axis,
       CASE WHEN line.concept = line.axis THEN '' ELSE line.concept END, 'presentation'
FROM presentation_lines AS line
LEFT JOIN defined_role
  ON defined_role.accession_number = line.accession_number AND defined_role.role_uri = line.role_uri
WHERE line.axis IS NOT NULL AND defined_role.role_uri IS NULL;
