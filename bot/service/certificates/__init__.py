"""From the pledge to the certificate, and whether one is genuine."""
