package io.tagyard.route;

import com.google.common.collect.ImmutableList;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.event.OpenEvent;
import io.tagyard.route.Shape.Struct;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A {@code when}: CEL, type-checked against the event's shape once, evaluated often. Immutable,
 * thread-safe. Bounded: 2,000 characters, 1,000 iterations, regular expressions in linear time.
 */
public final class Condition {
  private static final int CHARACTERS_MAX = 2_000;
  private static final int ITERATIONS_MAX = 1_000;
  private static final Cel CEL = environment();

  private final String text;
  private final Place place;
  private final Program program;

  private Condition(String text, Place place, Program program) {
    this.text = text;
    this.place = place;
    this.program = program;
  }

  /** What a condition says about an event. */
  public sealed interface Answer {
    /** True. */
    record Holds() implements Answer {}

    /** False. */
    record Fails() implements Answer {}

    /** It could not be evaluated: something it reads is not in this event. */
    record Broken(String because) implements Answer {}
  }

  private static final Answer HOLDS = new Answer.Holds();
  private static final Answer FAILS = new Answer.Fails();

  /** The condition of this text; empty after problems were added, each with its place in it. */
  public static Optional<Condition> compile(Scalar scalar, Problems problems) {
    if (scalar.text().length() > CHARACTERS_MAX) {
      problems.error(
          ConditionProblems.CODE,
          scalar.place(),
          "a condition has at most " + CHARACTERS_MAX + " characters");
      return Optional.empty();
    }
    if (ConditionHints.add(scalar, problems)) {
      return Optional.empty();
    }
    CelValidationResult result = CEL.compile(scalar.text());
    if (result.hasError()) {
      for (CelIssue issue : result.getErrors()) {
        ConditionProblems.add(issue, scalar, problems);
      }
      return Optional.empty();
    }
    try {
      Program program = CEL.createProgram(result.getAst());
      return Optional.of(new Condition(scalar.text(), scalar.place(), program));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("a checked condition must be plannable", e);
    }
  }

  /** What it says about this event. */
  public Answer test(OpenEvent event) {
    return evaluate(new EventView(event));
  }

  /**
   * Whether it is false for every event of these names from these sources, whatever else they hold.
   */
  boolean alwaysFalse(Collection<String> names, Collection<String> sources) {
    return !names.isEmpty()
        && !sources.isEmpty()
        && names.stream()
            .allMatch(
                name -> sources.stream().allMatch(source -> evaluate(only(name, source)) == FAILS));
  }

  /** Where it stands. */
  Place place() {
    return place;
  }

  @Override
  public String toString() {
    return text;
  }

  // every other variable is missing, which CEL's && and || absorb where it makes no difference
  private static CelVariableResolver only(String name, String source) {
    return variable ->
        switch (variable) {
          case "name" -> Optional.of(name);
          case "source" -> Optional.of(source);
          default -> Optional.empty();
        };
  }

  private Answer evaluate(CelVariableResolver variables) {
    try {
      return switch (program.eval(variables)) {
        case Boolean holds -> holds ? HOLDS : FAILS;
        default -> new Answer.Broken("something it reads is not known");
      };
    } catch (CelEvaluationException e) {
      return new Answer.Broken(ConditionProblems.reason(e));
    }
  }

  private static Cel environment() {
    CelOptions options =
        CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .evaluateCanonicalTypesToNativeValues(true)
            .comprehensionMaxIterations(ITERATIONS_MAX)
            .maxExpressionCodePointSize(CHARACTERS_MAX)
            .build();
    var builder =
        CelFactory.standardCelBuilder()
            .setOptions(options)
            .setStandardMacros(
                CelStandardMacro.STANDARD_MACROS.stream()
                    .filter(macro -> macro != CelStandardMacro.HAS)
                    .toList())
            .addMacros(PresenceMacro.HAS)
            .addCompilerLibraries(CelExtensions.strings())
            .addRuntimeLibraries(CelExtensions.strings())
            .setTypeProvider(new Types())
            .setResultType(SimpleType.BOOL);
    EventShape.ROOTS.forEach((name, shape) -> builder.addVar(name, shape.type()));
    return builder.build();
  }

  /** The event's structures by name. */
  private static final class Types implements CelTypeProvider {
    private final ImmutableList<CelType> types =
        EventShape.ROOTS.values().stream()
            .flatMap(Types::structs)
            .distinct()
            .collect(ImmutableList.toImmutableList());

    @Override
    public ImmutableList<CelType> types() {
      return types;
    }

    @Override
    public Optional<CelType> findType(String name) {
      return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    private static Stream<CelType> structs(Shape shape) {
      return switch (shape) {
        case Struct struct ->
            Stream.concat(
                Stream.of(struct.type()),
                List.copyOf(struct.members().values()).stream().flatMap(Types::structs));
        case Shape.Items items -> structs(items.of());
        case Shape.Presence ignored -> Stream.of(Shape.Presence.TYPE);
        default -> Stream.empty();
      };
    }
  }
}
