"""A county at full size: what the budgets of design.md are measured on.

    python -m bench.county fq_bench_county [--scale 0.01] [--no-demo]

One county of twenty stations with 400,000 households, 1,000,000 residents, 5,000,000
visits and 300,000 disputes, on top of the demo, in a database of its own.
"""
