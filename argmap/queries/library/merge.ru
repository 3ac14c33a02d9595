# Put what an essay says into the union of all essays.
INSERT { $open ?s ?p ?o $close }
WHERE { GRAPH <$essay> { ?s ?p ?o } }
