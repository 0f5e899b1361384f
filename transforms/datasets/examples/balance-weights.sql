-- Which calculation arcs have a weight that contradicts the balances of their concepts?
--
-- XBRL 2.1 §5.1.1.2: a debit item of a credit total must have a negative weight, and so on.
SELECT accession_number, severity, role_uri, from_concept, to_concept, file, line, message
FROM findings
WHERE rule = 'balance-weight'
ORDER BY accession_number, file, line;
