-- standard_statement_lines: the primary statements of a filing in a fixed set of lines, with evidence.
--
-- One row per filing with a primary statement (statement_values) and line of standard_line_concepts. A value is what the
-- filing reports for the first concept of the line that passes the line's check, in the
-- column that statement_values chooses; a line without one is null, it is not zero. Amounts are in the
-- currency of most of the filing's facts, and below 3e25. The checks ask
-- whether the amount is the whole line: revenue is no item of another revenue; gross profit is revenue
-- less cost; operating expenses with cost of revenue among their items are costs and expenses;
-- cash flows of continuing operations are all where discontinued ones have none, and a change of cash
-- before the effect of exchange rates where there is no such effect; equity of the
-- parent and that of others make up total equity; net income to the parent is not
-- the whole where others have a share; no second kind of the same cost, debt or expenditure
-- stands beside; a label that names another thing as well, or amounts that contradict each
-- other in sign, leave the line null. Two lines are derived where they are not reported: selling, general and administrative
-- from its two halves, if the filing's tree sums both; total liabilities from the total less equity,
-- if nothing stands between.
--
-- Columns:
--   accession_number: Accession number
--   line_number: Place of the line, from 1
--   line: Name of the line
--   start_date: First day of the column, null for an instant
--   end_date: Last day of the column
--   months: Length of the column in months, null for an instant
--   unit: Unit
--   value: Value, null where there is no evidence for one
--   formula: Concepts and weights that the value came from
--   confidence: high if a consistent sum or an identity has it, else medium; derived if computed
CREATE OR REPLACE VIEW standard_statement_lines AS
WITH currency AS (
    SELECT accession_number, unit,
           row_number() OVER (
               PARTITION BY accession_number ORDER BY count(*) DESC, unit
           ) AS preference
    FROM preferred_facts
    WHERE numeric_value IS NOT NULL AND length(unit) = 3 AND unit = upper(unit)
    GROUP BY accession_number, unit
),
amount AS (
    SELECT reported.*
    FROM statement_values AS reported
    LEFT JOIN currency
      ON currency.accession_number = reported.accession_number AND currency.preference < 2
    -- a sum of three may need a digit more than the type has
    WHERE abs(reported.value) < 3e25
      AND (currency.unit IS NULL OR substr(reported.unit, 1, 3) = currency.unit
           OR substr(reported.unit, 1, 3) <> upper(substr(reported.unit, 1, 3)))
),
trait AS (
    SELECT accession_number,
           max(CASE WHEN concept IN ('us-gaap:ProfitLoss', 'ifrs-full:ProfitLoss')
                    THEN value END) AS profit,
           max(CASE WHEN concept IN ('us-gaap:NetIncomeLoss', 'ifrs-full:ProfitLossAttributableToOwnersOfParent')
                    THEN value END) AS parent_profit,
           max(CASE WHEN concept IN ('us-gaap:StockholdersEquity', 'ifrs-full:EquityAttributableToOwnersOfParent')
                    THEN value END) AS parent_equity,
           max(CASE WHEN concept = 'us-gaap:StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest'
                      OR concept = 'ifrs-full:Equity'
                    THEN value END) AS equity,
           max(CASE WHEN concept IN ('us-gaap:LiabilitiesAndStockholdersEquity', 'ifrs-full:EquityAndLiabilities')
                    THEN value END) AS total,
           coalesce(max(CASE WHEN concept IN ('us-gaap:MinorityInterest',
                                              'ifrs-full:NoncontrollingInterests')
                             THEN value END), 0) AS minority,
           max(CASE WHEN concept IN ('us-gaap:Liabilities', 'ifrs-full:Liabilities')
                    THEN value END) AS liabilities,
           max(CASE WHEN concept IN ('us-gaap:GrossProfit', 'ifrs-full:GrossProfit')
                    THEN value END) AS gross_profit,
           max(CASE WHEN concept IN ('us-gaap:Revenues', 'ifrs-full:Revenue')
                    THEN value END) AS revenues,
           max(CASE WHEN concept IN ('us-gaap:OperatingIncomeLoss', 'ifrs-full:ProfitLossFromOperatingActivities')
                    THEN value END) AS operating,
           max(CASE WHEN concept IN ('us-gaap:OperatingExpenses', 'ifrs-full:OperatingExpense')
                    THEN value END) AS expenses,
           max(CASE WHEN concept LIKE 'us-gaap:IncomeLossFromContinuingOperationsBeforeIncomeTaxes%'
                      OR concept = 'ifrs-full:ProfitLossBeforeTax'
                    THEN value END) AS pretax,
           coalesce(max(CASE WHEN concept IN ('us-gaap:IncomeTaxExpenseBenefit',
                                              'ifrs-full:IncomeTaxExpenseContinuingOperations')
                             THEN value END), 0) AS tax,
           max(tolerance) AS tolerance,
           max(CASE WHEN value <> 0 AND concept LIKE '%AttributableTo%oncontrolling%'
                         AND concept NOT LIKE '%IncludingPortion%'
                         AND concept NOT LIKE '%Comprehensive%' AND statement = 'income statement'
                    THEN 1 ELSE 0 END) AS has_share_of_others,
           max(CASE WHEN value <> 0 AND (concept LIKE '%TemporaryEquity%'
                                         OR concept LIKE '%edeemable%'
                                         OR (concept LIKE '%Convertible%Preferred%'
                                             AND concept NOT LIKE 'us-gaap:%'))
                         AND statement = 'balance sheet' THEN 1 ELSE 0 END) AS has_between,
           sum(CASE WHEN value <> 0 AND statement = 'income statement'
                         AND (concept LIKE '%:Cost%' OR concept LIKE '%:DirectCost%'
                              OR concept LIKE '%DirectOperatingCost%' OR concept LIKE '%CostsOf%')
                         AND concept <> 'us-gaap:CostsAndExpenses' THEN 1 ELSE 0 END) AS n_costs,
           sum(CASE WHEN value <> 0 AND statement = 'income statement'
                         AND (concept LIKE '%InterestExpense%' OR concept LIKE '%DebtExpense%'
                              OR concept LIKE '%InterestRelatedPart%')
                    THEN 1 ELSE 0 END) AS n_interests,
           max(CASE WHEN value <> 0 AND statement = 'balance sheet' AND concept LIKE '%TradePayable%'
                    THEN 1 ELSE 0 END) AS has_trade_payables,
           sum(CASE WHEN value <> 0 AND statement = 'balance sheet'
                         AND (concept LIKE '%LongTerm%' OR concept LIKE '%Noncurrent%')
                         AND (concept LIKE '%Debt%' OR concept LIKE '%Note%' OR concept LIKE '%Bond%'
                              OR concept LIKE '%Loan%' OR concept LIKE '%Convertible%'
                              OR concept LIKE '%LineOfCredit%')
                         AND concept NOT LIKE '%Receivable%' AND concept NOT LIKE '%Securities%'
                    THEN 1 ELSE 0 END) AS n_long_debts,
           max(CASE WHEN value <> 0 AND statement = 'balance sheet' AND concept LIKE '%IndefiniteLived%'
                    THEN 1 ELSE 0 END) AS has_indefinite,
           sum(CASE WHEN value <> 0 AND statement = 'cash flow statement'
                         AND (concept LIKE '%:PaymentsToAcquire%Property%'
                              OR concept LIKE '%:PaymentsToAcquireProductiveAssets'
                              OR concept LIKE '%LeaseholdImprovement%'
                              OR concept LIKE '%:PaymentsToAcquire%Equipment%'
                              OR concept LIKE 'ifrs-full:PurchaseOfPropertyPlantAndEquipment%')
                    THEN 1 ELSE 0 END) AS n_expenditures,
           max(CASE WHEN value <> 0 AND statement = 'cash flow statement'
                         AND concept IN ('us-gaap:Depreciation', 'us-gaap:AmortizationOfIntangibleAssets',
                                         'ifrs-full:AdjustmentsForDepreciationExpense',
                                         'ifrs-full:AdjustmentsForAmortisationExpense')
                    THEN 1 ELSE 0 END) AS has_part_of_depreciation,
           max(CASE WHEN value <> 0 AND statement = 'cash flow statement'
                         AND concept IN ('us-gaap:RestrictedStockExpense',
                                         'us-gaap:StockOptionPlanExpense')
                    THEN 1 ELSE 0 END) AS has_part_of_compensation,
           max(CASE WHEN value <> 0 AND statement = 'cash flow statement'
                         AND (concept LIKE '%CashProvidedByUsedIn%DiscontinuedOperation%'
                              OR concept LIKE '%CashFlowsFromUsedIn%DiscontinuedOperation%')
                    THEN 1 ELSE 0 END) AS has_discontinued_cash,
           max(CASE WHEN value <> 0 AND statement = 'cash flow statement'
                         AND concept LIKE '%EffectOf%xchange%'
                         AND concept NOT LIKE '%BeforeEffectOf%' THEN 1 ELSE 0 END) AS has_rate_effect,
           max(CASE WHEN value <> 0 AND concept IN ('us-gaap:LaborAndRelatedExpense',
                                                    'us-gaap:SalariesAndWages',
                                                    'ifrs-full:EmployeeBenefitsExpense',
                                                    'ifrs-full:WagesAndSalaries')
                    THEN 1 ELSE 0 END) AS has_labor
    FROM amount
    GROUP BY accession_number
),
cost_in_expenses AS (
    SELECT DISTINCT accession_number
    FROM amount
    WHERE statement = 'income statement'
      AND parent IN ('us-gaap:OperatingExpenses', 'ifrs-full:OperatingExpense')
      AND (concept LIKE '%:CostOf%' OR concept LIKE '%:DirectCost%'
           OR concept LIKE '%DirectOperatingCost%')
),
candidate AS (
    SELECT mapped.line_number, mapped.line, mapped.preference, trait.profit, trait.parent_profit,
           trait.parent_equity, trait.equity, trait.minority, trait.tolerance AS widest,
           trait.has_share_of_others, trait.n_costs, trait.n_interests, trait.has_trade_payables,
           trait.n_long_debts, trait.has_indefinite, trait.n_expenditures,
           trait.has_part_of_depreciation, trait.has_part_of_compensation, trait.has_between,
           trait.has_discontinued_cash, trait.has_rate_effect,
           trait.gross_profit, trait.revenues, trait.operating, trait.expenses, trait.pretax,
           trait.tax, trait.total - trait.liabilities AS expected_equity,
           CASE WHEN cost_in_expenses.accession_number IS NULL THEN 0 ELSE 1 END AS expenses_have_cost,
           found.*
    FROM amount AS found
    JOIN standard_line_concepts AS mapped
      ON mapped.concept = found.concept AND mapped.statement = found.statement
    JOIN trait ON trait.accession_number = found.accession_number
    LEFT JOIN cost_in_expenses ON cost_in_expenses.accession_number = found.accession_number
),
accepted AS (
    SELECT *, row_number() OVER (
               PARTITION BY accession_number, line ORDER BY preference, unit
           ) AS turn
    FROM candidate
    WHERE CASE line
          WHEN 'revenue' THEN concept IN ('us-gaap:Revenues', 'ifrs-full:Revenue')
               OR parent IS NULL
               OR parent IN ('us-gaap:GrossProfit', 'us-gaap:OperatingIncomeLoss',
                             'us-gaap:NetIncomeLoss', 'us-gaap:ProfitLoss',
                             'ifrs-full:GrossProfit', 'ifrs-full:ProfitLossFromOperatingActivities',
                             'ifrs-full:ProfitLossBeforeTax', 'ifrs-full:ProfitLoss')
               OR parent LIKE 'us-gaap:IncomeLossFromContinuingOperations%'
          WHEN 'cost of revenue' THEN parent IN ('us-gaap:GrossProfit', 'ifrs-full:GrossProfit')
               OR (n_costs <= 1 AND coalesce(parent, '') <> 'us-gaap:BenefitsLossesAndExpenses')
          WHEN 'operating expenses' THEN value >= 0 AND expenses_have_cost = 0
               AND (gross_profit IS NOT NULL OR coalesce(revenues, 0) = 0)
          WHEN 'costs and expenses' THEN value >= 0
               AND (concept = 'us-gaap:CostsAndExpenses'
                    OR abs(coalesce(revenues, 0) - value - operating) <= 3 * widest)
          WHEN 'operating income' THEN operating <= 0 OR expenses IS NULL OR operating <> expenses
          WHEN 'pretax income' THEN tax = 0 OR pretax <> coalesce(profit, parent_profit)
          WHEN 'income tax' THEN tax = 0 OR pretax IS NULL
               OR pretax <> coalesce(profit, parent_profit)
          WHEN 'interest expense' THEN n_interests <= 1
               AND coalesce(label, '') NOT LIKE '%income%' AND coalesce(label, '') NOT LIKE '%other%'
          WHEN 'general and administrative' THEN coalesce(label, 'administrative') LIKE '%administrat%'
          WHEN 'net income' THEN (concept IN ('us-gaap:ProfitLoss', 'ifrs-full:ProfitLoss')
                                  AND (parent_profit IS NULL OR value = 0 OR value <> -parent_profit))
               OR (concept = 'us-gaap:NetIncomeLoss' AND minority = 0 AND has_share_of_others = 0)
          WHEN 'net income to parent' THEN profit <> parent_profit
               OR (minority = 0 AND has_share_of_others = 0)
          WHEN 'accounts payable' THEN has_trade_payables = 0
               AND coalesce(label, '') NOT LIKE '%accrued%'
          WHEN 'long-term debt' THEN n_long_debts <= 1
          WHEN 'intangible assets' THEN concept = 'us-gaap:IntangibleAssetsNetExcludingGoodwill'
               OR has_indefinite = 0
          WHEN 'equity of parent' THEN
               CASE WHEN equity IS NOT NULL
                    THEN abs(parent_equity + minority - equity) <= 2 * widest
                    ELSE minority = 0 OR abs(parent_equity - expected_equity) > 2 * widest END
          WHEN 'total equity' THEN
               CASE WHEN has_between = 0 AND expected_equity IS NOT NULL
                    THEN abs(value - expected_equity) <= 2 * widest
                    ELSE minority = 0
                         OR ((concept LIKE '%IncludingPortion%' OR concept = 'ifrs-full:Equity')
                             AND (parent_equity IS NULL
                                  OR abs(parent_equity + minority - equity) <= 2 * widest)) END
          WHEN 'capital expenditure' THEN n_expenditures <= 1
               AND coalesce(label, '') NOT LIKE '%proceeds%'
          WHEN 'depreciation and amortization' THEN has_part_of_depreciation = 0 AND value >= 0
               AND coalesce(label, 'depreciation') LIKE '%deprec%'
          WHEN 'share-based compensation' THEN has_part_of_compensation = 0
          WHEN 'selling and marketing' THEN concept IN ('us-gaap:SellingAndMarketingExpense',
                                                        'ifrs-full:SalesAndMarketingExpense')
               OR coalesce(label, '') LIKE '%sales%' OR coalesce(label, '') LIKE '%selling%'
          WHEN 'operating cash flow' THEN concept NOT LIKE '%ContinuingOperations'
               OR has_discontinued_cash = 0
          WHEN 'investing cash flow' THEN concept NOT LIKE '%ContinuingOperations'
               OR has_discontinued_cash = 0
          WHEN 'financing cash flow' THEN concept NOT LIKE '%ContinuingOperations'
               OR has_discontinued_cash = 0
          WHEN 'net change in cash' THEN ((concept NOT LIKE '%ExcludingExchangeRateEffect'
                                           AND concept NOT LIKE '%BeforeEffectOfExchangeRateChanges')
                                          OR has_rate_effect = 0)
               AND (coalesce(label, '') NOT LIKE '%continuing%' OR has_discontinued_cash = 0)
          ELSE TRUE END
),
verdict AS (
    SELECT accession_number, concept, end_date, start_date
    FROM calculations
    WHERE dimensions_key = '' AND calc11 = 'consistent'
    GROUP BY accession_number, concept, end_date, start_date
),
direct AS (
    SELECT accepted.accession_number, accepted.line_number, accepted.line, accepted.concept,
           accepted.start_date, accepted.end_date, accepted.months, accepted.unit, accepted.value,
           accepted.tolerance, accepted.parent,
           max(CASE WHEN verdict.concept IS NOT NULL THEN 1 ELSE 0 END) AS is_summed
    FROM accepted
    LEFT JOIN verdict
      ON verdict.accession_number = accepted.accession_number
     AND (verdict.concept = accepted.concept OR verdict.concept = accepted.parent)
     AND verdict.end_date = accepted.end_date
     AND coalesce(verdict.start_date, DATE '0001-01-01')
         = coalesce(accepted.start_date, DATE '0001-01-01')
    WHERE accepted.turn < 2
    GROUP BY accepted.accession_number, accepted.line_number, accepted.line, accepted.concept,
             accepted.start_date, accepted.end_date, accepted.months, accepted.unit,
             accepted.value, accepted.tolerance, accepted.parent
),
main AS (
    SELECT accession_number, max(CASE WHEN line = 'revenue' THEN value END) AS revenue,
           max(CASE WHEN line = 'cost of revenue' THEN value END) AS cost,
           max(CASE WHEN line = 'total liabilities' THEN 1 END) AS has_liabilities,
           max(CASE WHEN line = 'selling, general and administrative' THEN 1 END) AS has_selling,
           max(tolerance) AS tolerance
    FROM direct
    GROUP BY accession_number
),
line_value AS (
    SELECT direct.accession_number, direct.line_number, direct.start_date, direct.end_date,
           direct.months, direct.unit, direct.value, direct.concept AS formula,
           CASE WHEN direct.is_summed = 1 OR direct.line = 'gross profit' THEN 'high'
                ELSE 'medium' END AS confidence
    FROM direct
    JOIN main ON main.accession_number = direct.accession_number
    WHERE direct.line <> 'gross profit'
       OR abs(main.revenue - main.cost - direct.value) <= 3 * main.tolerance
    UNION ALL
    SELECT selling.accession_number, selling.line_number + 2, selling.start_date,
           selling.end_date, selling.months, selling.unit, selling.value + administrative.value,
           selling.concept || ' + ' || administrative.concept, 'derived'
    FROM direct AS selling
    JOIN direct AS administrative
      ON administrative.accession_number = selling.accession_number
     AND administrative.line = 'general and administrative'
     AND administrative.parent = selling.parent
    JOIN trait
      ON trait.accession_number = selling.accession_number AND trait.has_labor = 0
    JOIN main ON main.accession_number = selling.accession_number AND main.has_selling IS NULL
    WHERE selling.line = 'selling and marketing'
    UNION ALL
    SELECT whole.accession_number, whole.line_number - 4, whole.start_date, whole.end_date,
           whole.months, whole.unit, whole.value - equity.value,
           whole.concept || ' - ' || equity.concept, 'derived'
    FROM direct AS whole
    JOIN direct AS equity
      ON equity.accession_number = whole.accession_number AND equity.line = 'total equity'
    JOIN trait
      ON trait.accession_number = whole.accession_number AND trait.has_between = 0
    JOIN main ON main.accession_number = whole.accession_number AND main.has_liabilities IS NULL
    WHERE whole.line = 'liabilities and equity'
),
filing AS (
    SELECT DISTINCT accession_number FROM statement_values
),
line AS (
    SELECT DISTINCT line_number, line FROM standard_line_concepts
)
SELECT filing.accession_number, line.line_number, line.line, line_value.start_date,
       line_value.end_date, line_value.months, line_value.unit, line_value.value,
       line_value.formula, line_value.confidence
FROM filing
CROSS JOIN line
LEFT JOIN line_value
  ON line_value.accession_number = filing.accession_number
 AND line_value.line_number = line.line_number;
