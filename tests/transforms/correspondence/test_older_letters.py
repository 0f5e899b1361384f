"""Letters in the manner of other years: letterheads, mail stops, signatures without an office."""

from datetime import date

from tests.transforms.correspondence.letters import text_letter

OF_2008 = """\
                UNITED STATES
                SECURITIES AND EXCHANGE COMMISSION
                WASHINGTON, D.C. 20549-7010

DIVISION OF
CORPORATION FINANCE


                                                                November 5, 2008

Via U.S. Mail and Facsimile (303) 555-1212

Mr. John Doe
Chief Financial Officer and Treasurer
Rocky Mines, Inc.
1801 Broadway, Suite 620
Denver, Colorado 80202-3834

        Re:     Rocky Mines, Inc.
                Form 10-KSB for Fiscal Year Ended December 31, 2007
                Filed April 1, 2008
                Form 10-QSB for Fiscal Quarter Ended March 31, 2008
                Filed May 14, 2008
                File No. 0-12345

Dear Mr. Doe:

        We have reviewed your filings and have the following comments. We have limited
our review of your filing to those issues we have addressed in our comments.
Where indicated, we think you should revise your document in response to these
comments.

Form 10-KSB for Fiscal Year Ended December 31, 2007

Controls and Procedures, page 22

1.      We note that your management did not assess internal control.  Please amend
your filing to comply with Item 308T(a) of Regulation S-B.

Mr. John Doe
Rocky Mines, Inc.
November 5, 2008
Page 2

Note 3 - Mineral Properties, page F-8

2.      Tell us how you applied EITF 04-2 and SFAS 144 to your properties, and see
Industry Guide 7.

Exhibits 31.1 and 31.2

3.      Please revise your certifications to conform to Item 601(b)(31) of Regulation
S-B.

*    *    *    *    *

        As appropriate, please amend your filing and respond to these comments within
10 business days or tell us when you will provide us with a response.

        You may contact Bob Example at (202) 551-0001 if you have questions regarding
comments on the financial statements and related matters.  Please contact me at
(202) 551-0002 with any other questions.

                                                        Sincerely,



                                                        H. Ralph Sample
                                                        Assistant Director


cc:     via facsimile
        Jane Counsel, Esq. (303) 555-0000

"""
OF_2005 = """\
October 3, 2005

By facsimile to (212) 555-0199 and U.S. Mail

Ms. Mary Smith
President and Chief Executive Officer
Small Bank Corp.
10 Elm St.
Akron, Ohio 44308

Re:     Small Bank Corp.
        Registration Statement on Form SB-2, as amended
        Amendment No. 2 filed September 15, 2005
        File No. 333-121212

Dear Ms. Smith:

We have reviewed your filing and have the following comments.

General
1. Please update your financial statements as required by Item 310(g) of Regulation S-B.

Risk Factors, page 5
2. We reissue prior comment 4 of our letter dated August 1, 2005. Revise.

Part II
3. File all exhibits.

Closing Comments

Please amend your registration statement in response to these comments.

Any questions regarding the accounting comments may be directed to Don Example at (202) 551-0001. All other questions may be directed to Timothy Sample at (202) 551-0002 or to me at (202) 551-0003.

Sincerely,


Barry Instance
Senior Financial Analyst
Office of Financial Services
"""


def test_a_letter_of_2008_with_letterhead_and_mail_is_read() -> None:
    letter = text_letter(OF_2008)
    frame = letter.frame
    assert frame.letter_date == date(2008, 11, 5)
    assert (frame.addressee, frame.company_name) == ("Mr. John Doe", "Rocky Mines, Inc.")
    assert frame.addressee_title == "Chief Financial Officer and Treasurer"
    assert frame.address == "1801 Broadway, Suite 620, Denver, Colorado 80202-3834"
    assert [(each.form_type, each.period_end, each.filed_on) for each in letter.reviewed] == [
        ("10-KSB", date(2007, 12, 31), date(2008, 4, 1)),
        ("10-QSB", date(2008, 3, 31), date(2008, 5, 14)),
    ]
    assert {each.file_number for each in letter.reviewed} == {"0-12345"}
    assert [each.number for each in letter.comments] == [1, 2, 3]
    assert [each.headings[-1] for each in letter.comments] == [
        "Controls and Procedures, page 22",
        "Note 3 - Mineral Properties, page F-8",
        "Exhibits 31.1 and 31.2",
    ]
    assert letter.comments[2].text.endswith("Item 601(b)(31) of Regulation S-B.")
    assert [(each.name, each.phone) for each in letter.signature.staff] == [
        ("Bob Example", "(202) 551-0001"),
        ("H. Ralph Sample", "(202) 551-0002"),
    ]
    assert letter.signature.office is None
    assert letter.signature.cc == ["Jane Counsel, Esq. (303) 555-0000"]
    assert letter.response_due_days == 10


def test_a_letter_of_2005_on_a_registration_statement_is_read() -> None:
    letter = text_letter(OF_2005)
    assert letter.frame.letter_date == date(2005, 10, 3)
    assert letter.frame.addressee == "Ms. Mary Smith"
    assert letter.frame.company_name == "Small Bank Corp."
    [filing] = letter.reviewed
    assert (filing.form_type, filing.amendment, filing.filed_on) == ("SB-2", 2, date(2005, 9, 15))
    assert filing.file_number == "333-121212"
    assert [each.number for each in letter.comments] == [1, 2, 3]
    assert letter.comments[2].text == "File all exhibits."
    assert [each.name for each in letter.signature.staff] == [
        *("Don Example", "Timothy Sample", "Barry Instance")
    ]
    assert letter.signature.office == "Financial Services"
