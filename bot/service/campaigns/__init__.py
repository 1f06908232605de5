"""An agency wants a module done by a day: officers set it, people have it to do."""
