package io.tagyard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout that the gateway ships with. */
class LogLayoutTest {
  private final LoggerContext context = new LoggerContext();

  @BeforeEach
  void theShippedFile() throws Exception {
    JoranConfigurator reader = new JoranConfigurator();
    reader.setContext(context);
    reader.doConfigure(LogLayoutTest.class.getResource("/logback.xml"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "\r",
        "\r\n",
        "\u001b[2J",
        "\0",
        "\u0085",
        "\u009b",
        "\u2028",
        "\u202e",
        "\t"
      })
  void whatComesFromOutsideStaysOnItsLine(String outside) {
    String line = logged("bad name \"" + outside + "2026-01-01 INFO all is well\"", null);

    assertThat(line.strip().codePoints()).noneMatch(LogLayoutTest::steers);
    assertThat(line).contains("bad name \"\\").contains("INFO all is well\"");
  }

  @Test
  void messagesOfExceptionsOfTheirCausesAndOfSuppressedOnesToo() {
    Exception cause = new IllegalArgumentException("of the cause\nFAKE cause");
    Exception thrown = new IllegalStateException("outer\r\nFAKE outer", cause);
    thrown.addSuppressed(new IllegalStateException("aside\u001b[31m\nFAKE aside", cause));

    String text = logged("failed", thrown);

    assertThat(text)
        .contains("outer\\r\\nFAKE outer")
        .contains("Caused by: java.lang.IllegalArgumentException: of the cause\\nFAKE cause")
        .contains("aside\\u001b[31m\\nFAKE aside")
        .contains("\n\tat ");
    assertThat(text.lines()).noneMatch(line -> line.strip().startsWith("FAKE"));
  }

  @Test
  void whatPeopleWriteStaysReadable() {
    assertThat(logged("Müller 東京 😀 ‹secret› a\\b", null)).endsWith("Müller 東京 😀 ‹secret› a\\b\n");
  }

  private static boolean steers(int sign) {
    return Character.isISOControl(sign) || sign == 0x2028 || sign == 0x202e;
  }

  private String logged(String message, @org.jspecify.annotations.Nullable Throwable thrown) {
    Logger logger = context.getLogger(Logger.ROOT_LOGGER_NAME);
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) logger.getAppender("stderr");
    LoggingEvent event =
        new LoggingEvent("here", logger, Level.WARN, message, thrown, List.of().toArray());
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8)
        .replace(System.lineSeparator(), "\n");
  }
}
