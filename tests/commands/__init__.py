"""The commands that the documents tell a reader to type: found in the texts, run in a copy, none passed over unsaid.

`collect` finds them, `workshop` makes the places in which they are run, `plan.yml` says what cannot be told from the
documents: what words stand for, what has to be there first, and who runs what is not run here.
"""
