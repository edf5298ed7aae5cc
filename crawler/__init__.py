"""First stage: pages and files from anywhere become articles."""
