"""Questions that people report, the operator's rulings, and what follows from them."""
