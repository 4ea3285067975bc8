package dev.kith.cli.command;

import dev.kith.cli.bench.AdpaBenchmark;
import dev.kith.cli.bench.AggregatorsBenchmark;
import dev.kith.cli.bench.CallBenchmark;
import dev.kith.cli.bench.EmbedBenchmark;
import dev.kith.cli.bench.EpochBenchmark;
import dev.kith.cli.bench.ExportBenchmark;
import dev.kith.cli.bench.FaultsBenchmark;
import dev.kith.cli.bench.ForwardBenchmark;
import dev.kith.cli.bench.IngestBenchmark;
import dev.kith.cli.bench.LatentBenchmark;
import dev.kith.cli.bench.LcmBenchmark;
import dev.kith.cli.bench.LinkBenchmark;
import dev.kith.cli.bench.ScaleBenchmark;
import dev.kith.cli.bench.SoakBenchmark;
import picocli.CommandLine.Command;

/** {@code kith bench}: the benchmarks, a subcommand each. */
@Command(
        name = "bench",
        description = "Measures Kith on this machine.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            AdpaBenchmark.class,
            AggregatorsBenchmark.class,
            CallBenchmark.class,
            EmbedBenchmark.class,
            EpochBenchmark.class,
            ExportBenchmark.class,
            FaultsBenchmark.class,
            ForwardBenchmark.class,
            IngestBenchmark.class,
            LatentBenchmark.class,
            LcmBenchmark.class,
            LinkBenchmark.class,
            ScaleBenchmark.class,
            SoakBenchmark.class
        })
public final class Bench {}
