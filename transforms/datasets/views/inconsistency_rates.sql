-- inconsistency_rates: how many sums were checked, and what came of it.
--
-- One row per filing quarter, form, category of the role, filer category, arcrole and set of rules.
-- `sums` is everything looked at; unbound is not checked and never counts as consistent, so a
-- rate is inconsistent / (consistent + inconsistent). The rules of XBRL 2.1 bind the arcrole of 2003 alone
-- (XBRL 2.1 §5.2.5.2), those of Calculations 1.1 both: a network of the arcrole of 2023 is
-- counted under Calculations 1.1 only.
--
-- Columns:
--   filing_quarter: Quarter of the filing date, 20241
--   form_type: Form type
--   category: Statement, Disclosure, Document or Schedule; null if the role has none
--   filer_category: dei:EntityFilerCategory
--   arcrole: Arcrole of the network
--   rules: XBRL 2.1 or Calculations 1.1
--   filings: Filings with such sums
--   sums: Sums looked at
--   consistent: Sums that agree
--   inconsistent: Sums that do not
--   unbound: Sums that could not be checked
--   rounding: Inconsistent ones of this cause
--   duplicate: Inconsistent ones of this cause
--   sign: Inconsistent ones of this cause
--   scale: Inconsistent ones of this cause
--   omitted: Inconsistent ones of this cause
--   incomplete: Inconsistent ones of this cause
--   unexplained: Inconsistent ones of this cause
CREATE OR REPLACE VIEW inconsistency_rates AS
WITH role AS (
    SELECT accession_number, role_uri, min(category) AS category
    FROM roles
    GROUP BY accession_number, role_uri
),
verdict AS (
    SELECT accession_number, role_uri, filing_quarter, form_type, arcrole, 'XBRL 2.1' AS rules,
           xbrl21 AS verdict, cause
    FROM calculations
    WHERE arcrole = 'http://www.xbrl.org/2003/arcrole/summation-item'
    UNION ALL
    SELECT accession_number, role_uri, filing_quarter, form_type, arcrole, 'Calculations 1.1',
           calc11, cause
    FROM calculations
)
SELECT verdict.filing_quarter, verdict.form_type, role.category, period.filer_category,
       verdict.arcrole, verdict.rules, count(DISTINCT verdict.accession_number) AS filings,
       count(*) AS sums,
       sum(CASE WHEN verdict.verdict = 'consistent' THEN 1 ELSE 0 END) AS consistent,
       sum(CASE WHEN verdict.verdict = 'inconsistent' THEN 1 ELSE 0 END) AS inconsistent,
       sum(CASE WHEN verdict.verdict = 'unbound' THEN 1 ELSE 0 END) AS unbound,
       sum(CASE WHEN verdict.verdict = 'inconsistent' AND verdict.cause = 'rounding' THEN 1 ELSE 0 END) AS rounding,
       sum(CASE WHEN verdict.verdict = 'inconsistent' AND verdict.cause = 'duplicate' THEN 1 ELSE 0 END) AS duplicate,
       sum(CASE WHEN verdict.verdict = 'inconsistent' AND verdict.cause = 'sign' THEN 1 ELSE 0 END) AS sign,
       sum(CASE WHEN verdict.verdict = 'inconsistent' AND verdict.cause = 'scale' THEN 1 ELSE 0 END) AS scale,
       sum(CASE WHEN verdict.verdict = 'inconsistent' AND verdict.cause = 'omitted' THEN 1 ELSE 0 END) AS omitted,
       sum(CASE WHEN verdict.verdict = 'inconsistent' AND verdict.cause = 'incomplete' THEN 1 ELSE 0 END) AS incomplete,
       sum(CASE WHEN verdict.verdict = 'inconsistent' AND verdict.cause = 'unexplained' THEN 1 ELSE 0 END) AS unexplained
FROM verdict
LEFT JOIN role
  ON role.accession_number = verdict.accession_number AND role.role_uri = verdict.role_uri
LEFT JOIN reporting_periods AS period ON period.accession_number = verdict.accession_number
GROUP BY verdict.filing_quarter, verdict.form_type, role.category, period.filer_category,
         verdict.arcrole, verdict.rules;
