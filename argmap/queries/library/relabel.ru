# Call each concept of these essays by the shortest of its labels, as joining their maps would.
PREFIX argmap: <https://w3id.org/argmap/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

DELETE { $open ?concept skos:prefLabel ?long $close }
WHERE {
  VALUES ?essay { $essays }
  GRAPH ?essay { ?concept a argmap:Concept }
  $open ?concept skos:prefLabel ?long , ?short $close
  FILTER(STRLEN(?short) < STRLEN(?long) || (STRLEN(?short) = STRLEN(?long) && STR(?short) < STR(?long)))
}
