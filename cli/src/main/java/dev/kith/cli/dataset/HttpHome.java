package dev.kith.cli.dataset;

import dev.kith.graph.KithException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A server that has sets as {@code URI/NAME/FILE}.
 *
 * @param patience for each answer, and for each file as a whole ten times as long
 */
record HttpHome(URI uri, Duration patience) implements DatasetPlace {
    /** No file of a set is larger. */
    private static final long MOST_BYTES = 4L << 30;

    @Override
    public void fetch(String set, String file, Path target) {
        URI from = URI.create(uri + (uri.toString().endsWith("/") ? "" : "/") + set + "/" + file);
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience)
                .build()) {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(from).timeout(patience).build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    throw new KithException(
                            "%s answers %d; check the home's address, or set KITH_DATA to a folder with the set."
                                    .formatted(from, answer.statusCode()));
                }
                copy(body, target, from);
            } finally {
                client.shutdownNow();
            }
        } catch (HttpTimeoutException e) {
            throw new KithException(
                    "%s does not answer within %d s; try again, or set KITH_DATA to a folder with the set."
                            .formatted(from, patience.toSeconds()),
                    e);
        } catch (IOException e) {
            throw new KithException(
                    "%s cannot be fetched: there is no network, no such server, or the connection was cut. Try again, or set KITH_DATA to a folder with the set."
                            .formatted(from),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KithException("The fetch was interrupted.", e);
        }
    }

    /** A server that stops in the middle of a file would hold the reader for ever: a clock closes the stream. */
    private void copy(InputStream body, Path target, URI from) throws IOException {
        CompletableFuture<Void> clock = CompletableFuture.runAsync(
                () -> closeQuietly(body),
                CompletableFuture.delayedExecutor(10 * patience.toMillis(), TimeUnit.MILLISECONDS));
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                bytes += count;
                if (bytes > MOST_BYTES) {
                    throw new KithException(from + " sends more than 4 GiB; no set has such a file.");
                }
                out.write(buffer, 0, count);
            }
        } finally {
            clock.cancel(false);
        }
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // Its reader meets the same, and says so.
        }
    }

    @Override
    public String words() {
        return uri.toString();
    }
}
