"""What a reader is shown, before it takes the form of a medium.

In: the linked model and a place in it. Out: views: frozen values that a component's template arranges. A medium (`web`
and whatever stands beside it) brings its templates and its way to write a text; which records a component shows, in
which order and under which title is decided here, once for all of them.
"""
