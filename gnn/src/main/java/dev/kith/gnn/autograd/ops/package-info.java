/**
 * Differentiable operations, one file each: a static method that computes the value, and the closure that turns the
 * gradient of the output into gradients of the inputs. Each has a finite-difference test.
 */
package dev.kith.gnn.autograd.ops;
