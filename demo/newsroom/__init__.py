"""The newsroom: a local server that plays regional outlets, so that the crawler is tried against known records.

None of it happened: places are real, persons and quotations invented. See `docs/newsroom.md`.
"""
