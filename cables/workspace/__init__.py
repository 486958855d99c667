"""What readers keep: lists of cables and paragraphs with notes, and searches with alerts.

Visitors keep lists in their own browser, of which the server holds nothing; those with an account keep them here.
"""
