-- What do the filers' own concepts mean: which label has each, and which standard concept is above?
SELECT f.company_name, accession_number, e.concept, e.label, e.standard_ancestor, e.sign, e.path
FROM extension_parents AS e
JOIN filings AS f USING (accession_number)
WHERE e.linkbase = 'calculation'
ORDER BY f.company_name, accession_number, e.concept, e.role_uri, e.path;
