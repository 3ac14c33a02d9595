# Take out of the union what one essay alone says, and give its concepts the labels that other essays have for them.
PREFIX argmap: <https://w3id.org/argmap/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { $open ?s ?p ?o $close }
WHERE {
  GRAPH <$essay> { ?s ?p ?o }
  FILTER NOT EXISTS {
    GRAPH ?other { ?s ?p ?o }
    FILTER(?other != <$essay> && ?other != <$union>$ours)
  }
} ;

INSERT { $open ?concept skos:prefLabel ?label $close }
WHERE {
  GRAPH <$essay> { ?concept a argmap:Concept }
  GRAPH ?other { ?concept skos:prefLabel ?label }
  FILTER(?other != <$essay> && ?other != <$union>$ours)
}
