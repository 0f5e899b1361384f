-- own_kinds: what each concept is that a filing's own schema declares: abstract, axis, member, line item and so on.
--
-- One row per filing and concept that its schemas declare. The substitution group says whether it
-- is a table or an axis (XBRL Dimensions 1.0 §2.2, §2.5), the type whether a domain or a member.
--
-- Columns:
--   accession_number: Accession number
--   namespace: Namespace of the concept
--   concept: prefix:LocalName
--   kind: abstract, table, axis, domain, member or line item
--   type: Type as prefix:LocalName
--   period_type: instant or duration
--   balance: debit or credit
CREATE OR REPLACE VIEW own_kinds AS
WITH declared AS (
    SELECT accession_number, namespace, concept, min(type) AS type,
           min(substitution_group) AS substitution_group, min(period_type) AS period_type,
           min(balance) AS balance, max(CASE WHEN abstract THEN 1 ELSE 0 END) AS is_abstract
    FROM concepts
    GROUP BY accession_number, namespace, concept
)
SELECT accession_number, namespace, concept,
       CASE WHEN substitution_group LIKE '%hypercubeItem' THEN 'table'
            WHEN substitution_group LIKE '%dimensionItem' THEN 'axis'
            WHEN type LIKE '%:domainItemType' AND concept LIKE '%Domain' THEN 'domain'
            WHEN type LIKE '%:domainItemType' THEN 'member'
            WHEN is_abstract = 1 THEN 'abstract'
            ELSE 'line item' END AS kind,
       type, period_type, balance
FROM declared;
