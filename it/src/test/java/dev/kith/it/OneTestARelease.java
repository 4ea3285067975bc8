package dev.kith.it;

import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterInfo;

/** Holds a release for one test from before it is prepared until after it has cleaned up. */
final class OneTestARelease implements BeforeEachCallback, AfterEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
        lock(context).lock();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        lock(context).unlock();
    }

    private static ReentrantLock lock(ExtensionContext context) {
        return ((Neo4jRelease) ParameterInfo.get(context).getArguments().get(0)).turn();
    }
}
