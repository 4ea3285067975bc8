package dev.kith.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A test class whose constructor takes a {@link Neo4jRelease}: it runs once for each, beside each other, but one test at a
 * time of each release.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@FieldSource("dev.kith.it.Neo4jRelease#ALL")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(OneTestARelease.class)
@interface EveryRelease {}
