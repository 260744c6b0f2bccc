package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.ConsentSent.Said;
import io.tagyard.event.ConsentValue;
import io.tagyard.event.Purpose;
import io.tagyard.event.Signal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The signals of one event, read value by value: our five purposes, Google's four, US Privacy, GPC
 * and limited data use. Of every other kind it is only noticed that it is there. Used once.
 */
final class ConsentSignals {
  /** Age from which a grant counts as unset, as the old law on cookies had it. */
  private static final int MONTHS_MAX = 13;

  private static final Pattern STRING = Pattern.compile("[A-Za-z0-9_.~+/=,*-]{1,4096}");

  private final Instant receivedAt;
  private final Map<Purpose, Signal> purposes = new EnumMap<>(Purpose.class);
  private final Map<Purpose, String> decidedBy = new EnumMap<>(Purpose.class);
  private final Map<String, String> asSent = new LinkedHashMap<>();
  private final Map<String, String> strings = new LinkedHashMap<>();
  private final Set<String> optOuts = new TreeSet<>();
  private final Set<String> unread = new TreeSet<>();
  private boolean gpc;
  private boolean limitedDataUse;
  private boolean old;

  /** Nothing read yet, of an event that came then. */
  ConsentSignals(Instant receivedAt) {
    this.receivedAt = receivedAt;
  }

  /** Reads one value. */
  void read(Said said) {
    switch (said.member()) {
      case PURPOSES -> ownPurposes(said);
      case AD_STORAGE -> google(said, List.of(Purpose.MEASUREMENT, Purpose.AFFILIATE_ATTRIBUTION));
      case AD_USER_DATA -> google(said, List.of(Purpose.AD_USER_DATA));
      case AD_PERSONALIZATION -> google(said, List.of(Purpose.AD_PERSONALISATION));
      case ANALYTICS_STORAGE -> google(said, List.of(Purpose.ANALYTICS));
      case GPC -> gpc |= flag(said);
      case LIMITED_DATA_USE -> limitedDataUse |= flag(said);
      case USP -> usPrivacy(said);
      case TCF, GPP -> string(said);
      case AC, GCS, GCD, ONETRUST, COOKIEBOT, DIDOMI, CATEGORIES, DENIED, ALLOWED ->
          notDecoded(said);
      case GIVEN_AT -> givenAt(said);
      case COUNTRY, SUBDIVISION, SILENT -> {
        // the place is read apart, and the others say nothing
      }
    }
  }

  /** What was read. */
  ConsentRecord record(boolean gpcHeader, Set<String> unknown, ConsentPlace place) {
    Set<Purpose> expired = EnumSet.noneOf(Purpose.class);
    if (old) {
      purposes.forEach((purpose, signal) -> {
        if (signal == Signal.GRANTED) {
          expired.add(purpose);
        }
      });
      purposes.keySet().removeAll(expired);
      decidedBy.keySet().removeAll(expired);
      asSent.values().removeIf(word -> word.equals(Signal.GRANTED.toString()));
    }
    return new ConsentRecord(
        Collections.unmodifiableMap(purposes),
        Collections.unmodifiableMap(decidedBy),
        Collections.unmodifiableMap(asSent),
        limitedDataUse,
        gpc || gpcHeader,
        Collections.unmodifiableSet(optOuts),
        Collections.unmodifiableSet(unread),
        Collections.unmodifiableSet(unknown),
        Collections.unmodifiableSet(expired),
        Collections.unmodifiableMap(strings),
        place.country(),
        place.subdivision(),
        place.regime(),
        place.region());
  }

  private void ownPurposes(Said said) {
    if (!said.value().isObject()) {
      noticed(said);
      return;
    }
    for (Purpose purpose : Purpose.values()) {
      String member = said.name() + "." + purpose.word();
      JsonNode value = said.value().path(purpose.word());
      switch (ConsentValue.ofSignal(value)) {
        case YES -> state(purpose, Signal.GRANTED, member);
        case NO -> state(purpose, Signal.DENIED, member);
        case UNREAD -> unread.add(member);
        case SILENT -> {}
      }
    }
  }

  private void google(Said said, List<Purpose> about) {
    Signal signal =
        switch (ConsentValue.ofSignal(said.value())) {
          case YES -> Signal.GRANTED;
          case NO -> Signal.DENIED;
          case UNREAD -> {
            unread.add(said.name());
            yield null;
          }
          case SILENT -> null;
        };
    if (signal != null) {
      about.forEach(purpose -> state(purpose, signal, said.member().word()));
      asSent.merge(
          said.member().word(),
          signal.toString(),
          (before, now) -> signal == Signal.DENIED ? now : before);
    }
  }

  private void state(Purpose purpose, Signal signal, String member) {
    @Nullable Signal before = purposes.get(purpose);
    if (before == null || (before == Signal.GRANTED && signal == Signal.DENIED)) {
      purposes.put(purpose, signal);
      decidedBy.put(purpose, member);
    }
  }

  private boolean flag(Said said) {
    ConsentValue value = ConsentValue.ofFlag(said.value());
    if (value == ConsentValue.UNREAD) {
      unread.add(said.name());
    }
    return value == ConsentValue.YES;
  }

  /** {@code 1}, notice, opt-out of sale, covered by the agreement: each of the three Y, N or -. */
  private void usPrivacy(Said said) {
    String text = text(said);
    if (text.isEmpty()) {
      noticed(said);
      return;
    }
    keep(said, text);
    String upper = Texts.upper(text);
    boolean form =
        upper.length() == 4
            && upper.charAt(0) == '1'
            && upper.chars().skip(1).allMatch(sign -> "YN-".indexOf(sign) >= 0);
    if (!form) {
      unread.add(said.name());
    } else if (upper.charAt(2) == 'Y') {
      optOuts.add(ConsentRules.USP_OPT_OUT);
    }
  }

  private void string(Said said) {
    keep(said, text(said));
    noticed(said);
  }

  /** Empty where it is no text, or a blank one. */
  private static String text(Said said) {
    return said.value().isTextual() ? said.value().textValue().strip() : "";
  }

  private void keep(Said said, String text) {
    if (STRING.matcher(text).matches()) {
      strings.putIfAbsent(said.member().word(), text);
    }
  }

  private void notDecoded(Said said) {
    boolean empty = said.value().isContainerNode() && said.value().isEmpty();
    if (!empty) {
      noticed(said);
    }
  }

  private void noticed(Said said) {
    if (ConsentValue.isThere(said.value())) {
      unread.add(said.name());
    }
  }

  private void givenAt(Said said) {
    if (!ConsentValue.isThere(said.value())) {
      return;
    }
    try {
      Instant given = OffsetDateTime.parse(text(said)).toInstant();
      old = given.atOffset(ZoneOffset.UTC).plusMonths(MONTHS_MAX).toInstant().isBefore(receivedAt);
    } catch (DateTimeException e) {
      unread.add(said.name());
    }
  }
}
