-- reporting_periods: when a filing became known, and the end of the period it reports on.
--
-- One row per filing. The cover page's dei:DocumentPeriodEndDate says the end; the header's
-- period stands in where there is none, or one that no calendar has, such as 2023-02-30.
--
-- Columns:
--   accession_number: Accession number
--   cik: CIK of the first filer
--   form_type: Form type
--   known_at: When EDGAR accepted it, else the filing date
--   report_end: Last day of the period it reports on
--   filer_category: dei:EntityFilerCategory, null if not given
CREATE OR REPLACE VIEW reporting_periods AS
WITH cover AS (
    SELECT accession_number,
           max(CASE WHEN concept = 'dei:DocumentPeriodEndDate'
                     AND (regexp_matches(value, '^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$')
                          OR regexp_matches(value, '^(19|20)[0-9]{2}-(0[13-9]|1[0-2])-(29|30)$')
                          OR regexp_matches(value, '^(19|20)[0-9]{2}-(0[13578]|1[02])-31$')
                          OR regexp_matches(value, '^(19|20)(0[48]|[2468][048]|[13579][26])-02-29$')
                          OR value = '2000-02-29')
                    THEN CAST(value AS DATE) END) AS report_end,
           max(CASE WHEN concept = 'dei:EntityFilerCategory' THEN value END) AS filer_category
    FROM facts
    WHERE concept IN ('dei:DocumentPeriodEndDate', 'dei:EntityFilerCategory')
      AND n_dimensions = 0
    GROUP BY accession_number
)
SELECT filing.accession_number, filing.cik, filing.form_type,
       coalesce(filing.accepted_at, CAST(filing.filing_date AS TIMESTAMPTZ)) AS known_at,
       coalesce(cover.report_end, filing.period_of_report) AS report_end, cover.filer_category
FROM filings AS filing
LEFT JOIN cover ON cover.accession_number = filing.accession_number;
