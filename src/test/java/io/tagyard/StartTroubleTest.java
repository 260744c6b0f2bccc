package io.tagyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.cli.Settings;
import io.tagyard.diagnostic.Problems;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartTroubleTest {
  private static final Settings SETTINGS =
      Settings.read(null, Map.of(), Map.of("port", "18080"), new Problems());

  @Test
  void aTakenPortIsSaidWithItsNumberAndAWayOut() {
    RuntimeException failure =
        new IllegalStateException("wrapped", new BindException("Address already in use"));
    assertThat(StartTrouble.sentence(failure, SETTINGS))
        .hasValue("port 18080 is taken; stop what listens there, or give --port");
  }

  @Test
  void aFolderThatCannotBeMadeIsSaidWithTheReason() {
    assertThat(
            StartTrouble.sentence(
                new UncheckedIOException(
                    "the data folder /x cannot be made", new AccessDeniedException("/x")),
                SETTINGS))
        .hasValue("the data folder /x cannot be made: AccessDeniedException");
  }

  @Test
  void aMistakeOfOursIsNotExplainedAway() {
    assertThat(StartTrouble.sentence(new NullPointerException(), SETTINGS)).isEmpty();
  }
}
