// kith.version
CALL kith.version() YIELD version, neo4j, java

// kith.health
CALL kith.health() YIELD check, ok, detail

// kith.graph.project
CALL kith.graph.project('papers', {labels: ['Paper'], types: ['CITES'], nodeProperties: ['topic', 'words']})

// kith.graph.list
CALL kith.graph.list() YIELD graphName, projection

// kith.graph.export
CALL kith.graph.export({labels: ['Paper'], types: ['CITES']}) YIELD table, chunk
RETURN table, sum(size(chunk)) AS bytes

// kith.amud.stats
CALL kith.amud.stats('papers', {targetProperty: 'topic'}) YIELD score, advice, patterns

// kith.nodeClassification.train.estimate
CALL kith.nodeClassification.train.estimate('papers', {targetProperty: 'topic', model: 'adpa'}) YIELD requiredBytes

// kith.nodeClassification.train
CALL kith.nodeClassification.train('papers', {
  modelName: 'topics', model: 'gcn', targetProperty: 'topic', featureProperties: ['words'], epochs: 50
}) YIELD modelInfo, trainMillis
RETURN modelInfo.metrics.test.accuracy AS accuracy, trainMillis

// kith.nodeClassification.stats.estimate
CALL kith.nodeClassification.stats.estimate('papers', {modelName: 'topics'}) YIELD requiredBytes

// kith.nodeClassification.stats
CALL kith.nodeClassification.stats('papers', {modelName: 'topics'}) YIELD classes, meanConfidence

// kith.nodeClassification.stream.estimate
CALL kith.nodeClassification.stream.estimate('papers', {modelName: 'topics'}) YIELD requiredBytes

// kith.nodeClassification.stream
CALL kith.nodeClassification.stream('papers', {modelName: 'topics'}) YIELD nodeId, predictedClass, confidence
RETURN predictedClass, count(*) AS papers, avg(confidence) AS sure

// kith.nodeClassification.write.estimate
CALL kith.nodeClassification.write.estimate('papers', {modelName: 'topics', writeProperty: 'predictedTopic'}) YIELD requiredBytes

// kith.nodeClassification.write
CALL kith.nodeClassification.write('papers', {modelName: 'topics', writeProperty: 'predictedTopic'})
YIELD nodePropertiesWritten, nodesSkipped, runId

// kith.linkPrediction.train.estimate
CALL kith.linkPrediction.train.estimate('papers', {}) YIELD requiredBytes

// kith.linkPrediction.train
CALL kith.linkPrediction.train('papers', {modelName: 'citations', epochs: 3}) YIELD modelInfo, trainMillis
RETURN modelInfo.metrics.test.rocAuc AS rocAuc, trainMillis

// kith.linkPrediction.stats.estimate
CALL kith.linkPrediction.stats.estimate('papers', {modelName: 'citations', topK: 1}) YIELD requiredBytes

// kith.linkPrediction.stats
CALL kith.linkPrediction.stats('papers', {modelName: 'citations', topK: 1}) YIELD pairCount, meanProbability

// kith.linkPrediction.stream.estimate
CALL kith.linkPrediction.stream.estimate('papers', {modelName: 'citations'}) YIELD requiredBytes

// kith.linkPrediction.stream
MATCH (p:Paper) WITH p LIMIT 1
CALL kith.linkPrediction.stream('papers', {modelName: 'citations', sourceNodes: [p], topK: 3})
YIELD targetNodeId, probability
RETURN targetNodeId, probability

// kith.linkPrediction.write.estimate
CALL kith.linkPrediction.write.estimate('papers', {modelName: 'citations', topK: 1, writeRelationshipType: 'MIGHT_CITE'}) YIELD requiredBytes

// kith.linkPrediction.write
CALL kith.linkPrediction.write('papers', {
  modelName: 'citations', topK: 1, writeRelationshipType: 'MIGHT_CITE'
}) YIELD relationshipsWritten, runId

// kith.latentGraph.train.estimate
CALL kith.latentGraph.train.estimate('papers', {targetProperty: 'topic'}) YIELD requiredBytes

// kith.latentGraph.train
CALL kith.latentGraph.train('papers', {modelName: 'likeness', targetProperty: 'topic', epochs: 30})
YIELD modelInfo, trainMillis
RETURN modelInfo.metrics.test.accuracy AS accuracy, trainMillis

// kith.latentGraph.stats.estimate
CALL kith.latentGraph.stats.estimate('papers', {modelName: 'likeness'}) YIELD requiredBytes

// kith.latentGraph.stats
CALL kith.latentGraph.stats('papers', {modelName: 'likeness', threshold: 0.5}) YIELD relationshipCount, meanDistance

