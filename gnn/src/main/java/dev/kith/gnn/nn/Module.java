package dev.kith.gnn.nn;

import dev.kith.gnn.autograd.Parameter;
import java.util.List;

/** Something with parameters. The order of {@link #parameters} is fixed by construction. */
public interface Module {
    List<Parameter> parameters();

    /** The parameters of several modules, one after the other. */
    static List<Parameter> join(Module... modules) {
        return List.of(modules).stream()
                .flatMap(module -> module.parameters().stream())
                .toList();
    }

    static List<Parameter> join(List<? extends Module> modules) {
        return modules.stream().flatMap(module -> module.parameters().stream()).toList();
    }
}
