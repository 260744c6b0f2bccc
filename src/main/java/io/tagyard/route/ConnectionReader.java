package io.tagyard.route;

import io.tagyard.destination.Definition;
import io.tagyard.destination.Destination;
import io.tagyard.destination.InstalledDestination;
import io.tagyard.diagnostic.HostForm;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.Report;
import io.tagyard.diagnostic.Secrets.Resolved;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Member;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.event.ConnectionId;
import io.tagyard.schema.Taxonomy;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the connections of a workspace and binds each to its destination. */
final class ConnectionReader {
  /** Time enough to read a platform's notes and try the next version. */
  private static final long WARN_AHEAD_DAYS = 60;

  private static final Pattern ENDPOINT = Pattern.compile("https?://[^/?#\\s@]+/?");

  private final Scope scope;

  ConnectionReader(Scope scope) {
    this.scope = scope;
  }

  /** The connections that are right, by name. */
  Map<String, Connection> read(Map<String, Placed<Reading>> declared) {
    Map<String, Connection> connections = new LinkedHashMap<>();
    declared.forEach((name, connection) -> {
      Names.check("connection", name, connection.place(), scope.problems());
      connection(name, connection.value(), connection.place())
          .ifPresent(read -> connections.put(name, read));
    });
    return connections;
  }

  private Optional<Connection> connection(String name, Reading reading, Place place) {
    Optional<String> kind = reading.get(WorkspaceForm.DESTINATION);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    Optional<InstalledDestination> installed = scope.catalogue().find(kind.get());
    if (installed.isEmpty()) {
      scope
          .problems()
          .error(
              "destination-unknown",
              reading.place(WorkspaceForm.DESTINATION),
              "no destination \"" + kind.get() + "\" is installed",
              kind.get(),
              new TreeSet<>(scope.catalogue().names()));
      return Optional.empty();
    }
    Optional<Destination> destination = bind(installed.get(), reading, place);
    return destination.map(bound -> {
      warnOfVersion(bound.definition(), reading.place(WorkspaceForm.DESTINATION));
      Tuning tuning =
          TuningReader.read(
              reading.get(WorkspaceForm.TUNING), bound.definition(), scope.problems());
      String fingerprint = fingerprint(kind.get(), reading.mapping());
      return new Connection(new ConnectionId(scope.workspace(), name), bound, tuning, fingerprint);
    });
  }

  private Optional<Destination> bind(InstalledDestination installed, Reading reading, Place place) {
    Optional<YamlNode> settings = reading.get(WorkspaceForm.SETTINGS);
    if (settings.isPresent() && !(settings.get() instanceof Mapping)) {
      scope
          .problems()
          .error(
              "wrong-type",
              settings.get().place(),
              "found " + settings.get().kind() + " (expected: settings, a mapping)");
      return Optional.empty();
    }
    Problems found = new Problems();
    settings.ifPresent(given -> eventNames(installed, (Mapping) given, found));
    Optional<Destination> bound =
        installed.connect(
            settings.map(Mapping.class::cast), endpoint(reading), scope.secrets(), place, found);
    scope
        .problems()
        .addAll(
            found.sorted().stream()
                .filter(problem -> !scope.isDemo() || !problem.code().equals(Report.CLEAR_TEXT))
                .toList());
    return bound;
  }

  /** A mistyped event in a table of events would lose every event of that name, in silence. */
  private static void eventNames(
      InstalledDestination installed, Mapping settings, Problems problems) {
    for (String name : installed.settingsOfEvents()) {
      if (settings.get(name).orElse(null) instanceof Mapping table) {
        for (Member member : table.members().values()) {
          if (!Taxonomy.NAMES.contains(member.key())) {
            problems.error(
                "event-unknown",
                member.keyPlace(),
                name + ": no event is called \"" + member.key() + "\"",
                member.key(),
                new TreeSet<>(Taxonomy.NAMES));
          }
        }
      }
    }
  }

  private Optional<String> endpoint(Reading reading) {
    Optional<YamlNode> node = reading.get(WorkspaceForm.ENDPOINT);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (!(node.get() instanceof Scalar scalar)) {
      scope
          .problems()
          .error(
              "wrong-type",
              node.get().place(),
              "found " + node.get().kind() + " (expected: scheme, host and port)");
      return Optional.empty();
    }
    Optional<Resolved> resolved = scope.secrets().resolve(scalar, scope.problems());
    String wrong = resolved.map(Resolved::text).map(ConnectionReader::wrong).orElse("");
    if (!wrong.isEmpty()) {
      scope.problems().error("wrong-value", scalar.place(), wrong);
      return Optional.empty();
    }
    return resolved.map(Resolved::text);
  }

  private static String wrong(String endpoint) {
    if (HostForm.isOddIpv4(endpoint)) {
      return HostForm.IPV4;
    }
    return ENDPOINT.matcher(endpoint).matches()
        ? ""
        : "no endpoint (expected: scheme, host and port, such as http://127.0.0.1:9099)";
  }

  private void warnOfVersion(Definition definition, Place place) {
    Optional<String> ends = definition.version().ends();
    String soon = scope.today().plusDays(WARN_AHEAD_DAYS).toString();
    if (ends.isEmpty() || ends.get().compareTo(soon) > 0) { // ISO dates
      return;
    }
    String version = "version " + definition.version().api() + " of " + definition.title();
    if (ends.get().compareTo(scope.today().toString()) < 0) {
      scope.problems().warning("version-ended", place, version + " ended on " + ends.get());
    } else {
      scope.problems().warning("version-ends", place, version + " ends on " + ends.get());
    }
  }

  /** Over the file's words with their secrets put in, so that a rotated secret counts. */
  private String fingerprint(String destination, YamlNode connection) {
    MessageDigest digest = Hashes.sha256();
    Hashes.add(digest, scope.definitions().fingerprint(destination));
    add(digest, connection);
    return Hashes.hex(digest.digest()).substring(0, 16);
  }

  private void add(MessageDigest digest, YamlNode node) {
    switch (node) {
      case Scalar scalar ->
          Hashes.add(
              digest,
              scope.secrets().resolve(scalar, new Problems()).map(Resolved::text).orElse(""));
      case Listing listing -> listing.items().forEach(item -> add(digest, item));
      case Mapping mapping ->
          mapping
              .members()
              .forEach((key, member) -> {
                Hashes.add(digest, key);
                add(digest, member.value());
              });
    }
  }
}
