-- network_changes: what a filer changed in its calculation networks since the filing before.
--
-- One row per change: an item added to a network, removed from it, moved below another total, or given
-- another weight. A filing is compared with the filer's last one of the same form that has calculations and
-- reports on an earlier period: an amendment (10-K/A) is of the form that it amends, and the later of the two
-- stands for their period; a transition report (10-KT, 10-QT) is of the form that it stands for. Roles are
-- matched by what they hold, not by name: each with the earlier role that shares the largest part of both
-- roles' concepts, at least half; of equals the one of the same URI. So
-- a role that was only renumbered is the same. A role without a match is one row, added or removed.
-- Networks are compared by relationship, whatever their arcrole. An item that left one total and came to
-- two has moved to one of them and is added to the other. A change of the us-gaap version that
-- renames a concept shows as an item removed and another one added.
--
-- Columns:
--   cik: CIK of the first filer
--   accession_number: The filing
--   previous_accession_number: The one before
--   role_uri: Role, null for one that is gone
--   previous_role_uri: Role it was matched with, null for a new one
--   overlap: Shared concepts over all concepts of the two roles
--   change: item added, item removed, item moved, weight changed, role added or role removed
--   concept: Item, null for a role
--   total: Its total now, null if removed
--   previous_total: Its total before, null if added
--   weight: Weight now
--   previous_weight: Weight before
CREATE OR REPLACE VIEW network_changes AS
WITH arc AS (
    SELECT accession_number, role_uri, from_concept, to_concept, min(weight) AS weight
    FROM arcs
    WHERE linkbase = 'calculation' AND effective
    GROUP BY accession_number, role_uri, from_concept, to_concept
),
member AS (
    SELECT accession_number, role_uri, from_concept AS concept FROM arc
    UNION
    SELECT accession_number, role_uri, to_concept FROM arc
),
size AS (
    SELECT accession_number, role_uri, count(*) AS n FROM member GROUP BY accession_number, role_uri
),
report AS (
    SELECT cik, report_end, known_at, accession_number,
           replace(replace(replace(form_type, '/A', ''), '10-KT', '10-K'), '10-QT', '10-Q') AS form
    FROM reporting_periods
    WHERE report_end IS NOT NULL AND accession_number IN (SELECT accession_number FROM size)
),
filing AS (
    SELECT cik, form, report_end, accession_number,
           row_number() OVER (
               PARTITION BY cik, form, report_end ORDER BY known_at DESC, accession_number DESC
           ) AS from_last
    FROM report
),
period AS (
    SELECT cik, form, report_end,
           lag(accession_number) OVER (PARTITION BY cik, form ORDER BY report_end) AS previous
    FROM filing
    WHERE from_last = 1
),
pair AS (
    SELECT filing.cik, filing.accession_number, period.previous
    FROM filing
    JOIN period
      ON period.cik = filing.cik AND period.form = filing.form
     AND period.report_end = filing.report_end
    WHERE period.previous IS NOT NULL
),
shared AS (
    SELECT pair.accession_number, pair.previous, now.role_uri, before.role_uri AS previous_role_uri,
           count(*) AS n
    FROM pair
    JOIN member AS now ON now.accession_number = pair.accession_number
    JOIN member AS before
      ON before.accession_number = pair.previous AND before.concept = now.concept
    GROUP BY pair.accession_number, pair.previous, now.role_uri, before.role_uri
),
scored AS (
    SELECT shared.accession_number, shared.previous, shared.role_uri, shared.previous_role_uri,
           CAST(shared.n AS DOUBLE) / (now.n + before.n - shared.n) AS overlap
    FROM shared
    JOIN size AS now
      ON now.accession_number = shared.accession_number AND now.role_uri = shared.role_uri
    JOIN size AS before
      ON before.accession_number = shared.previous AND before.role_uri = shared.previous_role_uri
),
ranked AS (
    SELECT scored.*,
           row_number() OVER (
               PARTITION BY accession_number, role_uri
               ORDER BY overlap DESC, CASE WHEN previous_role_uri = role_uri THEN 0 ELSE 1 END,
                        previous_role_uri
           ) AS preference
    FROM scored
    WHERE overlap >= 0.5
),
matched AS (
    SELECT pair.cik, pair.accession_number, pair.previous, size.role_uri, ranked.previous_role_uri,
           ranked.overlap
    FROM pair
    JOIN size ON size.accession_number = pair.accession_number
    LEFT JOIN ranked
      ON ranked.accession_number = size.accession_number AND ranked.role_uri = size.role_uri
     AND ranked.preference = 1
),
added AS (
    SELECT matched.cik, matched.accession_number, matched.previous, matched.role_uri,
           matched.previous_role_uri, matched.overlap, now.to_concept AS concept,
           now.from_concept AS total, now.weight,
           row_number() OVER (
               PARTITION BY matched.accession_number, matched.role_uri, now.to_concept
               ORDER BY now.from_concept
           ) AS place
    FROM matched
    JOIN arc AS now
      ON now.accession_number = matched.accession_number AND now.role_uri = matched.role_uri
    LEFT JOIN arc AS before
      ON before.accession_number = matched.previous AND before.role_uri = matched.previous_role_uri
     AND before.from_concept = now.from_concept AND before.to_concept = now.to_concept
    WHERE matched.previous_role_uri IS NOT NULL AND before.to_concept IS NULL
),
removed AS (
    SELECT matched.cik, matched.accession_number, matched.previous, matched.role_uri,
           matched.previous_role_uri, matched.overlap, before.to_concept AS concept,
           before.from_concept AS total, before.weight,
           row_number() OVER (
               PARTITION BY matched.accession_number, matched.role_uri, before.to_concept
               ORDER BY before.from_concept
           ) AS place
    FROM matched
    JOIN arc AS before
      ON before.accession_number = matched.previous AND before.role_uri = matched.previous_role_uri
    LEFT JOIN arc AS now
      ON now.accession_number = matched.accession_number AND now.role_uri = matched.role_uri
     AND now.from_concept = before.from_concept AND now.to_concept = before.to_concept
    WHERE now.to_concept IS NULL
)
SELECT coalesce(added.cik, removed.cik) AS cik,
       coalesce(added.accession_number, removed.accession_number) AS accession_number,
       coalesce(added.previous, removed.previous) AS previous_accession_number,
       coalesce(added.role_uri, removed.role_uri) AS role_uri,
       coalesce(added.previous_role_uri, removed.previous_role_uri) AS previous_role_uri,
       coalesce(added.overlap, removed.overlap) AS overlap,
       CASE WHEN removed.concept IS NULL THEN 'item added'
            WHEN added.concept IS NULL THEN 'item removed'
            ELSE 'item moved' END AS change,
       coalesce(added.concept, removed.concept) AS concept, added.total,
       removed.total AS previous_total, added.weight, removed.weight AS previous_weight
