"""Page templates: how eight kinds of outlets print their records."""
