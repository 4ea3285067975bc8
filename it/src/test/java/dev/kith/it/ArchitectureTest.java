package dev.kith.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the modules: each knows only what stands before it on the way of the data. */
class ArchitectureTest {

    private static final List<String> MODULES = List.of("graph", "ingest", "gnn", "search", "procedures", "cli");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .importPaths(MODULES.stream()
                    .map(module -> Path.of("..", module, "target", "classes"))
                    .toList());

    @ParameterizedTest(name = "{0} may import of Kith: {1}")
    @CsvSource({
        "graph,''",
        "ingest,graph",
        "gnn,graph",
        "search,graph gnn",
        "procedures,graph",
        "cli,graph ingest gnn search"
    })
    void aModuleImportsOnlyWhatStandsBeforeIt(String module, String allowed) {
        String[] known = Stream.concat(
                        Stream.of(module), Stream.of(allowed.split(" ")).filter(name -> !name.isEmpty()))
                .map(ArchitectureTest::packages)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(packages(module))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.kith..").and(resideOutsideOfPackages(known)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void theLearnersNeverSeeNeo4j() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("gnn"), packages("search"), packages("graph"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.neo4j..")
                .check(CLASSES);
    }

    @Test
    void thePluginNeverSeesATensor() {
        noClasses()
                .that()
                .resideInAPackage(packages("procedures"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.nd4j..", "org.bytedeco..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyClassLivesInThePackageOfItsModule() {
        assertThat(CLASSES).isNotEmpty().allMatch(type -> MODULES.stream()
                .anyMatch(module -> type.getPackageName().startsWith("dev.kith." + module)));
    }

    private static String packages(String module) {
        return "dev.kith." + module + "..";
    }
}