FROM added
FULL OUTER JOIN removed
  ON removed.accession_number = added.accession_number AND removed.role_uri = added.role_uri
 AND removed.concept = added.concept AND removed.place = added.place
UNION ALL
SELECT matched.cik, matched.accession_number, matched.previous, matched.role_uri,
       matched.previous_role_uri, matched.overlap, 'weight changed', now.to_concept,
       now.from_concept, before.from_concept, now.weight, before.weight
FROM matched
JOIN arc AS now
  ON now.accession_number = matched.accession_number AND now.role_uri = matched.role_uri
JOIN arc AS before
  ON before.accession_number = matched.previous AND before.role_uri = matched.previous_role_uri
 AND before.from_concept = now.from_concept AND before.to_concept = now.to_concept
WHERE now.weight <> before.weight
UNION ALL
SELECT cik, accession_number, previous, role_uri, NULL, NULL, 'role added', NULL, NULL, NULL, NULL, NULL
FROM matched
WHERE previous_role_uri IS NULL
UNION ALL
SELECT pair.cik, pair.accession_number, pair.previous, NULL, size.role_uri, NULL, 'role removed',
       NULL, NULL, NULL, NULL, NULL
FROM pair
JOIN size ON size.accession_number = pair.previous
LEFT JOIN matched
  ON matched.accession_number = pair.accession_number
 AND matched.previous_role_uri = size.role_uri
WHERE matched.role_uri IS NULL;
