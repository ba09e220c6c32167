package alluxio.admission.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The arrows between modules, and the habits that no compiler checks. */
@AnalyzeClasses(packages = "alluxio.admission", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ARROWS_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("app")
            .definedBy("alluxio.admission.app..")
            .layer("webhook")
            .definedBy("alluxio.admission.webhook..")
            .layer("cluster")
            .definedBy("alluxio.admission.cluster..")
            .layer("manifest")
            .definedBy("alluxio.admission.manifest..")
            .layer("certs")
            .definedBy("alluxio.admission.certs..")
            .layer("injector")
            .definedBy("alluxio.admission.injector..")
            .layer("policy")
            .definedBy("alluxio.admission.policy..")
            .layer("discovery")
            .definedBy("alluxio.admission.discovery..")
            .layer("model")
            .definedBy("alluxio.admission.model..")
            .layer("testcluster")
            .definedBy("alluxio.admission.testcluster..")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("webhook")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("manifest")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("injector")
            .mayOnlyBeAccessedByLayers("app", "webhook", "cluster", "manifest")
            .whereLayer("policy")
            .mayOnlyBeAccessedByLayers("app", "webhook", "cluster", "manifest")
            .whereLayer("certs")
            .mayOnlyBeAccessedByLayers("app", "webhook", "cluster")
            .whereLayer("discovery")
            .mayOnlyBeAccessedByLayers("app", "webhook", "cluster", "manifest")
            .whereLayer("model")
            .mayOnlyBeAccessedByLayers("app", "webhook", "cluster", "manifest", "injector", "policy", "discovery")
            .whereLayer("testcluster")
            .mayNotBeAccessedByAnyLayer()
            .because("src -> {webhook, cluster, manifest} -> {injector, policy, certs, discovery} -> model; "
                    + "testcluster is for tests");

    @ArchTest
    static final ArchRule THE_CORE_KNOWS_NO_FRAMEWORK = classes()
            .that()
            .resideInAnyPackage(
                    "alluxio.admission.model..",
                    "alluxio.admission.injector..",
                    "alluxio.admission.policy..",
                    "alluxio.admission.discovery..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "alluxio.admission.model..",
                    "alluxio.admission.injector..",
                    "alluxio.admission.policy..",
                    "alluxio.admission.discovery..",
                    "java..",
                    "tools.jackson..",
                    "org.jspecify..")
            .because("rules and mutators must run anywhere: server, command line, tests, benchmarks");

    @ArchTest
    static final ArchRule THE_CORE_DOES_NO_IO = noClasses()
            .that()
            .resideInAnyPackage(
                    "alluxio.admission.model..",
                    "alluxio.admission.injector..",
                    "alluxio.admission.policy..",
                    "alluxio.admission.discovery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.util.concurrent..")
            .because("a decision is a value, pure in its inputs");

    @ArchTest
    static final ArchRule CERTS_KNOWS_NO_VERTX = noClasses()
            .that()
            .resideInAPackage("alluxio.admission.certs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule ONLY_CLUSTER_HAS_A_KUBERNETES_CLIENT = noClasses()
            .that()
            .resideOutsideOfPackages("alluxio.admission.cluster..", "alluxio.admission.testcluster..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes..");

    @ArchTest
    static final ArchRule NO_STATIC_MUTABLE_STATE = ArchRuleDefinition.fields()
            .that()
            .areStatic()
            .and(DescribedPredicate.not(syntheticOfTheCompiler()))
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule CLOCKS_ARE_INJECTED = noClasses()
            .that()
            .resideOutsideOfPackages("alluxio.admission.testcluster..", "alluxio.admission.app.demo..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("a test sets the time");

    @ArchTest
    static final ArchRule NO_CYCLES_BETWEEN_PACKAGES = SlicesRuleDefinition.slices()
            .matching("alluxio.admission.(**)")
            .should()
            .beFreeOfCycles();

    private static DescribedPredicate<JavaField> syntheticOfTheCompiler() {
        return DescribedPredicate.describe(
                "made by the compiler", field -> field.getModifiers().contains(JavaModifier.SYNTHETIC));
    }
}
