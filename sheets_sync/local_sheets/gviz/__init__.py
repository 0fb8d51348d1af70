"""The table behind `/gviz/tq`: columns with types, asked in the language of QUERY."""
