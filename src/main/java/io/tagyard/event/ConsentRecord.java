package io.tagyard.event;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the event says about consent, and where the person is. Lives in the event; nothing about
 * consent lives in the process.
 *
 * @param purposes the resolved signal of each purpose that has one, denials having won
 * @param decidedBy for each purpose with a signal, the member that decided it, for example {@code
 *     ad_user_data} or {@code purposes.measurement}
 * @param asSent Google's signals as sent ({@code ad_storage} and its sisters)
 * @param limitedDataUse the sender asks for the platforms' limited mode
 * @param gpc Global Privacy Control, from the event or the request header
 * @param optOuts reasons of opt-outs of everything besides {@code gpc}, for example {@code
 *     usp_opt_out}
 * @param unread names of known signals that are there and could not be read, for example {@code
 *     tcf}, {@code cookies.OptanonConsent}: nothing goes out as granted
 * @param unknown names of members nobody knows, which may say anything: opted out in opt-out
 *     regions unless everything needed is granted
 * @param expired purposes that were granted too long ago
 * @param strings the consent strings as sent, by member name, kept for propagation
 * @param country upper-case ISO 3166-1 code, from the consent or the address
 * @param subdivision upper-case ISO 3166-2 code such as {@code US-CA}
 * @param regime of the event's region, else the workspace's; unknown is opt-in
 * @param region what decided the regime, for people: {@code country DE}, {@code workspace region
 *     eea}, {@code unknown}
 */
public record ConsentRecord(
    Map<Purpose, Signal> purposes,
    Map<Purpose, String> decidedBy,
    Map<String, String> asSent,
    boolean limitedDataUse,
    boolean gpc,
    Set<String> optOuts,
    Set<String> unread,
    Set<String> unknown,
    Set<Purpose> expired,
    Map<String, String> strings,
    @Nullable String country,
    @Nullable String subdivision,
    Regime regime,
    String region) {

  /** A record of what was read, with nothing opted out of, unknown or expired. */
  public ConsentRecord(
      Map<Purpose, Signal> purposes,
      Map<Purpose, String> decidedBy,
      Map<String, String> asSent,
      boolean limitedDataUse,
      boolean gpc,
      Set<String> unread,
      Map<String, String> strings,
      @Nullable String country,
      @Nullable String subdivision,
      Regime regime,
      String region) {
    this(
        purposes,
        decidedBy,
        asSent,
        limitedDataUse,
        gpc,
        Set.of(),
        unread,
        Set.of(),
        Set.of(),
        strings,
        country,
        subdivision,
        regime,
        region);
  }

  /** What was said about this purpose; empty = unset. */
  public Optional<Signal> about(Purpose purpose) {
    return Optional.ofNullable(purposes.get(purpose));
  }
}
