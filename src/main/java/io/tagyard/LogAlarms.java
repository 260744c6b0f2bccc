package io.tagyard;

import io.tagyard.delivery.Alarms;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarms as lines of the log: once when they begin, once when they end. */
final class LogAlarms implements Alarms {
  private static final Logger LOG = LoggerFactory.getLogger("alarm");

  private final Set<String> raised = ConcurrentHashMap.newKeySet();

  @Override
  public void raise(String kind, String subject, String sentence) {
    if (raised.add(kind + " " + subject)) {
      LOG.warn("alarm.raised kind={} subject={} because={}", kind, subject, sentence);
    }
  }

  @Override
  public void clear(String kind, String subject) {
    if (raised.remove(kind + " " + subject)) {
      LOG.info("alarm.cleared kind={} subject={}", kind, subject);
    }
  }
}
