"""How each assignment's patients are drawn: a file below patients/ holds the recipe of the assignment of its name."""
