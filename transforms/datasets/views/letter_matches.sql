-- letter_matches: the accession number of each filing under review, where it is in the output.
--
-- One row per row of letter_filings that has a match. A filing matches if company and form agree, it is
-- no later than the letter, and its filing date or period does; of several one by filing date, then the
-- latest. The period decides where the letter gives no filing date, or one no more than four days off: some
-- give the day of acceptance, and what comes after 17:30 is filed on the next business day. It is the
-- period of the filing's header, or of its cover page (reporting_periods). An amendment is filed under
-- its own form, 10-K/A.
--
-- Columns:
--   accession_number: Letter
--   document: Document of the letter
--   position: Filing in the letter's Re: block, from 1
--   reviewed_accession_number: The filing under review
--   matched_by: filing date or period
CREATE OR REPLACE VIEW letter_matches AS
WITH candidate AS (
    SELECT reviewed.accession_number, reviewed.document, reviewed.position,
           filing.accession_number AS reviewed_accession_number,
           CASE WHEN filing.filing_date = reviewed.filed_on THEN 'filing date' ELSE 'period' END
               AS matched_by,
           row_number() OVER (
               PARTITION BY reviewed.accession_number, reviewed.document, reviewed.position
               ORDER BY filing.filing_date = reviewed.filed_on DESC NULLS LAST,
                        filing.filing_date DESC, filing.accession_number DESC
           ) AS rank
    FROM letter_filings AS reviewed
    JOIN filings AS filing
      ON (filing.cik = reviewed.cik OR list_contains(filing.ciks, reviewed.cik)
          OR list_contains(filing.ciks, reviewed.reviewed_cik))
     AND filing.accession_number <> reviewed.accession_number
     AND filing.filing_date <= reviewed.filing_date
     AND (filing.form_type = reviewed.form_type_reviewed
          OR filing.form_type = reviewed.form_type_reviewed || '/A')
     AND (filing.form_type LIKE '%/A')
         = (reviewed.form_type_reviewed LIKE '%/A' OR coalesce(reviewed.amendment, 0) > 0)
    JOIN reporting_periods AS period
      ON period.accession_number = filing.accession_number
     AND (filing.filing_date = reviewed.filed_on
          OR (reviewed.period_end IN (filing.period_of_report, period.report_end)
              AND coalesce(abs(datediff('day', reviewed.filed_on, filing.filing_date)), 0) <= 4))
)
SELECT accession_number, document, position, reviewed_accession_number, matched_by
FROM candidate
WHERE rank = 1;
