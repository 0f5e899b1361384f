-- standard_kinds: what each standard concept is that filings use: abstract, axis, member, line item and so on.
--
-- One row per concept of an effective arc that is not the filing's own. The catalog says it: first the
-- very version, then what every version at hand agrees on, and the last word of the name, which
-- FASB's and the SEC's taxonomies use as the specification of dimensions does (XBRL Style Guide;
-- EFM 6.8.6): a concept of domainItemType is a domain if its name ends in Domain, else a member; of
-- others Abstract, LineItems and RollForward are abstract, then Axis, Member, Domain and Table
-- themselves, then what is declared abstract. Unknown type, period type or balance is null, never guessed.
--
-- Columns:
--   namespace: Namespace of the concept, '' if unknown
--   concept: prefix:LocalName
--   kind: abstract, table, axis, domain, member or line item
--   type: Type as prefix:LocalName
--   period_type: instant or duration
--   balance: debit or credit
CREATE OR REPLACE VIEW standard_kinds AS
WITH used AS (
    -- DISTINCT in each part too: of UNION alone PostgreSQL expects every row, and sorts them
    SELECT DISTINCT coalesce(namespace, '') AS namespace, concept
    FROM presentation_lines
    WHERE NOT is_extension
    UNION
    SELECT DISTINCT coalesce(from_namespace, ''), from_concept
    FROM arcs
    WHERE effective AND NOT from_is_extension AND linkbase IN ('calculation', 'definition')
    UNION
    SELECT DISTINCT coalesce(to_namespace, ''), to_concept
    FROM arcs
    WHERE effective AND NOT to_is_extension AND linkbase IN ('calculation', 'definition')
),
known AS (
    SELECT used.namespace, used.concept,
           coalesce(version.type, family.type) AS type,
           coalesce(version.period_type, family.period_type) AS period_type,
           CASE WHEN version.local_name IS NOT NULL THEN version.balance
                ELSE family.balance END AS balance,
           coalesce(version.abstract, family.abstract, FALSE) AS is_abstract
    FROM used
    LEFT JOIN standard_concepts AS version
      ON version.namespace = used.namespace
     AND version.local_name = split_part(used.concept, ':', 2)
    -- a version that is not at hand: what all versions at hand say alike
    LEFT JOIN standard_concepts AS family
      ON family.namespace = CASE WHEN used.namespace LIKE 'http://fasb.org/us-gaap/%'
                                 THEN 'http://fasb.org/us-gaap/'
                                 WHEN used.namespace LIKE 'http://fasb.org/srt/%'
                                 THEN 'http://fasb.org/srt/' END
     AND family.local_name = split_part(used.concept, ':', 2)
)
SELECT namespace, concept,
       CASE WHEN type LIKE '%:domainItemType' AND concept LIKE '%Domain' THEN 'domain'
            WHEN type LIKE '%:domainItemType' THEN 'member'
            WHEN concept LIKE '%Abstract' OR concept LIKE '%LineItems'
              OR concept LIKE '%RollForward' THEN 'abstract'
            WHEN concept LIKE '%Axis' THEN 'axis'
            WHEN concept LIKE '%Member' THEN 'member'
            WHEN concept LIKE '%Domain' THEN 'domain'
            WHEN concept LIKE '%Table' THEN 'table'
            WHEN is_abstract THEN 'abstract'
            ELSE 'line item' END AS kind,
       type, period_type, balance
FROM known;
