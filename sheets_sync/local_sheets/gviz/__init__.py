"""The table behind `/gviz/tq`: columns with types, and the part of the query language that people use."""
