"""Reading, counting and checking a scholarly article."""
