-- reconciliation_comments: comments that ask to reconcile amounts, each beside the inconsistent
-- calculations of the filing it is about.
--
-- One row per comment and inconsistent calculation; a comment whose filing has none, or is not in
-- the output, has one row with nulls. Calculations of the arcrole of 2023 count by Calculations 1.1 alone.
-- `quotes_amount` tells whether the comment quotes the reported
-- total or the difference, in units, thousands or millions. Needs the view letter_matches.
--
-- Columns:
--   accession_number: Letter
--   document: Document of the letter
--   position: Comment in the letter, from 1
--   cik: Company
--   number: Number of the comment as printed
--   headings: Headings above it
--   text: Text
--   reconciliation_score: How surely it asks to reconcile
--   reconciliation_evidence: The words that say so
--   reviewed_accession_number: The filing under review, null if it is not in the output
--   role_uri: Role of an inconsistent calculation of that filing
--   concept: Its total
--   end_date: End of its period
--   unit: Its unit
--   reported: The total as reported
--   difference: What the items leave unexplained
--   cause: Cause of the inconsistency
--   quotes_amount: Whether the comment quotes the total or the difference
CREATE OR REPLACE VIEW reconciliation_comments AS
WITH asked AS (
    SELECT comment.accession_number, comment.document, comment.position, comment.cik,
           comment.number, comment.headings, comment.text,
           comment.reconciliation_score, comment.reconciliation_evidence,
           match.reviewed_accession_number
    FROM letter_comments AS comment
    LEFT JOIN letter_matches AS match
      ON match.accession_number = comment.accession_number
     AND match.document = comment.document
     AND match.position = comment.filing_position
    WHERE comment.asks_reconciliation AND comment.answers_comment IS NULL
),
amount AS (
    SELECT accession_number, document, position, UNNEST(amounts) AS amount
    FROM letter_comments
    WHERE asks_reconciliation
),
quoted AS (
    SELECT accession_number, document, position,
           abs(CAST((amount).value AS DECIMAL(38, 12))) AS value
    FROM amount
),
inconsistent AS (
    SELECT accession_number, role_uri, concept, end_date, unit, reported, difference, cause
    FROM calculations
    WHERE calc11 = 'inconsistent'
       OR (xbrl21 = 'inconsistent'
           AND arcrole = 'http://www.xbrl.org/2003/arcrole/summation-item')
)
SELECT asked.accession_number, asked.document, asked.position, asked.cik, asked.number,
       asked.headings, asked.text, asked.reconciliation_score, asked.reconciliation_evidence,
       asked.reviewed_accession_number, calculation.role_uri, calculation.concept,
       calculation.end_date, calculation.unit, calculation.reported, calculation.difference,
       calculation.cause,
       EXISTS (
           SELECT 1
           FROM quoted
           WHERE quoted.accession_number = asked.accession_number
             AND quoted.document = asked.document AND quoted.position = asked.position
             AND quoted.value IN (
                 abs(calculation.reported), abs(calculation.reported) / 1000,
                 abs(calculation.reported) / 1000000, abs(calculation.difference),
                 abs(calculation.difference) / 1000, abs(calculation.difference) / 1000000)
       ) AS quotes_amount
FROM asked
LEFT JOIN inconsistent AS calculation
  ON calculation.accession_number = asked.reviewed_accession_number
ORDER BY quotes_amount DESC, asked.reconciliation_score DESC, asked.accession_number,
         asked.position, abs(calculation.difference) DESC;
