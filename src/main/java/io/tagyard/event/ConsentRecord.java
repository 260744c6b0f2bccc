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
 * @param unread names of signals that are there and that this version cannot read ({@code tcf},
 *     {@code gpp}, {@code usp}): unset in opt-in regions, opted out in opt-out regions
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
    Set<String> unread,
    Map<String, String> strings,
    @Nullable String country,
    @Nullable String subdivision,
    Regime regime,
    String region) {

  /** What was said about this purpose; empty = unset. */
  public Optional<Signal> about(Purpose purpose) {
    return Optional.ofNullable(purposes.get(purpose));
  }
}
