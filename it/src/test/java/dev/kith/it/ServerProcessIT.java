package dev.kith.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.neo4j.driver.Driver;

/** Kith in a server process. */
@EveryRelease
class ServerProcessIT extends ServerContract {

    private final TestServer server;

    ServerProcessIT(Neo4jRelease release) {
        super(release.server());
        this.server = release.server();
    }

    @Test
    void graphDataScienceRanksNodesOfANamedGraph() {
        try (Driver driver = server.driver()) {
            driver.executableQuery("CREATE (:Ranked)-[:CITES]->(:Ranked)").execute();
            driver.executableQuery("CALL gds.graph.project('ranked', 'Ranked', 'CITES')")
                    .execute();
            assertThat(driver.executableQuery("CALL gds.pageRank.stream('ranked') YIELD nodeId, score RETURN score")
                            .execute()
                            .records())
                    .hasSize(2);
            driver.executableQuery("CALL gds.graph.drop('ranked')").execute();
            driver.executableQuery("MATCH (n:Ranked) DETACH DELETE n").execute();
        }
    }
}
