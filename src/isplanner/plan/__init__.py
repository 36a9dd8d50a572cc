"""What a plan is: frozen records and the parsing of what a user types into them.

Nothing here computes an answer, reads a file of the user, or knows a language; nothing is ever mutated.
Read `plan.py` first (the root that holds everything), then `tree.py` and `formula.py`.
Ranges of days are half-open everywhere inside the program: `Span(start, end)` holds `start <= day < end`.
What is wrong with a plan or an input is data too: `problem.py`.
"""
