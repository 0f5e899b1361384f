-- Why are totals inconsistent: how often is each cause found?
--
-- Of sums that rules which bind them find inconsistent: XBRL 2.1 binds the arcrole of 2003 alone.
SELECT cause, count(*) AS sums, count(DISTINCT accession_number) AS filings
FROM calculations
WHERE cause IS NOT NULL
  AND (calc11 = 'inconsistent' OR arcrole = 'http://www.xbrl.org/2003/arcrole/summation-item')
GROUP BY cause
ORDER BY sums DESC, cause;
