"""People, agencies and what an agency may see. Pure."""
