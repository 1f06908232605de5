"""From content/ to a Catalog: strict reading, checks, and the parts that fit together."""
