/** The subcommands of {@code kith}, one file each: options in, results on standard output, progress on standard error. */
package dev.kith.cli.command;
