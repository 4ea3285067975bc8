/**
 * Parts that hold parameters and are not graph layers: linear maps, perceptrons, recurrent units, norms, initial values
 * and optimisers.
 */
package dev.kith.gnn.nn;
