"""The readers: each makes raw documents of the files of one kind."""
