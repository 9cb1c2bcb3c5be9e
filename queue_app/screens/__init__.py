"""The read side: the data of each page, read in one snapshot as frozen values, which include what the viewer may do."""
