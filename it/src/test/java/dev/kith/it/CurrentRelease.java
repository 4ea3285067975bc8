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
 * As {@link EveryRelease}, on the current one alone: for what the client does, where each release's answers are tested by
 * others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@FieldSource("dev.kith.it.Neo4jRelease#CURRENT_ALONE")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(OneTestARelease.class)
@interface CurrentRelease {}
