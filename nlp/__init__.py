"""Second stage: what an article says about who did what, where, when and in which election."""
