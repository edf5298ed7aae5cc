"""Past one machine: where data lies (`scale.places`), and who works on its parts (`scale.crew`).

The stages know nothing of clusters. Each cuts its work into partitions, one or a few files that are read and one file
that is written whole; `scale.crew` has them worked on here, by several processes of this machine, or by a Dask cluster.
What is written is the same in all three, and what is there already is not made again.
"""
