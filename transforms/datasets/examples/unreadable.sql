-- What could not be processed, at which stage and why, and how often?
SELECT stage, error, count(*) AS rejects, count(DISTINCT accession_number) AS filings,
       min(accession_number) AS such_as, any_value(message ORDER BY accession_number, ordinal) AS message
FROM rejects
GROUP BY stage, error
ORDER BY rejects DESC, stage, error;
