package dev.kith.gnn.autograd.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each class of the package is an operation, and each operation stands in a function that is checked. */
class EveryOperationTest {

    @Test
    void hasAGradientCheck() throws IOException, URISyntaxException {
        Set<String> operations =
                names(folderOf(MatMul.class), name -> !name.contains("$") && !name.equals("package-info"));
        Set<String> checked = new TreeSet<>();
        Path tests = folderOf(EveryOperationTest.class);
        for (String test : names(tests, name -> name.endsWith("GradientTest"))) {
            ClassModel model = ClassFile.of().parse(tests.resolve(test + ".class"));
            model.methods().stream()
                    .filter(EveryOperationTest::isFunction)
                    .forEach(function -> checked.addAll(applied(function)));
        }
        assertThat(operations).hasSizeGreaterThan(25);
        assertThat(checked).as("operations within functions of a GradientCheck").containsAll(operations);
    }

    /** The functions that are given to a check are lambdas. */
    private static boolean isFunction(MethodModel method) {
        return method.methodName().stringValue().startsWith("lambda$");
    }

    private static Set<String> applied(MethodModel function) {
        String here = EveryOperationTest.class.getPackageName().replace('.', '/') + "/";
        return function.code().stream()
                .flatMap(code -> code.elementStream())
                .filter(InvokeInstruction.class::isInstance)
                .map(InvokeInstruction.class::cast)
                .filter(call -> call.name().equalsString("apply"))
                .map(call -> call.owner().asInternalName())
                .filter(owner -> owner.startsWith(here))
                .map(owner -> owner.substring(here.length()))
                .collect(Collectors.toSet());
    }

    private static Path folderOf(Class<?> type) throws URISyntaxException {
        Path root =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        return root.resolve(type.getPackageName().replace('.', '/'));
    }

    private static Set<String> names(Path folder, java.util.function.Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .filter(wanted)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
