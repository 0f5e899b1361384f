"""Authorities, normalised."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.correspondence.citations import regulations
from transforms.correspondence.citations.citation import Citations


def cited(text: str) -> list[str]:
    return [f"{each.authority}:{each.reference}" for each in Citations().of(text)]


CASES = [
    ("the guidance in ASC 280-10-50-41.", ["ASC:280-10-50-41"]),
    ("by FASB ASC 280-10-50-40. In", ["ASC:280-10-50-40"]),
    (
        "Rule 3-05 and Article 11 of Regulation S-X",
        ["Regulation S-X:3-05", "Regulation S-X:Article 11"],
    ),
    ("Regulation S-X, Item 4-08(h)(2)", ["Regulation S-X:4-08(h)(2)"]),
    ("Items 10-12 of Form 10-K", ["Other:Form 10-K Item 10"]),
    ("ASC 350\u201320\u201335\u20133C, pages 12\u201314", ["ASC:350-20-35-3C"]),
    ("Release No. 33\u20138350", ["Release:33-8350"]),
    ("SFAS 142 and (ii) explain FIN 46(R), (iii) why", ["Other:SFAS 142", "Other:FIN 46(R)"]),
    (
        "Industry Guide 7(b)(1) and (5)",
        ["Other:Industry Guide 7(b)(1)", "Other:Industry Guide 7(b)(5)"],
    ),
    (
        "Item 305 of Regulation S-K. Expand it by what is in 305(a)(3) and (b), and see 402(b)",
        ["Regulation S-K:305", "Regulation S-K:305(a)(3)", "Regulation S-K:305(b)"],
    ),
    (
        "Item 404 of Regulation S-K. Sections 302 and 404(b) of the Sarbanes-Oxley Act apply",
        [
            "Regulation S-K:404",
            "Other:Sarbanes-Oxley Act Section 302",
            "Other:Sarbanes-Oxley Act Section 404(b)",
        ],
    ),
    (
        "Item 404 of Regulation S-K. Comply with 404(b)(1) of the Sarbanes-Oxley Act, and with 404(a)",
        ["Regulation S-K:404", "Regulation S-K:404(a)"],
    ),
    (
        "Item 402 of Regulation S-K. See Rules 144 and 402(a)",
        ["Regulation S-K:402", "Securities Act:144", "Securities Act:402(a)"],
    ),
    ("Item 405 of Regulation S-K and Rule 405(a)", ["Regulation S-K:405", "Securities Act:405(a)"]),
    ("PCAOB Auditing Standard No. 5 and AS 3101.08", ["Other:AS 5", "Other:AS 3101.08"]),
    ("PCAOB AS 2201, PCAOB Rule 3526", ["Other:AS 2201", "Other:PCAOB Rule 3526"]),
    ("AU Section 508.08, AU-C 705", ["Other:AU 508.08", "Other:AU-C 705"]),
    ("Statement on Auditing Standards No. 61", ["Other:SAS 61"]),
    ("AS 2019 figures and AS 16 others", []),
    ("ASC-250-10-S99-1 and", ["ASC:250-10-S99-1"]),
    ("under ASC Topic 606, please", ["ASC:606"]),
    ("in accordance with Topic 805.", ["ASC:805"]),
    ("FASB ASC paragraph 932-235-50-4", ["ASC:932-235-50-4"]),
    ("ASC 280-10-50-21 and 50-22", ["ASC:280-10-50-21", "ASC:280-10-50-22"]),
    ("ASC 805-30-30-1(a)(1)", ["ASC:805-30-30-1(a)(1)"]),
    ("in accordance with ASC 280- 10-50-40.", ["ASC:280-10-50-40"]),
    ("ASC 280-10-50- 40 and ASC 606- it is", ["ASC:280-10-50-40", "ASC:606"]),
    ("ASC 606-10-50-17 and 19.", ["ASC:606-10-50-17", "ASC:606-10-50-19"]),
    ("ASC 606-10-50-17 and -20.", ["ASC:606-10-50-17", "ASC:606-10-50-20"]),
    ("ASC 350-20-35-28 through -32.", ["ASC:350-20-35-28", "ASC:350-20-35-32"]),
    ("ASC 606-10-55-36 through 39", ["ASC:606-10-55-36", "ASC:606-10-55-39"]),
    ("ASC 350-20-50-1(a) and (h)", ["ASC:350-20-50-1(a)", "ASC:350-20-50-1(h)"]),
    ("see 280-10-50-30(a) and (c)", ["ASC:280-10-50-30(a)", "ASC:280-10-50-30(c)"]),
    ("ASC 280-10-50-1 and 12 million", ["ASC:280-10-50-1"]),
    ("Regulation S-X of the Commission (17 CFR 210.1-02(w))", ["Regulation S-X:1-02(w)"]),
    ("17 C.F.R. § 229.303(b)(2) and (c)", ["Regulation S-K:303(b)(2)", "Regulation S-K:303(c)"]),
    ("17 CFR 240.12b-2, 17 CFR 230.405", ["Exchange Act:12b-2", "Securities Act:405"]),
    ("17 CFR 244.100(b)", ["Regulation G:100(b)"]),
    ("Rule 83 (17 C.F.R. §200.83)", []),
    ("Remaining Smaller Items 150 bps and Items 140 million", []),
    ("ASC 280 and 12 others", ["ASC:280"]),
    ("ASC 820-10-50-2bbb", ["ASC:820-10-50-2bbb"]),
    ("paragraph 350-20-35-3C of the Codification", ["ASC:350-20-35-3C"]),
    ("ASC Subtopic 350-20", ["ASC:350-20"]),
    ("Accounting Standards Codification (ASC) 842-20-50-4", ["ASC:842-20-50-4"]),
    ("Item 303(b) of Regulation S-K", ["Regulation S-K:303(b)"]),
    ("Regulation S-K Item 402(b)(2)(vi)", ["Regulation S-K:402(b)(2)(vi)"]),
    (
        "Item 10(e)(1)(i)(A) and (ii)(B) of Regulation S-K",
        ["Regulation S-K:10(e)(1)(i)(A)", "Regulation S-K:10(e)(1)(ii)(B)"],
    ),
    (
        "Item 10(e)(1)(i)(A) and (B) of Regulation S-K",
        ["Regulation S-K:10(e)(1)(i)(A)", "Regulation S-K:10(e)(1)(i)(B)"],
    ),
    (
        "Items 303(a)(1) and (2) of Reg. S-K",
        ["Regulation S-K:303(a)(1)", "Regulation S-K:303(a)(2)"],
    ),
    ("Items 101 and 303 of Regulation S-K", ["Regulation S-K:101", "Regulation S-K:303"]),
    ("required by Item 601(b)(10)", ["Regulation S-K:601(b)(10)"]),
    ("Item 1A of your Form 10-K and Item 7 on page 9", []),
    ("Item 4.02 of Form 8-K", ["Other:Form 8-K Item 4.02"]),
    ("Item 1015(b)(4) of Regulation M-A", ["Other:Regulation M-A Item 1015(b)(4)"]),
    (
        "Item 1 of Schedule 14A and Items 1A and 5.02",
        ["Exchange Act:Schedule 14A Item 1"],
    ),
    (
        "Item 1 of Schedule 14A seeks disclosure. See Item 6(b) and Item 23.",
        [
            "Exchange Act:Schedule 14A Item 1",
            "Exchange Act:Schedule 14A Item 6(b)",
            "Exchange Act:Schedule 14A Item 23",
        ],
    ),
    ("Rules 5-04 and 12-09 of Regulation S-X", ["Regulation S-X:5-04", "Regulation S-X:12-09"]),
    ("Rule 5-03(b)(2) of Regulation S-X", ["Regulation S-X:5-03(b)(2)"]),
    ("Article 11 of Regulation S-X", ["Regulation S-X:Article 11"]),
    ("S-X Rule 3-05", ["Regulation S-X:3-05"]),
    ("pursuant to Regulation S-X 210.4-08(h)", ["Regulation S-X:4-08(h)"]),
    ("Rule 100(b) of Regulation G", ["Regulation G:100(b)"]),
    ("refer to Rules 460 and 461 regarding", ["Securities Act:460", "Securities Act:461"]),
    ("Rule 14a-1(f) and Rule 12b-20", ["Exchange Act:14a-1(f)", "Exchange Act:12b-20"]),
    ("Rule 35d-1", ["Other:Investment Company Act Rule 35d-1"]),
    (
        "Rules 22c-1, 23c-3, 24f-2 and 30b1-5",
        [f"Other:Investment Company Act Rule {n}" for n in ("22c-1", "23c-3", "24f-2", "30b1-5")],
    ),
    ("Rules 12b-1, 12d1-2 and 17a-4", [f"Exchange Act:{n}" for n in ("12b-1", "12d1-2", "17a-4")]),
    ("Rule 11- 02(b)(6)", ["Regulation S-X:11-02(b)(6)"]),
    ("the meaning of Section 14(a).", ["Exchange Act:14(a)"]),
    (
        "Section 13(a) or 15(d) of the Securities Exchange Act of 1934",
        ["Exchange Act:13(a)", "Exchange Act:15(d)"],
    ),
    (
        "Section 27A of the Securities Act and Section 21E of the Exchange Act",
        ["Securities Act:27A", "Exchange Act:21E"],
    ),
    ("SAB Topic 1.M", ["SAB:Topic 1:M"]),
    ("SAB Topic 1:M and Staff Accounting Bulletin No. 99", ["SAB:Topic 1:M", "SAB:99"]),
    ("SAB 108", ["SAB:108"]),
    ("SAB Topic 1:M and 1:N", ["SAB:Topic 1:M", "SAB:Topic 1:N"]),
    ("SAB Nos. 99 and 108", ["SAB:99", "SAB:108"]),
    ("Topics 1.M, 5.A and 11.B", ["SAB:Topic 1:M", "SAB:Topic 5:A", "SAB:Topic 11:B"]),
    ("SAB 99 and 10 days", ["SAB:99"]),
    ("Section 220 of the DGCL", ["Other:DGCL Section 220"]),
    ("17 CFR 243.100(a)", ["Other:17 CFR 243.100(a)"]),
    ("SAB Topic 11.M. As such,", ["SAB:Topic 11:M"]),
    ("SAB Topic 5:Y. We note", ["SAB:Topic 5:Y"]),
    ("SAB Topic 13.A.3(f)", ["SAB:Topic 13:A:3:f"]),
    ("SAB Topic 1M", ["SAB:Topic 1:M"]),
    ("is inconsistent with Rule 100(b).", ["Regulation G:100(b)"]),
    ("Refer to SEC Release 33-10751.", ["Release:33-10751"]),
    ("Release Nos. 33-8350/34-48960", ["Release:33-8350", "Release:34-48960"]),
    ("Securities Act Release No. 8350", ["Release:33-8350"]),
    ("Question 102.10 of the non-GAAP C&DIs", ["C&DI:102.10"]),
    ("Questions 100.01 and 102.10(a) of", ["C&DI:100.01", "C&DI:102.10(a)"]),
    ("C&DI 100.03", ["C&DI:100.03"]),
    (
        "Question 100.01 of the Non-GAAP Financial Measures Compliance and Disclosure Interpretations",
        ["C&DI:100.01"],
    ),
    ("Non-GAAP C&DI 102.10(a)", ["C&DI:102.10(a)"]),
    ("Compliance and Disclosure Interpretations (C&DIs) 102.10", ["C&DI:102.10"]),
    ("Compliance & Disclosure Interpretations, 102.05", ["C&DI:102.05"]),
    (
        "the CD&Is #100.01, C&DI\u2019s 100.02 and C&DI Q. 100.03",
        ["C&DI:100.01", "C&DI:100.02", "C&DI:100.03"],
    ),
    ("Section 102.10(b) of the Non-GAAP C&DIs", ["C&DI:102.10(b)"]),
    ("Answer 100.01 in our Compliance and Disclosure Interpretations", ["C&DI:100.01"]),
    ("Section 102.10 of the indenture", []),
    ("(Questions 100.01-100.03)", ["C&DI:100.01", "C&DI:100.03"]),
    ("Question 102.10(a)-(c)", ["C&DI:102.10(a)", "C&DI:102.10(c)"]),
    ("a question 100.000 investors asked", []),
    ("Item 303(a)-(b) of Regulation S-K", ["Regulation S-K:303(a)", "Regulation S-K:303(b)"]),
    ("ASC 810-10-15-17(d)(1)\u2013(4)", ["ASC:810-10-15-17(d)(1)", "ASC:810-10-15-17(d)(4)"]),
    ("IFRS 15 and IAS 36.134(d)", ["IFRS:IFRS 15", "IFRS:IAS 36.134(d)"]),
    ("paragraph 112(c) of IAS 1", ["IFRS:IAS 1.112(c)"]),
    ("SFAS Nos. 133, 138 and 149", ["Other:SFAS 133", "Other:SFAS 138", "Other:SFAS 149"]),
    (
        "SFAS 141 and 142, EITF 98-5 and 00-27",
        ["Other:SFAS 141", "Other:SFAS 142", "Other:EITF 98-5", "Other:EITF 00-27"],
    ),
    ("EITF Issues 00-19 and No. 05-4", ["Other:EITF 00-19", "Other:EITF 05-4"]),
    ("ASU 2014-09 and 2016-08", ["Other:ASU 2014-09", "Other:ASU 2016-08"]),
    ("SFAS 131 and 12 months, 150 days or 280-10-50", ["Other:SFAS 131"]),
    ("SFAS 131 and 150 million shares", ["Other:SFAS 131"]),
    ("Financial Reporting Release No. 36", ["Release:FR-36"]),
    ("Section 501.12.b.4 of the Financial Reporting Codification", ["Other:FRC 501.12.b.4"]),
    (
        "Item 5.A and Item 3.D.2 of Form 20-F",
        ["Other:Form 20-F Item 5.A", "Other:Form 20-F Item 3.D.2"],
    ),
    ("Items 5.A and 5.B of Form 20-F", ["Other:Form 20-F Item 5.A", "Other:Form 20-F Item 5.B"]),
    ("Item 5.A. Operating Results of your filing", []),
    (
        "Article 3-05 and Article 11 of Regulation S-X",
        ["Regulation S-X:3-05", "Regulation S-X:Article 11"],
    ),
    ("Rule 0-12", []),
    ("paragraphs 134(d)(v) and B64 of IAS 36", ["IFRS:IAS 36.134(d)(v)", "IFRS:IAS 36.B64"]),
    (
        "IFRS 15, paragraphs 110(a), (b) and 112",
        [f"IFRS:IFRS 15.{each}" for each in ("110(a)", "110(b)", "112")],
    ),
    ("paragraph 5.5.17 of IFRS 9, IFRS 9.B5.5.1", ["IFRS:IFRS 9.5.5.17", "IFRS:IFRS 9.B5.5.1"]),
    ("You adopted IFRS 9. 12 months later", ["IFRS:IFRS 9"]),
    ("FASB Staff Position (FSP) No. FAS 115-1", ["Other:FSP FAS 115-1"]),
    ("FASB Staff Position No. 157-4", ["Other:FSP 157-4"]),
    ("CON 6 and Concepts Statement No. 5", ["Other:SFAC 6", "Other:SFAC 5"]),
    ("Statement of Financial Accounting Concepts No. 6", ["Other:SFAC 6"]),
    ("Item 102.11 of the non-GAAP C&DIs", ["C&DI:102.11"]),
    ("Item 102.11 of your Form 10-K", []),
    ("Instruction 2 to Item 6 of Part II of Form 1-A", ["Other:Form 1-A Item 6"]),
    ("paragraph 26 of SFAS 131", ["Other:SFAS 131"]),
    ("EITF Issue No. 00-21 and FIN 46(R)", ["Other:EITF 00-21", "Other:FIN 46(R)"]),
    ("Industry Guide 3", ["Other:Industry Guide 3"]),
    ("section 12(g)(1) of the Exchange Act", ["Exchange Act:12(g)(1)"]),
    ("abandoned under rule 479", ["Securities Act:479"]),
    ("rules 3-09 and 5-04 of Regulation S-X", ["Regulation S-X:3-09", "Regulation S-X:5-04"]),
    ("section 4 of the plan and article 2 of this section", []),
    ("Item 1.1.j of Form N-2. It", ["Other:Form N-2 Item 1.1.j"]),
    ("subpart 1300 of Regulation S-K", ["Regulation S-K:Subpart 1300"]),
    (
        "Subparts 400 and 1300 of Regulation S-K",
        ["Regulation S-K:Subpart 400", "Regulation S-K:Subpart 1300"],
    ),
    (
        "General Instruction I.B.6 of Form S-3, and General Instruction II.G",
        ["Other:Form S-3 General Instruction I.B.6", "Other:Form S-3 General Instruction II.G"],
    ),
    (
        "General Instructions G(3) and J(1)(c) to Form 10-K",
        ["Other:Form 10-K General Instruction G(3)", "Other:Form 10-K General Instruction J(1)(c)"],
    ),
    ("Form 20-F, General Instruction A.(b)", ["Other:Form 20-F General Instruction A(b)"]),
    ("General Instruction F", ["Other:General Instruction F"]),
    ("General Instruction I.A.4. of Form S-3", ["Other:Form S-3 General Instruction I.A.4"]),
    (
        "Instruction C to Schedule TO and Instruction I below",
        ["Exchange Act:Schedule TO General Instruction C"],
    ),
    ("Item 1A, Item 303 of Regulation S-K", ["Regulation S-K:303"]),
    ("Items 1, 7 and 303(a) of Regulation S-K", ["Regulation S-K:303(a)"]),
    ("Item 10 of Regulation S-K", ["Regulation S-K:10"]),
    ("as Item 10 of your Form 10-K says", []),
    ("Item 1302(b)(1) and Item 1404", ["Regulation S-K:1302(b)(1)", "Regulation S-K:1404"]),
    ("about 1350 Items 1350 and Item 1999", []),
    ("Item 100(a) of Regulation G", ["Regulation G:100(a)"]),
    ("Section 501.04 of our Codification of Financial Reporting Releases", ["Other:FRC 501.04"]),
    (
        "Sections 501.03 and 501.12.b of the Financial Reporting Codification",
        ["Other:FRC 501.03", "Other:FRC 501.12.b"],
    ),
    ("FRC Section 501.14. We note", ["Other:FRC 501.14"]),
    ("Section 501.04 of the indenture", []),
    ("FASB Codification Topic 605-25", ["ASC:605-25"]),
    ("FR-60, FR 72 and FRR No. 36", ["Release:FR-60", "Release:FR-72", "Release:FRR-36"]),
    ("SEC Release FR-72", ["Release:FR-72"]),
    ("72 FR 13526, 85 FR 66, FR 72,526, FR 100 and page FR-12", []),
    ("SAB 1.M and SAB 5T", ["SAB:Topic 1:M", "SAB:Topic 5:T"]),
    ("SAB Topic 5.BB, SAB 5.CC", ["SAB:Topic 5:BB", "SAB:Topic 5:CC"]),
    ("Investment Company Act Release No. 10666", ["Release:IC-10666"]),
    ("Investment Advisers Act Releases 2876 and 3060", ["Release:IA-2876", "Release:IA-3060"]),
    ("ASR No. 142", ["Release:ASR-142"]),
    ("Accounting Series Release No. 142 and ASR 150", ["Release:ASR-142", "Release:ASR-150"]),
    ("an ASR 12 months ago, the ASR 2,500, an ASR 200 million program, an ASR 500 share", []),
    ("Investment Company Act of 1940 Release No. 10666", ["Release:IC-10666"]),
    ("Securities Exchange Act of 1934 Release No. 48960", ["Release:34-48960"]),
    ("Rule 5-03(b)1 of Regulation S-X", ["Regulation S-X:5-03(b)1"]),
    (
        "Rules 5-03(b)1 and 2 and 7-03(a)15(a) of Regulation S-X",
        ["Regulation S-X:5-03(b)1", "Regulation S-X:5-03(b)2", "Regulation S-X:7-03(a)15(a)"],
    ),
    (
        "Item 5-03(b)1 and 2 of Regulation S-X",
        ["Regulation S-X:5-03(b)1", "Regulation S-X:5-03(b)2"],
    ),
    ("to conform with Item 601(b)(31)", ["Regulation S-K:601(b)(31)"]),
    ("Item 601(b)(5), to form part of", ["Regulation S-K:601(b)(5)"]),
    ("SAB 99. As such", ["SAB:99"]),
    ("SAB 99 A company", ["SAB:99"]),
    ("FSP FAS 115-1 and FSP No. FIN 46-8", ["Other:FSP FAS 115-1", "Other:FSP FIN 46-8"]),
    ("FSP 115-1 and FAS 115", ["Other:FSP 115-1", "Other:SFAS 115"]),
    ("Accounting Standards Update (\u201cASU\u201d) No. 2016-13", ["Other:ASU 2016-13"]),
    ("PCAOB Rule 1001(i)(iii) says", ["Other:PCAOB Rule 1001(i)(iii)"]),
    (
        "Section 4110.5 of the Division of Corporation Finance Financial Reporting Manual",
        ["Other:FRM 4110.5"],
    ),
    (
        "Financial Reporting Manual (\u201cFRM\u201d) 3250.1c and FRM Sections 2065.4 and 2065.5",
        ["Other:FRM 3250.1c", "Other:FRM 2065.4", "Other:FRM 2065.5"],
    ),
    ("Section 4110.5 of the policy manual", []),
    ("SLB 14B", ["Other:SLB 14B"]),
    ("IFRS 7, paragraph 36(b) and IAS 1 paragraph 117", ["IFRS:IFRS 7.36(b)", "IFRS:IAS 1.117"]),
    ("Section 210.3-09 of Regulation S-X", ["Regulation S-X:3-09"]),
    ("§ 210.4-08(h) and §240.12b-2", ["Regulation S-X:4-08(h)", "Exchange Act:12b-2"]),
    ("Section 229.303(a)", ["Regulation S-K:303(a)"]),
    ("Section 210 of the plan, Section 230.", []),
    ("call me at 202-551-3407 on page 280-10", []),
    (
        "Rule 35d-1 under the Investment Company Act of 1940, Section 8(b)(1) of the 1940 Act",
        ["Other:Investment Company Act Rule 35d-1", "Other:Investment Company Act Section 8(b)(1)"],
    ),
    ("Rule 204A-1 of the Investment Advisers Act", ["Other:Investment Advisers Act Rule 204A-1"]),
    ("Section 11 of the 1933 Act", ["Securities Act:11"]),
    ("Rule 12b-2 under the 1934 Act", ["Exchange Act:12b-2"]),
    ("the Securities Exchange Act of 1934 and all applicable rules", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_an_authority_is_normalised(text: str, expected: list[str]) -> None:
    assert cited(text) == expected


def test_an_authority_is_cited_once_and_in_order_of_appearance() -> None:
    text = "Rule 12b-20, ASC 805, Question 102.10, ASC 805 and Rule 12b-20"
    assert cited(text) == ["Exchange Act:12b-20", "ASC:805", "C&DI:102.10"]


def test_the_schedule_named_in_one_comment_is_understood_in_the_next() -> None:
    citations = Citations()
    citations.of("Item 1 of Schedule 14A")
    assert citations.of("comply with Item 6(b)")[0].reference == "Schedule 14A Item 6(b)"


def test_the_text_is_as_written() -> None:
    assert Citations().of("see Rules 5-04 and\n12-09 of S-X")[0].text == "Rules 5-04"


@given(st.lists(st.sampled_from([text for text, _ in CASES]), max_size=6))
def test_what_is_cited_stands_in_the_text(texts: list[str]) -> None:
    text = " ".join(texts)
    assert all(each.text in " ".join(text.split()) for each in Citations().of(text))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Rule 3-05 and Article 11 of Regulation S-X", ["Rule 3-05", "Article 11"]),
        ("Rules 5-04 and 12-09 of Regulation S-X", ["Rules 5-04", "12-09"]),
        ("ASC 944-40-50-4D and ASC 944-40-55-9E", ["ASC 944-40-50-4D", "ASC 944-40-55-9E"]),
        ("ASC 350 and 360", ["ASC 350", "360"]),
    ],
)
def test_a_citation_is_kept_as_written(text: str, written: list[str]) -> None:
    assert [each.text for each in Citations().of(text)] == written


def test_a_citation_is_quoted_as_it_is_written() -> None:
    [cited] = Citations().of("Refer to ASC 350\u201320.")
    assert (cited.reference, cited.text) == ("350-20", "ASC 350\u201320")


class _Counting:
    """A pattern that adds up how many characters it looks at."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.searched = 0

    def findall(self, text: str, start: int, end: int) -> list[str]:
        self.searched += end - start
        return self._pattern.findall(text, start, end)


def test_the_words_of_a_long_list_of_rules_are_looked_for_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = _Counting(regulations._RULE_WORD)
    monkeypatch.setattr(regulations, "_RULE_WORD", words)
    text = "Rule 12b-20 and " * 200
    assert cited(text) == ["Exchange Act:12b-20"]
    assert words.searched <= len(text)


def test_what_stands_beside_a_chain_repeats_no_more_of_it_than_a_chain_has() -> None:
    long, *others = cited(f"Item 303{'(a)' * 100}, (1), (2)")
    assert long == f"Regulation S-K:303{'(a)' * 100}"
    assert others == [f"Regulation S-K:303{'(a)' * 11}({number})" for number in (1, 2)]


def test_no_more_than_a_few_words_are_looked_through_for_the_number_of_a_question() -> None:
    # else each of many takes time by how many follow it
    [found] = Citations().of("Question " * 1000 + "102.10")
    assert (found.reference, found.text) == ("102.10", "Question " * 5 + "102.10")
