package io.tagyard;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** The word {@code %text} of the log's layout: the message on one line. */
public final class LogMessage extends MessageConverter {
  @Override
  public String convert(ILoggingEvent event) {
    String message = super.convert(event);
    return message == null ? "" : LogText.escaped(message);
  }
}
