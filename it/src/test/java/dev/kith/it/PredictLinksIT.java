package dev.kith.it;

/** Predicting relationships from Cypher in a server process. */
@LongTermSupport
class PredictLinksIT extends PredictLinksContract {

    PredictLinksIT(Neo4jRelease release) {
        super(release.server());
    }
}
