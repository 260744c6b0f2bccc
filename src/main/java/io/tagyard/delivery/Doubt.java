package io.tagyard.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a host refuses our settings or single events. Every event of a request that was answered
 * as if the settings were wrong is a suspect. One that is answered so again, after another event
 * was accepted in between, is itself what is refused. Several different requests with such an
 * answer, and none accepted between them, are the settings. Thread-safe.
 */
final class Doubt {
  private static final int DIFFERENT = 3;
  private static final int SUSPECTS_MAX = 10_000;

  private final Map<Long, Suspect> suspects =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Suspect> eldest) {
          return size() > SUSPECTS_MAX;
        }
      };
  private long refusals;
  private long acceptances;
  private long acceptancesAtBurial = -1;
  private int different;
  private boolean everAccepted;

  /**
   * @param acceptances how many there were when it was refused
   * @param alone whether it was the only one in a request
   * @param blameable whether the answer was the destination's, to the event
   */
  private record Suspect(long acceptances, boolean alone, boolean blameable) {}

  /** To be remembered when a request leaves: what is accepted later tells of now. */
  synchronized long departure() {
    return refusals;
  }

  /**
   * A request with these was answered as if the settings were wrong.
   *
   * @param blameable false when nothing was sent at all
   * @return whether that is news: another event than before
   */
  synchronized boolean refused(List<Long> positions, boolean blameable) {
    refusals++;
    boolean alone = positions.size() == 1;
    boolean news = positions.stream().anyMatch(position -> isNews(suspects.get(position), alone));
    for (long position : positions) {
      suspects.put(position, new Suspect(acceptances, alone, blameable));
    }
    different += news ? 1 : 0;
    return news;
  }

  private static boolean isNews(@Nullable Suspect known, boolean alone) {
    return known == null || (alone && !known.alone());
  }

  /**
   * Events were accepted. True when their request left after the last refusal: then the settings
   * are well.
   */
  synchronized boolean accepted(List<Long> positions, long departure) {
    everAccepted = true;
    positions.forEach(suspects::remove);
    if (departure != refusals) {
      return false;
    }
    acceptances++;
    different = 0;
    return true;
  }

  /**
   * Whether one of these was refused before, and others were accepted since it and the last blame.
   */
  synchronized boolean blames(List<Long> positions) {
    return positions.stream().map(suspects::get).anyMatch(this::isBlamed);
  }

  private boolean isBlamed(@Nullable Suspect suspect) {
    return suspect != null
        && suspect.blameable()
        && acceptances > Math.max(suspect.acceptances(), acceptancesAtBurial);
  }

  /** One was blamed: the next one only after others were accepted again. */
  synchronized void blamed() {
    acceptancesAtBurial = acceptances;
  }

  /** It has a fate. */
  synchronized void forget(long position) {
    suspects.remove(position);
  }

  /** Whether it is the settings. */
  synchronized boolean isSettled() {
    return different >= DIFFERENT;
  }

  synchronized boolean everAccepted() {
    return everAccepted;
  }

  /** Other settings: all that was seen says nothing any more. */
  synchronized void restart() {
    suspects.clear();
    refusals++;
    different = 0;
    everAccepted = false;
  }
}
