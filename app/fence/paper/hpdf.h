#error "only papers and readers (the paper layer) may use libharu"
