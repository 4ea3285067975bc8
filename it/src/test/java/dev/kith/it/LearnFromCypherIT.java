package dev.kith.it;

/** Learning from Cypher in a server process. */
@EveryRelease
class LearnFromCypherIT extends LearnFromCypherContract {

    LearnFromCypherIT(Neo4jRelease release) {
        super(release.server());
    }
}
