/**
 * The {@code kith} command: its entry, its exit codes, and where its parts are installed. The commands themselves are
 * in {@link dev.kith.cli.command}, one file each.
 */
package dev.kith.cli;
