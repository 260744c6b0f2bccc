package io.tagyard.cli;

import io.tagyard.destination.http.Network;
import io.tagyard.destination.http.NetworkPolicy;
import io.tagyard.destination.http.Reach;
import io.tagyard.destination.http.Reach.Found;
import io.tagyard.diagnostic.Placed;
import io.tagyard.route.Connection;
import io.tagyard.route.WorkspaceStatus;
import io.tagyard.route.Yard;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Workspaces, and whether the places their connections go to can be reached. */
final class DestinationDoctor {
  private static final Duration CERTIFICATE_SOON = Duration.ofDays(14);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private DestinationDoctor() {}

  static List<Finding> workspaces(Yard yard) {
    List<Finding> found = new ArrayList<>();
    for (WorkspaceStatus status : yard.statuses()) {
      boolean broken = status.rejected().isPresent();
      found.add(
          broken
              ? Finding.fail(
                  "workspace " + status.workspace(),
                  "its files have problems",
                  "./tagyard check says which")
              : Finding.ok("workspace " + status.workspace(), "its files are right"));
    }
    if (found.isEmpty()) {
      found.add(
          Finding.warn(
              "workspaces",
              "there is none",
              "make one: a folder under routes/ (docs/workspaces.md)"));
    }
    return found;
  }

  static List<Finding> look(Yard yard, Settings settings, Instant now) {
    List<Network> allowed =
        settings.get(Setting.ALLOW_NETWORKS).stream().map(Placed::value).toList();
    Reach reach = new Reach(new NetworkPolicy(allowed));
    Map<URI, Future<Found>> looks = new LinkedHashMap<>();
    Map<URI, TreeSet<String>> users = users(yard);
    users.forEach((place, connections) -> {
      CompletableFuture<Found> found = new CompletableFuture<>();
      Thread.startVirtualThread(() -> found.complete(reach.look(place)));
      looks.put(place, found);
    });
    List<Finding> findings = new ArrayList<>();
    looks.forEach((place, found) -> {
      String who = String.join(", ", users.getOrDefault(place, new TreeSet<>()));
      findings.add(judged(place, who, await(found), now));
    });
    return findings;
  }

  /** The demo's destinations are played by the gateway itself, which may not run. */
  private static Map<URI, TreeSet<String>> users(Yard yard) {
    Map<URI, TreeSet<String>> users = new TreeMap<>();
    for (Connection connection : yard.current().connections()) {
      if (!connection.id().workspace().equals(Yard.DEMO)) {
        for (URI place : connection.destination().addresses()) {
          users.computeIfAbsent(place, it -> new TreeSet<>()).add(connection.id().toString());
        }
      }
    }
    return users;
  }

  private static Found await(Future<Found> found) {
    try {
      return found.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return new Found.Unreached("timeout");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Found.Unreached("interrupted");
    }
  }

  static Finding judged(URI place, String who, Found found, Instant now) {
    String what = place.getScheme() + "://" + place.getRawAuthority();
    return switch (found) {
      case Found.Unreached(String symptom) ->
          Finding.fail(what, symptom + " (" + who + ")", advice(symptom));
      case Found.Reached(String address, Instant until) -> {
        if (until == null) {
          yield Finding.ok(what, "reached at " + address + " (" + who + ")");
        }
        String said = "reached at " + address + ", certificate until " + until + " (" + who + ")";
        yield until.isBefore(now.plus(CERTIFICATE_SOON))
            ? Finding.warn(what, said, "tell those who run it: it ends within 14 days")
            : Finding.ok(what, said);
      }
    };
  }

  private static String advice(String symptom) {
    return switch (symptom) {
      case "dns_error" -> "no such name: look at the setting or the endpoint, and at DNS here";
      case "blocked_address" -> "not a public address: start with --allow-network, if you mean it";
      case "plain_http" ->
          "plain http goes only into networks that --allow-network opens; use https";
      case "tls_error" ->
          "its certificate is not trusted, is over, or is another host's; or a proxy is between";
      case "connection_refused" -> "nobody listens there: look at host and port";
      default -> "no way there from here: look at firewall, proxy and routing";
    };
  }
}
