package io.tagyard.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.privacy.Spots.Spot;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two thousand values that are nobody's contact data, in every place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NothingElseIsTouchedTest {
  private static final List<String> VALUES = Harmless.values(24);

  static Stream<Spot> places() {
    assertThat(VALUES).hasSizeGreaterThan(2_000);
    return Stream.of(Spots.IDENTIFIERS, Spots.TEXTS, Spots.NAMED).flatMap(List::stream);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void whatIsNobodysContactDataStaysAsItWasSent(Spot spot) {
    assertThat(VALUES.stream().filter(value -> !spot.kept(value).equals(spot.sent(value))))
        .isEmpty();
  }
}
