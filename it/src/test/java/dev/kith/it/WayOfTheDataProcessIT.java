package dev.kith.it;

/** The whole way through a server process. */
@EveryRelease
class WayOfTheDataProcessIT extends WayOfTheDataContract {

    WayOfTheDataProcessIT(Neo4jRelease release) {
        super(release.server());
    }
}
