-- Which totals differ from the sum of their items, by how much and why?
--
-- Under Calculations 1.1, which allows for rounding; the largest differences first.
SELECT f.company_name, c.accession_number, c.concept, c.end_date, c.dimensions_key, c.difference, c.cause,
       c.cause_concept
FROM calculations AS c
JOIN filings AS f USING (accession_number)
WHERE c.calc11 = 'inconsistent'
ORDER BY abs(c.difference) DESC NULLS LAST, c.accession_number, c.concept, c.end_date;
