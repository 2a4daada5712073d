"""Living a year that is described by figures, in the fictional county: ``gongkai replay``."""
