-- letter_threads: which letters and responses belong to one review.
--
-- One row per letter. Two letters of one company are of one thread if one names the date or filing date
-- of the other ("your letter dated ..."), or if they are no more than 180 days apart and review the same
-- filing: a report of the same form and period or filing date, as all reports of a company share one
-- file number; or a registration of the same form and file number (333-, or a draft under a CIK), which
-- its amendments keep. A thread is named by its first letter, up to 16 such links away.
--
-- Columns:
--   thread: Accession number of the thread's first letter
--   accession_number: Letter
--   document: Document of the letter
--   cik: Company
--   form_type: UPLOAD or CORRESP
--   kind: comment, completion, no_review, follow_up, response or other
--   letter_date: Date in the letter, else its filing date
--   refers_to_letter_date: Date of the letter this one answers
--   n_comments: Comments in it
--   position: Place in the thread, from 1
CREATE OR REPLACE VIEW letter_threads AS
WITH letter AS (
    SELECT accession_number, document, cik, form_type, kind,
           coalesce(letter_date, filing_date) AS letter_date, filing_date, refers_to_letter_date,
           n_comments,
           row_number() OVER (
               ORDER BY cik, coalesce(letter_date, filing_date), accession_number, document
           ) AS id
    FROM letters
),
reviewed AS (
    -- 1-15405 and 001-15405 are one file number
    SELECT DISTINCT letter.id, letter.cik, letter.letter_date,
           coalesce(ltrim(split_part(filing.file_number, '-', 1), '0') || '-'
                    || ltrim(split_part(filing.file_number, '-', 2), '0'),
                    'CIK ' || CAST(filing.reviewed_cik AS TEXT)) AS file_number,
           filing.form_type_reviewed AS form_type,
           CASE WHEN coalesce(filing.file_number, '') NOT LIKE '333-%' AND filing.reviewed_cik IS NULL
                THEN filing.period_end END AS period_end,
           CASE WHEN coalesce(filing.file_number, '') NOT LIKE '333-%' AND filing.reviewed_cik IS NULL
                THEN filing.filed_on END AS filed_on
    FROM letter_filings AS filing
    JOIN letter USING (accession_number, document)
),
link AS (
    SELECT later.id AS one, earlier.id AS other
    FROM letter AS later
    JOIN letter AS earlier
      ON earlier.cik = later.cik AND earlier.id <> later.id
     AND later.refers_to_letter_date IN (earlier.letter_date, earlier.filing_date)
    UNION
    SELECT one.id, other.id
    FROM reviewed AS one
    JOIN reviewed AS other
      ON other.cik = one.cik AND other.id <> one.id
     AND other.form_type IS NOT DISTINCT FROM one.form_type
     AND (other.period_end = one.period_end OR other.filed_on = one.filed_on
          OR (other.file_number = one.file_number
              AND coalesce(one.period_end, one.filed_on, other.period_end, other.filed_on) IS NULL))
     AND abs(datediff('day', one.letter_date, other.letter_date)) <= 180
),
within_1 AS (
    SELECT one, other FROM link
    UNION
    SELECT other, one FROM link
    UNION
    SELECT id, id FROM letter
),
within_2 AS (
    SELECT DISTINCT near.one, far.other
    FROM within_1 AS near JOIN within_1 AS far ON far.one = near.other
),
within_4 AS (
    SELECT DISTINCT near.one, far.other
    FROM within_2 AS near JOIN within_2 AS far ON far.one = near.other
),
within_8 AS (
    SELECT DISTINCT near.one, far.other
    FROM within_4 AS near JOIN within_4 AS far ON far.one = near.other
),
thread AS (
    SELECT near.one AS id, min(far.other) AS first
    FROM within_8 AS near JOIN within_8 AS far ON far.one = near.other
    GROUP BY near.one
)
SELECT head.accession_number AS thread, letter.accession_number, letter.document, letter.cik,
       letter.form_type, letter.kind, letter.letter_date, letter.refers_to_letter_date,
       letter.n_comments,
       row_number() OVER (PARTITION BY thread.first ORDER BY letter.id) AS position
FROM thread
JOIN letter USING (id)
JOIN letter AS head ON head.id = thread.first
ORDER BY letter.id;
