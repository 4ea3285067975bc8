/** What the learning commands share: the graph they work on, the model's options, and how results are shown. */
package dev.kith.cli.learn;
