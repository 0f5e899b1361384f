-- Which rules and accounting topics do staff comments cite most?
--
-- In letters with comments, those on a response or an amendment among them.
SELECT c.authority, c.reference, count(*) AS citations,
       count(DISTINCT c.accession_number) AS letters
FROM letter_citations AS c
JOIN letters AS l USING (accession_number, document)
WHERE l.kind IN ('comment', 'follow_up')
GROUP BY ALL
ORDER BY citations DESC, c.authority, c.reference;
