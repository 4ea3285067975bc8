/**
 * Published data sets in Kith's own format, by their hashes: where a copy comes from does not matter. What was fetched
 * before is taken first, then a folder that {@code KITH_DATA} names, then a home that answers over HTTP.
 */
package dev.kith.cli.dataset;
