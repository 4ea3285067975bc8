package dev.kith.cli.command;

import dev.kith.cli.bench.EpochBenchmark;
import dev.kith.cli.bench.ExportBenchmark;
import dev.kith.cli.bench.IngestBenchmark;
import picocli.CommandLine.Command;

/** {@code kith bench}: the benchmarks, a subcommand each. */
@Command(
        name = "bench",
        description = "Measures Kith on this machine.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {EpochBenchmark.class, ExportBenchmark.class, IngestBenchmark.class})
public final class Bench {}
