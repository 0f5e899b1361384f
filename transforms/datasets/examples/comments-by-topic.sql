-- Which rules and accounting topics do staff comments cite most?
SELECT c.authority, c.reference, count(*) AS citations,
       count(DISTINCT c.accession_number) AS letters
FROM letter_citations AS c
JOIN letters AS l USING (accession_number, document)
WHERE l.kind = 'comment'
GROUP BY ALL
ORDER BY citations DESC, c.authority, c.reference;
