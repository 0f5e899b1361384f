-- filing_concepts: what each concept of a filing is: abstract, table, axis, domain, member or line item.
--
-- One row per filing and concept of an effective presentation, calculation or definition arc. The
-- filing's own schema decides for its own concepts (own_kinds), the catalog for standard ones
-- (standard_kinds). Unknown type, period type or balance is null, never guessed.
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
    SELECT accession_number, concept, namespace, is_extension
    FROM presentation_lines
    UNION
    SELECT accession_number, from_concept, from_namespace, from_is_extension
    FROM arcs
    WHERE effective AND linkbase IN ('calculation', 'definition')
    UNION
    SELECT accession_number, to_concept, to_namespace, to_is_extension
    FROM arcs
    WHERE effective AND linkbase IN ('calculation', 'definition')
)
SELECT arc_end.accession_number, arc_end.concept, arc_end.namespace, arc_end.is_extension,
       coalesce(own.kind, standard.kind, 'line item') AS kind,
       coalesce(own.type, standard.type) AS type,
       coalesce(own.period_type, standard.period_type) AS period_type,
       coalesce(own.balance, standard.balance) AS balance
FROM arc_end
LEFT JOIN own_kinds AS own
  ON own.accession_number = arc_end.accession_number AND own.namespace = arc_end.namespace
 AND own.concept = arc_end.concept AND arc_end.is_extension
LEFT JOIN standard_kinds AS standard
  ON standard.namespace = coalesce(arc_end.namespace, '') AND standard.concept = arc_end.concept
 AND NOT arc_end.is_extension;
