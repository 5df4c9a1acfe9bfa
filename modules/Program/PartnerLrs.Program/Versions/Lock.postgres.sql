-- One publisher at a time, so that numbers have no gaps; readers go on.
LOCK TABLE program_versions IN EXCLUSIVE MODE
