package io.tagyard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.tagyard.event.SafeEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The house: who may look at whom, how large a thing may grow, which words name nothing. */
class HouseRulesTest {
  /** Ground floor first. A package sees the floors below it: never a neighbour, never upstairs. */
  private static final List<Set<String>> FLOORS =
      List.of(
          Set.of("event", "diagnostic"),
          Set.of("schema", "privacy", "journal", "destination"),
          Set.of("route", "commission"),
          Set.of("intake", "tracking", "delivery", "insight"),
          Set.of("operator", "console", "cli"));

  private static final Set<String> HTTP_ROOMS =
      Set.of("intake", "tracking", "operator", "console", "destination");
  private static final int FILE_LINES_MAX = 350;

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tagyard");

  @TestFactory
  Stream<DynamicTest> nobodyLooksUpOrSideways() {
    return IntStream.range(0, FLOORS.size())
        .boxed()
        .flatMap(floor -> FLOORS.get(floor).stream().map(room -> roomSeesOnlyBelow(floor, room)));
  }

  private static DynamicTest roomSeesOnlyBelow(int floor, String room) {
    String[] hidden =
        IntStream.range(floor, FLOORS.size())
            .boxed()
            .flatMap(other -> FLOORS.get(other).stream())
            .filter(other -> !other.equals(room))
            .map(HouseRulesTest::inside)
            .toArray(String[]::new);
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(inside(room))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(hidden);
    return DynamicTest.dynamicTest(room, () -> rule.allowEmptyShould(true).check(HOUSE));
  }

  @Test
  void everyRoomHasAFloor() {
    Set<String> rooms = Set.copyOf(FLOORS.stream().flatMap(Set::stream).toList());
    assertThat(
            HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("io.tagyard.")))
        .allSatisfy(name -> assertThat(rooms).contains(name.split("\\.")[2]));
  }

  @Test
  void onlyPrivacyAndTheJournalsReaderMakeSafeEvents() {
    noClasses()
        .that()
        .resideOutsideOfPackages(inside("privacy"), inside("journal"))
        .and()
        .doNotHaveFullyQualifiedName(SafeEvent.class.getName())
        .should()
        .callConstructorWhere(
            com.tngtech.archunit.base.DescribedPredicate.describe(
                "of SafeEvent", call -> call.getTargetOwner().isEquivalentTo(SafeEvent.class)))
        .check(HOUSE);
  }

  @Test
  void theFrameworkStaysAtTheEdges() {
    String[] doors = HTTP_ROOMS.stream().map(HouseRulesTest::inside).toArray(String[]::new);
    noClasses()
        .that()
        .resideOutsideOfPackages(doors)
        .and()
        .resideOutsideOfPackage("io.tagyard")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.micronaut.http..")
        .check(HOUSE);
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Repository")
        .and()
        .haveNameNotMatching(".*\\.\\$.*") // made from a repository or a row
        .and()
        .haveSimpleNameNotEndingWith("Row")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.micronaut.data..")
        .check(HOUSE);
  }

  @Test
  void namesSayWhatAThingIs() {
    for (String banned :
        List.of("Manager", "Helper", "Util", "Utils", "Impl", "Processor", "Handler")) {
      classes().should().haveSimpleNameNotEndingWith(banned).check(HOUSE);
    }
  }

  @Test
  void nobodySleepsOrAsksTheSystemClock() {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(HOUSE);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(HOUSE);
    noClasses().should().callMethod(java.time.Instant.class, "now").check(HOUSE);
  }

  @Test
  void filesStayReadable() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (String sources : List.of("src/main/java", "src/test/java", "bench/src")) {
      try (Stream<Path> files = Files.walk(Path.of(sources))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          int lines = Files.readAllLines(file).size();
          if (lines > FILE_LINES_MAX) {
            tooLong.add(file + ": " + lines + " lines (expected: at most " + FILE_LINES_MAX + ")");
          }
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static String inside(String room) {
    return "io.tagyard." + room + "..";
  }
}
