#error "only store/ and tables (the store layer) may use SQLite"
