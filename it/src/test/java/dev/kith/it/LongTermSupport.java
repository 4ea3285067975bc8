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
 * As {@link EveryRelease}, on the one with long-term support alone: for what does not ask the database anything that is not
 * asked on both by others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@FieldSource("dev.kith.it.Neo4jRelease#LONG_TERM_SUPPORT_ALONE")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(OneTestARelease.class)
@interface LongTermSupport {}