// kith.latentGraph.stream.estimate
CALL kith.latentGraph.stream.estimate('papers', {modelName: 'likeness'}) YIELD requiredBytes

// kith.latentGraph.stream
MATCH (p:Paper) WITH p LIMIT 1
CALL kith.latentGraph.stream('papers', {modelName: 'likeness', sourceNodes: [p], topK: 3})
YIELD targetNodeId, distance, probability
RETURN targetNodeId, distance, probability

// kith.latentGraph.write.estimate
CALL kith.latentGraph.write.estimate('papers', {modelName: 'likeness', writeRelationshipType: 'IS_LIKE'}) YIELD requiredBytes

// kith.latentGraph.write
CALL kith.latentGraph.write('papers', {
  modelName: 'likeness', topK: 5, eachPairOnce: true, writeRelationshipType: 'IS_LIKE'
}) YIELD relationshipsWritten, runId

// kith.relationships.write
CALL kith.relationships.write('my links', $links, {relationshipType: 'MIGHT_CITE'})
YIELD relationshipsWritten, relationshipsSkipped, runId

// kith.run.list
CALL kith.run.list() YIELD runId, status, model, properties

// kith.run.rollback
CALL kith.run.list() YIELD runId, model
WHERE model = 'gcn'
CALL kith.run.rollback(runId) YIELD nodePropertiesRestored, nodePropertiesSkipped
RETURN nodePropertiesRestored, nodePropertiesSkipped

// kith.nodeProperties.write
CALL kith.nodeProperties.write('my run', $chunks, {labels: ['Paper']})
YIELD nodePropertiesWritten, nodesSkipped, runId

// kith.ingest.nodes
CALL kith.ingest.nodes($rows, {label: 'Town', keyProperty: 'name'}) YIELD nodesWritten, nodesCreated

// kith.ingest.relationships
CALL kith.ingest.relationships($pairs, {
  relationshipType: 'ROAD', sourceLabel: 'Town', sourceProperty: 'name', targetLabel: 'Town', targetProperty: 'name'
}) YIELD relationshipsWritten, missingSources, missingTargets

// kith.job.list
CALL kith.job.list() YIELD jobId, job, status, progress, log

// kith.job.wait
CALL kith.job.list() YIELD jobId
CALL kith.job.wait(jobId, 60) YIELD status
RETURN jobId, status

// kith.job.cancel
CALL kith.job.list() YIELD jobId, status
WHERE status IN ['queued', 'running']
CALL kith.job.cancel(jobId) YIELD job
RETURN job

// kith.model.list
CALL kith.model.list() YIELD modelName, modelType, creationTime

// kith.model.exists
CALL kith.model.exists('topics') YIELD exists

// kith.model.export
CALL kith.model.export('topics') YIELD file, chunk
RETURN file, sum(size(chunk)) AS bytes

// kith.model.import
CALL kith.model.export('topics') YIELD file, chunk
WITH collect({file: file, chunk: chunk}) AS chunks
CALL kith.model.import('topics, a copy', chunks) YIELD modelName
RETURN modelName

// kith.model.drop
CALL kith.model.drop('topics, a copy') YIELD modelName

// kith.search.start
CALL kith.search.start('papers', {
  targetProperty: 'topic', strategy: 'random', trials: 2, epochs: 10, finalists: 1, finalRuns: 1, testRuns: 1
}) YIELD searchId, jobId

// kith.search.list
CALL kith.search.list() YIELD searchId, status, tried, trials, bestScore

// kith.search.cancel
CALL kith.search.list() YIELD searchId
CALL kith.search.cancel(searchId) YIELD status
RETURN searchId, status

// kith.search.resume
CALL kith.search.list() YIELD searchId
CALL kith.search.resume(searchId, {trials: 3}) YIELD jobId
CALL kith.job.wait(jobId, 120) YIELD status
RETURN searchId, status

// kith.search.trials
CALL kith.search.list() YIELD searchId
CALL kith.search.trials(searchId) YIELD trial, score, model, settings
RETURN searchId, trial, score, model, settings

// kith.search.best
CALL kith.search.list() YIELD searchId
CALL kith.search.best(searchId, {modelName: 'topics, found by a search'}) YIELD score, model, settings, test, configuration
RETURN score, model, settings, test, configuration

// kith.search.drop
CALL kith.search.list() YIELD searchId
CALL kith.search.drop(searchId) YIELD status
RETURN searchId, status

// kith.graph.drop
CALL kith.graph.drop('papers') YIELD graphName
