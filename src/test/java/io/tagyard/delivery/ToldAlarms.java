package io.tagyard.delivery;

import java.util.List;

/** Writes down what was raised and cleared. */
record ToldAlarms(List<String> told) implements Alarms {
  @Override
  public void raise(String kind, String subject, String sentence) {
    told.add(kind + " " + subject);
  }

  @Override
  public void clear(String kind, String subject) {
    told.add("over " + kind + " " + subject);
  }
}
