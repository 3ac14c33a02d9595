# Put what an essay says into the union of all essays.
$with
INSERT { ?s ?p ?o }
WHERE { GRAPH <$essay> { ?s ?p ?o } }
