package dev.kith.it;

/** Learning from Cypher in a server process. */
@EveryRelease
class NodeClassificationProcessIT extends NodeClassificationContract {

    NodeClassificationProcessIT(Neo4jRelease release) {
        super(release.server());
    }
}
