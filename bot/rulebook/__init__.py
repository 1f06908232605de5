"""The executable rulebook: facts, rules, verdicts, reasons and the proof. Pure."""
