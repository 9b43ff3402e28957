"""Every budget of design.md on the county data set, beside hand-written SQL and stock.

    python -m bench.budgets fq_bench_county [--quick]

Serves the product and stock Django REST framework from one gunicorn, asks both and the
database in turns, and prints a Markdown table; all figures go to
``bench/results/budgets.json``. A budget is a ratio within one run.
"""
