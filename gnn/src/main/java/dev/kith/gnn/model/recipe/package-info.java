/**
 * Networks whose layers are described one by one: an attention function, heads, a width, an aggregate, a combination and
 * an activation each (Zhou et al. 2019; Gao et al. 2019, the search space of GraphNAS). It is what architecture search
 * chooses among, and a model like any other. A layer costs {@code O(arcs · heads · width + n · in · heads · width)}.
 */
package dev.kith.gnn.model.recipe;
