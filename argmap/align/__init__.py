"""Bring the items of two argument maps together: words, word vectors, similarity, matching, opposition."""
