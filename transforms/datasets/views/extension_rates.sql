-- extension_rates: how much of their own filers add, and who calculates by the 1.1 rules.
--
-- One row per filing quarter, form and filer category. Counted are the line items of calculation and
-- presentation networks, once a filing, and the filings that have some.
--
-- Columns:
--   filing_quarter: Quarter of the filing date, 20241
--   form_type: Form type
--   filer_category: dei:EntityFilerCategory, null if not given
--   filings: Filings
--   filings_calc11: Filings with a summation-item arc of Calculations 1.1
--   line_items: Line items, own and standard
--   own_line_items: Line items that the filings' own schemas declare
--   own_share: Own line items over all
CREATE OR REPLACE VIEW extension_rates AS
WITH filing AS (
    SELECT accession_number, min(filing_quarter) AS filing_quarter, min(form_type) AS form_type,
           max(CASE WHEN arcrole = 'https://xbrl.org/2023/arcrole/summation-item' THEN 1 ELSE 0 END)
               AS is_calc11
    FROM arcs
    GROUP BY accession_number
),
used AS (
    SELECT accession_number, to_concept AS concept
    FROM arcs
    WHERE effective AND linkbase IN ('calculation', 'presentation')
    UNION
    SELECT accession_number, from_concept
    FROM arcs
    WHERE effective AND linkbase IN ('calculation', 'presentation')
),
counted AS (
    SELECT used.accession_number, count(*) AS line_items,
           sum(CASE WHEN concept.is_extension THEN 1 ELSE 0 END) AS own_line_items
    FROM used
    JOIN filing_concepts AS concept
      ON concept.accession_number = used.accession_number AND concept.concept = used.concept
    WHERE concept.kind = 'line item'
    GROUP BY used.accession_number
)
SELECT filing.filing_quarter, filing.form_type, period.filer_category, count(*) AS filings,
       sum(filing.is_calc11) AS filings_calc11, sum(counted.line_items) AS line_items,
       sum(counted.own_line_items) AS own_line_items,
       CAST(sum(counted.own_line_items) AS DOUBLE) / sum(counted.line_items) AS own_share
FROM filing
JOIN counted ON counted.accession_number = filing.accession_number
JOIN reporting_periods AS period ON period.accession_number = filing.accession_number
GROUP BY filing.filing_quarter, filing.form_type, period.filer_category;
