package dev.warder.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// The arrows between the rooms, and what each room must not touch.
@AnalyzeClasses(
    packages = "dev.warder",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoJarsOfTests.class})
class ArchitectureTest {
  /// Fakes of other rooms are in jars once these are packaged.
  static final class NoJarsOfTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String MODEL = "dev.warder.model..";
  private static final String ENRICH = "dev.warder.enrich..";
  private static final String ENGINE = "dev.warder.engine..";
  private static final String CONTENT = "dev.warder.content..";
  private static final String COLLECT = "dev.warder.collect..";
  private static final String SERVER = "dev.warder.server..";
  private static final String POLICY = "dev.warder.policy..";
  private static final String JOURNAL = "dev.warder.store.journal..";
  private static final String SQL = "dev.warder.store.sql..";
  private static final String STORE = "dev.warder.store..";
  private static final String KEYS = "dev.warder.keys..";
  private static final String TOKENS = "dev.warder.tokens..";
  private static final String API = "dev.warder.api..";
  private static final String GATEWAY = "dev.warder.gateway..";
  private static final String TESTKIT = "dev.warder.testkit..";
  private static final String DEMO = "dev.warder.demo..";

  @ArchTest
  static final ArchRule modelKnowsTheJdkAlone =
      noClasses()
          .that()
          .resideInAPackage(MODEL)
          .should()
          .dependOnClassesThat(not(resideInAnyPackage(MODEL, "java..", "org.jspecify..")));

  @ArchTest static final ArchRule enrichKnowsModel = knows(ENRICH, MODEL);
  @ArchTest static final ArchRule engineKnowsModel = knows(ENGINE, MODEL);
  @ArchTest static final ArchRule contentKnowsEngineAndModel = knows(CONTENT, ENGINE, MODEL);
  @ArchTest static final ArchRule policyKnowsModel = knows(POLICY, MODEL);
  @ArchTest static final ArchRule journalKnowsModel = knows(JOURNAL, MODEL);
  @ArchTest static final ArchRule sqlKnowsModel = knows(SQL, MODEL);
  @ArchTest static final ArchRule keysKnowModelPolicyAndStore = knows(KEYS, MODEL, POLICY, STORE);

  @ArchTest static final ArchRule tokensKnowNobody = knows(TOKENS);

  @ArchTest
  static final ArchRule apiKnowsModelPolicyStoreAndKeys = knows(API, MODEL, POLICY, STORE, KEYS);

  @ArchTest
  static final ArchRule gatewayKnowsModelEnrichAndPolicy = knows(GATEWAY, MODEL, ENRICH, POLICY);

  /// The demo is a stranger to what it shows: it knows what it draws its world with, and asks the
  /// rest over HTTP.
  @ArchTest
  static final ArchRule demoKnowsTestkitAlone =
      noClasses()
          .that()
          .resideInAPackage(DEMO)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.warder..").and(not(resideInAnyPackage(DEMO, TESTKIT))));

  @ArchTest
  static final ArchRule nobodyButServerKnowsTheDemo =
      noClasses()
          .that(not(resideInAnyPackage(DEMO, SERVER)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(DEMO);

  /// It is there because the demo draws with it.
  @ArchTest
  static final ArchRule serverDrawsNothing =
      noClasses()
          .that()
          .resideInAPackage(SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(TESTKIT);

  @ArchTest
  static final ArchRule readingOfBytesKnowsNoConnection =
      noClasses()
          .that()
          .resideInAnyPackage("dev.warder.gateway.wire..", "dev.warder.gateway.credential..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("io.netty.channel..", "java.net.."));

  @ArchTest static final ArchRule collectKnowsModelAndEnrich = knows(COLLECT, MODEL, ENRICH);

  @ArchTest
  static final ArchRule nobodyKnowsServer =
      noClasses()
          .that(not(resideInAnyPackage(SERVER)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SERVER);

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("dev.warder.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule engineAndPolicyDoNoInputOutputAndHaveNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE, POLICY)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..",
                      "java.nio.file..",
                      "java.util.concurrent..",
                      "java.util.logging..",
                      "org.slf4j..")
                  .or(named("java.time.Clock", "java.time.InstantSource", "java.lang.Thread"))
                  .or(
                      named(
                          "java.util.Random",
                          "java.security.SecureRandom",
                          "java.util.SplittableRandom"))
                  .or(resideInAnyPackage("java.util.random..")));

  @ArchTest
  static final ArchRule engineAndPolicyNeverAskTheTime =
      noClasses()
          .that()
          .resideInAnyPackage(ENGINE, POLICY)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule onlyServerReadsTheEnvironmentAndEndsTheProcess =
      noClasses()
          .that(not(resideInAnyPackage(SERVER, TESTKIT)))
          .should()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  /// Throwables, enums, records of the language and lambdas are serializable by birth; nothing else
  /// of ours may be.
  @ArchTest
  static final ArchRule nothingIsSerializableByChoice =
      classes()
          .that(not(DescribedPredicate.describe("enums or throwables", ArchitectureTest::isBornSo)))
          .should()
          .notBeAssignableTo(Serializable.class);

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses imported) {
    Set<String> packages =
        imported.stream()
            .filter(c -> !c.isAnonymousClass())
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    Set<String> marked =
        imported.stream()
            .filter(c ->
                c.getSimpleName().equals("package-info") && c.isAnnotatedWith(NullMarked.class))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());

    assertThat(packages).isNotEmpty().allMatch(marked::contains, "is @NullMarked");
  }

  private static ArchRule knows(String room, String... others) {
    DescribedPredicate<JavaClass> forbidden =
        resideInAnyPackage("dev.warder..")
            .and(not(resideInAnyPackage(room)))
            .and(not(resideInAnyPackage(others)));
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(forbidden)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage(TESTKIT);
  }

  private static DescribedPredicate<JavaClass> named(String... names) {
    return DescribedPredicate.describe(
        "are " + String.join(", ", names), c -> Set.of(names).contains(c.getName()));
  }

  private static boolean isBornSo(JavaClass type) {
    return type.isEnum()
        || type.isAssignableTo(Throwable.class)
        || (type.getEnclosingClass().isPresent()
            && isBornSo(type.getEnclosingClass().orElseThrow()));
  }
}
