// SPDX-License-Identifier: GPL-3.0-or-later
/** The procedures that learn, one file a task: each is a job for a worker, and what becomes of its result. */
package dev.kith.procedures.learn;
