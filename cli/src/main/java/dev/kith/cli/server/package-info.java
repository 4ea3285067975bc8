/**
 * A local Neo4j server as a process of its own: the jars it is made of, the home folder it keeps its data in, its start
 * and its stop. Nothing is special about the database inside: it is reached over Bolt like any other.
 */
package dev.kith.cli.server;
