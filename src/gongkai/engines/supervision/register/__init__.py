"""The register of cases, and what units and officers have on their hands."""
