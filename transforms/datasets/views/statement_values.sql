-- statement_values: what the primary statements of a filing report for its own period.
--
-- One row per filing, statement, concept and unit: the value without dimensions at the end of the period of
-- the report; of durations the longest column that has at least half as many lines as the
-- fullest one: the year to date in a quarterly report. A role is a primary statement if its
-- definition says that it is a statement, not its parentheses, and it has the totals that such a
-- statement has; comprehensive income and changes of equity are left out, and so is a filing of which
-- no end of its period is known (reporting_periods), as of some 6-K, or that has no facts.
--
-- Columns:
--   accession_number: Accession number
--   statement: income statement, balance sheet or cash flow statement
--   concept: prefix:LocalName
--   label: Label that the statement shows, in lower case; of several the first by the alphabet
--   start_date: First day of the column, null for an instant
--   end_date: Last day of the column
--   months: Length of the column in months, null for an instant
--   unit: Unit
--   value: Value as reported
--   tolerance: Half a unit of the last digit that is said to be right, 0 if exact
--   parent: Total of which the concept is an item in a calculation of a statement
CREATE OR REPLACE VIEW statement_values AS
WITH marked AS (
    SELECT tree.accession_number, tree.role_uri,
           max(CASE WHEN tree.concept LIKE 'us-gaap:NetCashProvidedByUsedIn%Activities%'
                      OR tree.concept LIKE 'ifrs-full:CashFlowsFromUsedIn%Activities%'
                    THEN 1 ELSE 0 END) AS has_cash_flow,
           max(CASE WHEN tree.concept IN ('us-gaap:Assets', 'us-gaap:AssetsNet',
                                          'us-gaap:LiabilitiesAndStockholdersEquity',
                                          'ifrs-full:Assets', 'ifrs-full:EquityAndLiabilities')
                    THEN 1 ELSE 0 END) AS has_assets,
           max(CASE WHEN tree.concept IN ('us-gaap:OperatingIncomeLoss',
                                          'us-gaap:IncomeTaxExpenseBenefit',
                                          'us-gaap:EarningsPerShareBasic',
                                          'us-gaap:EarningsPerShareDiluted',
                                          'us-gaap:EarningsPerShareBasicAndDiluted', 'us-gaap:Revenues',
                                          'us-gaap:InterestExpense', 'us-gaap:OperatingExpenses',
                                          'ifrs-full:Revenue', 'ifrs-full:ProfitLossBeforeTax',
                                          'ifrs-full:ProfitLossFromOperatingActivities',
                                          'ifrs-full:IncomeTaxExpenseContinuingOperations',
                                          'ifrs-full:BasicEarningsLossPerShare',
                                          'ifrs-full:DilutedEarningsLossPerShare',
                                          'ifrs-full:BasicAndDilutedEarningsLossPerShare')
                    THEN 1 ELSE 0 END) AS has_income
    FROM presentation_lines AS tree
    WHERE EXISTS (
        SELECT 1
        FROM roles AS role
        WHERE role.accession_number = tree.accession_number AND role.role_uri = tree.role_uri
          AND role.category = 'Statement'
          AND lower(coalesce(role.title, '')) NOT LIKE '%parenthetical%'
    )
    GROUP BY tree.accession_number, tree.role_uri
),
statement AS (
    SELECT accession_number, role_uri,
           CASE WHEN has_cash_flow > 0 THEN 'cash flow statement'
                WHEN has_assets > 0 THEN 'balance sheet'
                ELSE 'income statement' END AS statement
    FROM marked
    WHERE has_cash_flow > 0 OR has_assets > 0 OR has_income > 0
),
sum_item AS (
    SELECT arcs.accession_number, statement.statement, arcs.to_concept AS concept,
           min(arcs.from_concept) AS parent
    FROM arcs
    JOIN statement
      ON statement.accession_number = arcs.accession_number AND statement.role_uri = arcs.role_uri
    WHERE arcs.linkbase = 'calculation' AND arcs.effective
    GROUP BY arcs.accession_number, statement.statement, arcs.to_concept
),
shown AS (
    SELECT line.accession_number, statement.statement, line.concept, min(lower(line.label)) AS label
    FROM presentation_lines AS line
    JOIN statement
      ON statement.accession_number = line.accession_number AND statement.role_uri = line.role_uri
    GROUP BY line.accession_number, statement.statement, line.concept
),
reported AS (
    SELECT shown.accession_number, shown.statement, shown.concept, shown.label, fact.start_date, fact.end_date,
           fact.months, fact.unit, fact.numeric_value AS value,
           -- in powers that a double has
           CASE WHEN fact.is_exact OR fact.decimals IS NULL THEN 0
                ELSE 0.5 * power(CAST(10 AS DOUBLE), greatest(least(-fact.decimals, 38), -300))
                END AS tolerance
    FROM shown
    JOIN preferred_facts AS fact
      ON fact.accession_number = shown.accession_number AND fact.concept = shown.concept
    JOIN reporting_periods AS period
      ON period.accession_number = fact.accession_number AND period.report_end = fact.end_date
    WHERE fact.n_dimensions = 0 AND fact.other_segment IS NULL AND fact.numeric_value IS NOT NULL
),
counted AS (
    SELECT reported.*, start_date IS NOT NULL AND statement <> 'balance sheet' AND months <= 13 AS is_column,
           count(*) OVER (
               PARTITION BY accession_number, statement, start_date, months
           ) AS n_lines
    FROM reported
),
compared AS (
    SELECT counted.*,
           max(CASE WHEN is_column THEN n_lines END) OVER (
               PARTITION BY accession_number, statement
           ) AS most_lines
    FROM counted
),
chosen AS (
    SELECT compared.*,
           min(CASE WHEN is_column AND 2 * n_lines >= most_lines THEN start_date END) OVER (
               PARTITION BY accession_number, statement
           ) AS chosen_start
    FROM compared
)
SELECT chosen.accession_number, chosen.statement, chosen.concept, chosen.label, chosen.start_date,
       chosen.end_date, chosen.months, chosen.unit, chosen.value, chosen.tolerance, sum_item.parent
FROM chosen
LEFT JOIN sum_item
  ON sum_item.accession_number = chosen.accession_number
 AND sum_item.statement = chosen.statement AND sum_item.concept = chosen.concept
WHERE chosen.start_date IS NULL OR chosen.start_date = chosen.chosen_start;
