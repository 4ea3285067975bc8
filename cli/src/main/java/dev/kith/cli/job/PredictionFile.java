package dev.kith.cli.job;

import dev.kith.graph.KithException;
import dev.kith.graph.arrow.TableWriter;
import dev.kith.graph.column.Column;
import dev.kith.graph.job.JobFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** What a job predicts, as the Arrow stream in its folder. */
final class PredictionFile {
    private PredictionFile() {}

    /**
     * @param ids store ids, the column {@code id}
     * @param columns beside it, a row for each id
     */
    static void write(Column ids, Map<String, Column> columns, JobFolder folder) {
        try (FileChannel file =
                FileChannel.open(folder.predictions(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            TableWriter.write(ids, columns, file);
        } catch (IOException e) {
            throw new KithException("The predictions could not be written: " + e.getMessage() + ".", e);
        }
    }
}
