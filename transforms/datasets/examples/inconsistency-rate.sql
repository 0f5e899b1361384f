-- Of the totals that could be checked, what share is inconsistent, by quarter and form?
--
-- The denominator is consistent + inconsistent. Unbound sums are no part of it: a duplicate that
-- contradicts, a nil or no reported item left nothing to compare. XBRL 2.1 binds networks of the
-- arcrole of 2003 alone, Calculations 1.1 those of both: each rate is of the sums that its rules bind.
SELECT filing_quarter, form_type,
       count(*) AS sums,
       count(*) FILTER (calc11 <> 'unbound') AS checked,
       count(*) FILTER (calc11 = 'inconsistent') AS inconsistent,
       round(100.0 * inconsistent / nullif(checked, 0), 2) AS percent_calc11,
       round(100.0 * count(*) FILTER (xbrl21 = 'inconsistent' AND arcrole = 'http://www.xbrl.org/2003/arcrole/summation-item')
             / nullif(count(*) FILTER (xbrl21 <> 'unbound' AND arcrole = 'http://www.xbrl.org/2003/arcrole/summation-item'), 0), 2) AS percent_xbrl21
FROM calculations
GROUP BY ALL
ORDER BY ALL;
