-- filing_concepts: what each concept of a filing is: abstract, table, axis, domain, member or line item.
--
-- One row per filing and concept of an effective presentation, calculation or definition arc. The
-- filing's own schema decides for its own concepts; for standard ones the catalog, first the very
-- version, then what every version at hand agrees on, and the last word of the name, which
-- FASB's and the SEC's taxonomies use as the specification of dimensions does (XBRL Style Guide;
-- EFM 6.8.6). Unknown type, period type or balance is null, never guessed.
--
-- Columns:
--   accession_number: Accession number
--   concept: prefix:LocalName
--   namespace: Namespace of the concept
--   is_extension: Whether the filing's own schema declares it
--   kind: abstract, table, axis, domain, member or line item
--   type: Type as prefix:LocalName
--   period_type: instant or duration
--   balance: debit or credit
CREATE OR REPLACE VIEW filing_concepts AS
WITH arc_end AS (
    SELECT accession_number, from_concept AS concept, from_namespace AS namespace,
           from_is_extension AS is_extension
    FROM arcs
    WHERE effective AND linkbase IN ('presentation', 'calculation', 'definition')
    UNION
    SELECT accession_number, to_concept, to_namespace, to_is_extension
    FROM arcs
    WHERE effective AND linkbase IN ('presentation', 'calculation', 'definition')
),
own AS (
    SELECT accession_number, concept, namespace, min(type) AS type,
           min(substitution_group) AS substitution_group, min(period_type) AS period_type,
           min(balance) AS balance, min(CASE WHEN abstract THEN 1 ELSE 0 END) AS abstract
    FROM concepts
    GROUP BY accession_number, concept, namespace
),
known AS (
    SELECT arc_end.accession_number, arc_end.concept, arc_end.namespace, arc_end.is_extension,
           own.substitution_group,
           coalesce(own.type, version.type, family.type) AS type,
           coalesce(own.period_type, version.period_type, family.period_type) AS period_type,
           CASE WHEN own.concept IS NOT NULL THEN own.balance
                WHEN version.local_name IS NOT NULL THEN version.balance
                ELSE family.balance END AS balance,
           coalesce(own.abstract, CASE WHEN coalesce(version.abstract, family.abstract)
                                       THEN 1 ELSE 0 END) AS abstract,
           split_part(arc_end.concept, ':', 2) AS local_name
    FROM arc_end
    LEFT JOIN own
      ON own.accession_number = arc_end.accession_number AND own.concept = arc_end.concept
     AND own.namespace = arc_end.namespace AND arc_end.is_extension
    LEFT JOIN standard_concepts AS version
      ON version.namespace = arc_end.namespace
     AND version.local_name = split_part(arc_end.concept, ':', 2)
    -- a version that is not at hand: what all versions at hand say alike
    LEFT JOIN standard_concepts AS family
      ON family.namespace = CASE WHEN arc_end.namespace LIKE 'http://fasb.org/us-gaap/%'
                                 THEN 'http://fasb.org/us-gaap/'
                                 WHEN arc_end.namespace LIKE 'http://fasb.org/srt/%'
                                 THEN 'http://fasb.org/srt/' END
     AND family.local_name = split_part(arc_end.concept, ':', 2)
)
SELECT accession_number, concept, namespace, is_extension,
       CASE WHEN substitution_group LIKE '%hypercubeItem' THEN 'table'
            WHEN substitution_group LIKE '%dimensionItem' THEN 'axis'
            WHEN type LIKE '%:domainItemType' AND local_name LIKE '%Domain' THEN 'domain'
            WHEN type LIKE '%:domainItemType' THEN 'member'
            WHEN is_extension AND abstract = 1 THEN 'abstract'
            WHEN is_extension AND substitution_group IS NOT NULL THEN 'line item'
            WHEN local_name LIKE '%Abstract' OR local_name LIKE '%LineItems'
              OR local_name LIKE '%RollForward' THEN 'abstract'
            WHEN local_name LIKE '%Axis' THEN 'axis'
            WHEN local_name LIKE '%Member' THEN 'member'
            WHEN local_name LIKE '%Domain' THEN 'domain'
            WHEN local_name LIKE '%Table' THEN 'table'
            WHEN abstract = 1 THEN 'abstract'
            ELSE 'line item' END AS kind,
       type, period_type, balance
FROM known;
