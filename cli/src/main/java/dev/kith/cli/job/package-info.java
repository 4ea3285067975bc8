/**
 * What a worker does: jobs that a database's plugin asks for by a folder, one class a task. The worker reads no database
 * and writes nothing outside the job's folder, so it may be killed at any time.
 */
package dev.kith.cli.job;
