/**
 * Model files are data: {@code model.json} and {@code weights.safetensors}. Nothing in them is executed; sizes are
 * checked against the file's length before memory is taken, and a file in which any byte was changed is refused.
 */
package dev.kith.gnn.file;
