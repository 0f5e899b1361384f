"""What a staff letter or a company's response says: text, letter, comments, citations. No Beam.

`parsing` makes columns of datasets of what `letter` reads. A letter comes as lines from `rendition`;
`pages` parts what is printed around it, `frame` reads head and end, `comments` what is between,
`citations` the authorities that are named there. `wording` is how letters write dates, numbers,
forms and names.
"""
