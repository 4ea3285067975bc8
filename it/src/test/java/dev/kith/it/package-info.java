/**
 * Kith against a real Neo4j server, in both releases it supports, and the arrows of the architecture. A class whose name
 * ends in {@code IT} runs after the product is packaged; each release's server is started once for all of them.
 */
package dev.kith.it;
