"""The names of the campaigns of other kinds of offices to begin from; they lie in `jobs/starters`."""

STARTERS = ("clinic-twice-daily-vi", "district-monthly-en", "school-weekly-en", "youth-union-daily-vi")
