// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Jobs: a worker process for each, started here, its events read, ended with the job, with the caller's transaction or
 * with the server. A worker that dies takes nothing with it.
 */
package dev.kith.procedures.job;
