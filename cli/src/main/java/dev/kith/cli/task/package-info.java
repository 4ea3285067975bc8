/** What {@code train}, {@code evaluate} and {@code predict} do for each task; a new task is one class and one line. */
package dev.kith.cli.task;
