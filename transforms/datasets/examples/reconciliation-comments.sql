-- Which comments ask to reconcile amounts, and which totals of that filing are inconsistent?
SELECT *
FROM reconciliation_comments
ORDER BY ALL;
