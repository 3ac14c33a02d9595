"""Train the syntax pipeline that ships with argmap, from treebanks and a sentence encoder."""
