package io.tagyard.privacy;

import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.ConsentSent;
import io.tagyard.event.ConsentSent.Said;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an event says about consent, with the request it came in and the workspace's region. Pure.
 * Every value is read by itself; a denial by any of them wins, and what cannot be read is named.
 */
public final class ConsentReader {
  /** What is told of a name that may be anything. */
  private static final String UNNAMED = "a name that is not shown";

  private static final Pattern SHOWN = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  private ConsentReader() {}

  /** The record of an event. */
  public static ConsentRecord read(ValidEvent event, PrivacyPolicy policy) {
    ConsentSent sent = event.consent();
    Sender sender = event.sender();
    ConsentSignals signals = new ConsentSignals(event.receivedAt());
    said(sent, sender).forEach(signals::read);
    TreeSet<String> unknown = new TreeSet<>();
    sent.unknown().forEach(name -> unknown.add(shown(name)));
    sent.misplaced().forEach(path -> unknown.add(shown(path)));
    boolean laxer = sender.kind() != SourceKind.BROWSER || policy.trustBrowserCountry();
    ConsentPlace place = ConsentPlace.of(sent, event.body(), policy.region(), laxer);
    return signals.record(sender.gpc(), unknown, place);
  }

  /** By member and name: in whatever order they were sent, they say the same. */
  private static List<Said> said(ConsentSent sent, Sender sender) {
    List<Said> said = new ArrayList<>(sent.said());
    sender
        .consentCookies()
        .forEach((cookie, values) ->
            values.forEach(value -> said.add(Said.cookie(cookie, TextNode.valueOf(value)))));
    said.sort(
        Comparator.comparing(Said::member)
            .thenComparing(each -> !each.name().equals(each.member().word()))
            .thenComparing(each -> each.name().startsWith("cookies."))
            .thenComparing(Said::name));
    return said;
  }

  private static String shown(String name) {
    return SHOWN.matcher(name).matches() && !Personal.in("", name) ? name : UNNAMED;
  }
}
