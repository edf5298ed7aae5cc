"""Second stage: what an article says about who did what, where, when and in which election."""

import os

# The model multiplies small matrices, for which more threads than one are slower; articles are read by processes
# (`nlp.crew`). It has to be said before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
