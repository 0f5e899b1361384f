"""The invented correspondence about Harborlight's annual report: staff letter and response.

The staff letter has the layout that EDGAR's text renditions have: an indented first page,
page furniture in the middle of a comment, long lines wrapped at 80 columns.
"""

from datetime import date
from typing import Final

from samples.containers import Attachment, Submission
from samples.filings import HARBORLIGHT

STAFF_LETTER: Final = Submission(
    "0000000000-24-004321",
    "UPLOAD",
    date(2024, 4, 15),
    (HARBORLIGHT,),
    published=date(2024, 7, 31),
    block="FILED FOR",
)
RESPONSE: Final = Submission(
    "0001990001-24-000010",
    "CORRESP",
    date(2024, 4, 29),
    (HARBORLIGHT,),
    published=date(2024, 7, 31),
)

_STAFF_LETTER: Final = """\
United States securities and exchange commission logo




                             April 15, 2024

       Ingrid Solberg
       Chief Financial Officer
       Harborlight Instruments Inc.
       1200 Breakwater Road
       Anacortes, WA 98221

                                                        Re: Harborlight Instruments Inc.
                                                            Form 10-K for the
Fiscal Year Ended December 31, 2023
                                                            Filed February 20,
2024
                                                            File No. 001-90001

       Dear Ingrid Solberg:

              We have reviewed your filing and have the following comments.

              Please respond to this letter within ten business days by providing
the information
       we request or advise us as soon as possible when you will respond. If you do
not believe a
       comment applies to your facts and circumstances, please tell us why.

              After reviewing your response to this letter, we may have additional
comments.

       Form 10-K for the Fiscal Year Ended December 31, 2023

       Management's Discussion and Analysis
       Results of Operations, page 31

       1.     We note that the gross profit of $25,700 on page 31 does not agree with
revenue of
              $64,300 less cost of revenue of $38,900 as presented on page 44. Please
reconcile
              these amounts for us and revise your filing as necessary.

       2.     You attribute the increase in revenue to several factors. Please
quantify each
 Ingrid Solberg
Harborlight Instruments Inc.
April 15, 2024
Page 2

       factor to the extent practicable. Refer to Item 303(b) of Regulation S-K.

Note 9. Segment Information, page 58

3.     Please tell us how you considered the disclosures that ASC 280-10-50-41
requires for
       revenue and long-lived assets by geographic area.

       We remind you that the company and its management are responsible for the
accuracy and
adequacy of their disclosures, notwithstanding any review, comments, action or
absence of action
by the staff.

       Please contact Tobias Renner at 202-551-0143 or Mei Castellano at 202-551-0177
with any
questions.



Sincerely,

Division of
Corporation Finance
Office of
Manufacturing
"""

_RESPONSE: Final = """\
Harborlight Instruments Inc.
1200 Breakwater Road
Anacortes, WA 98221

April 29, 2024

VIA EDGAR

Division of Corporation Finance
Office of Manufacturing
U.S. Securities and Exchange Commission
100 F Street, NE
Washington, D.C. 20549
Attention: Tobias Renner and Mei Castellano

Re: Harborlight Instruments Inc.
    Form 10-K for the Fiscal Year Ended December 31, 2023
    Filed February 20, 2024
    File No. 001-90001

Dear Tobias Renner and Mei Castellano:

This letter responds to the comments in your letter dated April 15, 2024. For your
convenience each comment is repeated before our response.

Management's Discussion and Analysis
Results of Operations, page 31

1. We note that the gross profit of $25,700 on page 31 does not agree with revenue
of $64,300 less cost of revenue of $38,900 as presented on page 44. Please reconcile
these amounts for us and revise your filing as necessary.

Response: The amount on page 31 was not updated for a reclassification of freight of
$300 to cost of revenue. Gross profit was $25,400. Operating income is not affected.
We will amend our Form 10-K.

2. You attribute the increase in revenue to several factors. Please quantify each
factor to the extent practicable. Refer to Item 303(b) of Regulation S-K.

Response: We will quantify each factor in future filings, beginning with our Form
10-Q for the quarter ending June 30, 2024.

Note 9. Segment Information, page 58

3. Please tell us how you considered the disclosures that ASC 280-10-50-41 requires
for revenue and long-lived assets by geographic area.

Response: Revenue from outside the United States was less than two percent of the
total, and no long-lived assets are held abroad.

Please contact the undersigned at (360) 555-0102 with any questions.

Sincerely,

/s/ Ingrid Solberg

Ingrid Solberg
Chief Financial Officer
"""


def staff_letter_documents() -> list[Attachment]:
    """The documents of the staff's letter: its text."""
    return [Attachment("TEXT-EXTRACT", "filename2.txt", _STAFF_LETTER.encode())]


def response_documents() -> list[Attachment]:
    """The documents of the company's response: its text."""
    return [Attachment("CORRESP", "filename1.txt", _RESPONSE.encode())]
