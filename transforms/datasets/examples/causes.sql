-- Why are totals inconsistent: how often is each cause found?
SELECT cause, count(*) AS sums, count(DISTINCT accession_number) AS filings
FROM calculations
WHERE cause IS NOT NULL
GROUP BY cause
ORDER BY sums DESC, cause;
