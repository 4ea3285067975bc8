// SPDX-License-Identifier: GPL-3.0-or-later
package dev.kith.procedures.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kith.graph.job.OptionCatalogue;
import dev.kith.graph.job.OptionDescription;
import dev.kith.graph.job.ProcedureCatalogue;
import dev.kith.graph.job.ProcedureCatalogue.Argument;
import dev.kith.graph.job.ProcedureCatalogue.MapKey;
import dev.kith.graph.job.ProcedureCatalogue.Procedure;
import dev.kith.graph.job.ProcedureCatalogue.Yield;
import dev.kith.procedures.UnknownKeyException;
import dev.kith.procedures.export.Snapshot;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.neo4j.procedure.Description;
import org.neo4j.procedure.Name;

/** The catalogue of procedures is what their code says, with the words and the examples of this test's resources. */
class ProcedureCatalogueTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path RESOURCE = Path.of("../graph/src/main/resources/dev/kith/graph/job/procedures.json");
    private static final String NO_KEY = "a key that nobody knows";

    private final Words words = Words.read();
    private final Map<String, String> examples = Examples.read();

    @Test
    void theCatalogueIsThatOfTheCode() throws Exception {
        Map<String, Method> methods = procedures();
        assertThat(examples.keySet())
                .as("each procedure has an example in examples.cypher")
                .containsExactlyInAnyOrderElementsOf(methods.keySet());
        ProcedureCatalogue code = new ProcedureCatalogue(
                examples.keySet().stream()
                        .map(name -> describe(name, methods.get(name)))
                        .toList(),
                keys("projection", projectionKeys()));
        // A line for each procedure, argument and value, so that a change is a line in a diff.
        String json = new ObjectMapper().writeValueAsString(code).replace("{\"name\"", "\n{\"name\"") + "\n";
        Path fresh = Path.of("target/procedures.json");
        Files.writeString(fresh, json);
        assertThat(RESOURCE)
                .as(
                        "Procedures were changed: copy procedures/%s to %s",
                        fresh, RESOURCE.subpath(1, RESOURCE.getNameCount()))
                .content()
                .isEqualTo(json);
        assertThat(words.unused())
                .as("words.properties says what nobody asks for")
                .isEmpty();
    }

    private static Map<String, Method> procedures() throws IOException, ReflectiveOperationException {
        Map<String, Method> found = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(CLASSES)) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            String type =
                    CLASSES.relativize(file).toString().replace(".class", "").replace('/', '.');
            for (Method method : Class.forName(type).getDeclaredMethods()) {
                org.neo4j.procedure.Procedure procedure = method.getAnnotation(org.neo4j.procedure.Procedure.class);
                if (procedure != null) {
                    found.put(procedure.name(), method);
                }
            }
        }
        return found;
    }

    private Procedure describe(String name, Method method) {
        Set<String> settings = Stream.concat(
                        OptionCatalogue.current().training().stream(),
                        OptionCatalogue.current().models().stream().flatMap(model -> model.options().stream()))
                .map(OptionDescription::name)
                .collect(Collectors.toSet());
        Set<String> amud = OptionCatalogue.current().amud().stream()
                .map(OptionDescription::name)
                .collect(Collectors.toSet());
        List<String> known = configurationKeys(method);
        boolean ofModels = known.contains("epochs");
        boolean ofAmud = known.containsAll(amud);
        List<String> own = known.stream()
                .filter(key -> !(ofModels && settings.contains(key)) && !(ofAmud && amud.contains(key)))
                .toList();
        return new Procedure(
                name,
                method.getAnnotation(org.neo4j.procedure.Procedure.class).mode().name(),
                method.getAnnotation(Description.class).value(),
                Arrays.stream(method.getParameters())
                        .map(ProcedureCatalogueTest::argument)
                        .toList(),
                yields(name, method),
                keys(name, own),
                ofModels ? "models" : ofAmud ? "amud" : "",
                examples.get(name));
    }

    private static Argument argument(Parameter parameter) {
        Name name = parameter.getAnnotation(Name.class);
        boolean required = name.defaultValue().equals(Name.DEFAULT_VALUE);
        return new Argument(
                name.value(), cypher(parameter.getParameterizedType()), required ? null : name.defaultValue());
    }

    private List<Yield> yields(String procedure, Method method) {
        Type row = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
        return Arrays.stream(((Class<?>) row).getRecordComponents())
                .map(component -> new Yield(
                        component.getName(),
                        cypher(component.getGenericType()),
                        words.of("yield", procedure, component.getName())))
                .toList();
    }

    /** A procedure that is called with a key that there is not says which there are. */
    private static List<String> configurationKeys(Method method) {
        Parameter[] parameters = method.getParameters();
        Parameter last = parameters.length == 0 ? null : parameters[parameters.length - 1];
        if (last == null || !last.getAnnotation(Name.class).value().startsWith("config")) {
            return List.of();
        }
        Object[] arguments = Arrays.stream(parameters)
                .map(parameter -> parameter.getType() == String.class ? "name" : null)
                .toArray();
        arguments[arguments.length - 1] = Map.of(NO_KEY, 1);
        try {
            method.invoke(method.getDeclaringClass().getConstructor().newInstance(), arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof UnknownKeyException unknown) {
                return unknown.known();
            }
            throw new AssertionError(method + " looks at its configuration too late.", e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
        throw new AssertionError(method + " takes a key that there is not.");
    }

    private static List<String> projectionKeys() {
        try {
            Snapshot.nodeProperties(Map.of(NO_KEY, 1));
        } catch (UnknownKeyException e) {
            return e.known();
        }
        throw new AssertionError("A projection takes a key that there is not.");
    }

    private List<MapKey> keys(String of, List<String> names) {
        return names.stream()
                .map(name -> {
                    String[] parts = words.of("key", of, name).split(" \\| ", 3);
                    assertThat(parts)
                            .as("type | default | sentence of the key " + name)
                            .hasSize(3);
                    return new MapKey(name, parts[0], parts[1], parts[2]);
                })
                .toList();
    }

    /** As {@code SHOW PROCEDURES} calls a type. */
    private static String cypher(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return "LIST<" + cypher(list.getActualTypeArguments()[0]) + ">";
        } else if (type instanceof ParameterizedType) {
            return "MAP";
        }
        Map<Type, String> names = Map.ofEntries(
                Map.entry(String.class, "STRING"),
                Map.entry(long.class, "INTEGER"),
                Map.entry(Long.class, "INTEGER"),
                Map.entry(double.class, "FLOAT"),
                Map.entry(Double.class, "FLOAT"),
                Map.entry(boolean.class, "BOOLEAN"),
                Map.entry(Boolean.class, "BOOLEAN"),
                Map.entry(ZonedDateTime.class, "ZONED DATETIME"),
                Map.entry(byte[].class, "BYTEARRAY"),
                Map.entry(Object.class, "ANY"));
        String name = names.get(type);
        assertThat(name).as("Cypher's name of " + type).isNotNull();
        return name;
    }
}
