package dev.kith.gnn.tensor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test in which an operation is stopped half-way, by an exception. What it had taken from the pool is not given back
 * but freed with the pool, which {@link EmptyPools} counts as a leak elsewhere.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface StopsHalfWay {}
