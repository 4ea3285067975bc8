/**
 * Published data sets in Kith's own format, by their hashes: where a copy comes from does not matter. A folder that {@code
 * KITH_DATA} names comes first, then what was fetched before, then a home that answers over HTTP.
 */
package dev.kith.cli.dataset;
