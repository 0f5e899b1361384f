-- Which values did a later filing report otherwise, and what were they before?
--
-- Facts without dimensions; a difference beyond the precision of both.
SELECT f.company_name, h.accession_number, h.concept, h.end_date, h.months,
       h.previous_value, h.numeric_value AS new_value, h.change
FROM fact_history AS h
JOIN filings AS f USING (accession_number)
WHERE h.version > 1 AND h.dimensions_key = ''
ORDER BY f.company_name, h.accession_number, h.concept, h.end_date, h.months, h.unit, h.version;
