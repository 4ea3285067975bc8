/** What the commands that talk to a Neo4j server share: who logs in, and which part of its database is meant. */
package dev.kith.cli.database;
