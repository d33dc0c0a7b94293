"""Pure rules: no clock, no disk, no database. Values in, findings out."""
