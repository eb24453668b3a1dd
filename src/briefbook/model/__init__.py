"""What records are made of: fields, dates, shapes and the notion of a kind.

In: nothing. Out: the building blocks of the kinds. Knows no kind by name.
"""
