-- Of the totals that could be checked, what share is inconsistent, by quarter and form?
--
-- The denominator is consistent + inconsistent. Unbound sums are no part of it: a duplicate that
-- contradicts, a nil or no reported item left nothing to compare.
SELECT filing_quarter, form_type,
       count(*) AS sums,
       count(*) FILTER (calc11 <> 'unbound') AS checked,
       count(*) FILTER (calc11 = 'inconsistent') AS inconsistent,
       round(100.0 * inconsistent / nullif(checked, 0), 2) AS percent_calc11,
       round(100.0 * count(*) FILTER (xbrl21 = 'inconsistent')
             / nullif(count(*) FILTER (xbrl21 <> 'unbound'), 0), 2) AS percent_xbrl21
FROM calculations
GROUP BY ALL
ORDER BY ALL;
