-- Which share of each filing's calculation arcs leads to a concept of the filer's own?
SELECT f.company_name, accession_number,
       count(*) AS arcs,
       count(*) FILTER (a.to_is_extension) AS to_own_concepts,
       round(100.0 * to_own_concepts / arcs, 1) AS percent
FROM arcs AS a
JOIN filings AS f USING (accession_number)
WHERE a.linkbase = 'calculation' AND a.effective
GROUP BY ALL
ORDER BY percent DESC, accession_number;
