package dev.kith.gnn.tensor;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Fails a test that leaves memory behind: a tensor that is not closed, or one that was still taken when its pool was
 * closed. It is found by JUnit and by jqwik, and holds for every test and property of this module.
 */
public final class EmptyPools
        implements BeforeAllCallback,
                AfterAllCallback,
                TestInstancePreConstructCallback,
                AfterEachCallback,
                AroundPropertyHook {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(EmptyPools.class);

    /** Bytes of tensors of the whole process. */
    private record Memory(long live, long abandoned) {
        static Memory now() {
            return new Memory(Tensor.liveBytes(), TensorPool.abandonedBytes());
        }

        /** What has been left behind since {@code before}, or an empty text. */
        String leftSince(Memory before) {
            if (live == before.live && abandoned == before.abandoned) {
                return "";
            }
            return (live - before.live) + " bytes of tensors were not closed, " + (abandoned - before.abandoned)
                    + " were not given back to their pools.";
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(OURS).put("class", Memory.now());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        compare(context, "class", true);
    }

    /** Before its instance is made: tensors may stand in its fields. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        context.getStore(OURS).put("test", Memory.now());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        boolean stops = AnnotationSupport.isAnnotated(context.getTestMethod(), StopsHalfWay.class)
                || AnnotationSupport.isAnnotated(context.getTestClass(), StopsHalfWay.class);
        compare(context, "test", stops);
    }

    private static void compare(ExtensionContext context, String since, boolean stops) {
        Memory before = context.getStore(OURS).get(since, Memory.class);
        Memory now = Memory.now();
        String left = (stops ? new Memory(now.live, before.abandoned) : now).leftSince(before);
        // A test that failed has its own reason.
        if (!left.isEmpty() && context.getExecutionException().isEmpty()) {
            throw new AssertionError(left);
        }
    }

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        Memory before = Memory.now();
        PropertyExecutionResult result = property.execute();
        String left = Memory.now().leftSince(before);
        boolean passed = result.status() == PropertyExecutionResult.Status.SUCCESSFUL;
        return passed && !left.isEmpty() ? result.mapToFailed(left) : result;
    }

    @Override
    public PropagationMode propagateTo() {
        return PropagationMode.ALL_DESCENDANTS;
    }
}
