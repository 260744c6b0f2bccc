package io.tagyard.cli;

import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.diagnostic.YamlFile;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.diagnostic.YamlNode.ScalarType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The process settings in force: the defaults, under the file, under the environment, under the
 * options. Each knows where it came from.
 */
public final class Settings {
  private static final String BY_DEFAULT = "default";
  private static final String DEFAULTS = "tagyard-defaults.yaml";

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** A value as given and where it came from. */
  private record Entry(Object value, String shown, String origin) {}

  /** One line of {@code tagyard echo}. */
  public record Line(String name, String value, String origin) {}

  private Settings() {}

  /**
   * Reads all layers.
   *
   * @param file of {@code --config}; null without one
   * @param environment the variables of the process; an empty one counts as not set
   * @param options setting name to value, as given on the command line
   */
  public static Settings read(
      @Nullable Path file,
      Map<String, String> environment,
      Map<String, String> options,
      Problems problems) {
    Settings settings = new Settings();
    settings.readFile(new SourceText(DEFAULTS, List.of()), defaults(), BY_DEFAULT, problems);
    if (file != null) {
      settings.readFile(file, problems);
    }
    for (Setting<?> setting : Setting.ALL) {
      String variable = setting.variable();
      String given = environment.getOrDefault(variable, "");
      if (!given.isBlank()) { // "${X:-}" of a compose file sets what nobody set
        settings.put(setting, said(variable, given), variable, problems);
      }
      if (options.containsKey(setting.name())) {
        String option = setting.option();
        settings.put(
            setting, said(option, options.getOrDefault(setting.name(), "")), option, problems);
      }
    }
    return settings;
  }

  /** The value of a setting. */
  @SuppressWarnings("unchecked") // put() stored what the setting's own type read
  public <T> T get(Setting<T> setting) {
    Entry entry = entries.get(setting.name());
    if (entry == null) {
      throw new IllegalStateException(setting.name() + " has no default in " + DEFAULTS);
    }
    return (T) entry.value();
  }

  /** Whether an option or the environment says it, and not a file or the default. */
  boolean isAskedFor(Setting<?> setting) {
    Entry entry = entries.get(setting.name());
    return entry != null
        && (entry.origin().equals(setting.option()) || entry.origin().equals(setting.variable()));
  }

  /**
   * A folder: given ones from where the command stands, defaults from where Tagyard is installed.
   */
  public Path folder(Setting<String> setting) {
    Entry entry = entries.get(setting.name());
    boolean byDefault = entry == null || entry.origin().equals(BY_DEFAULT);
    Path home = Path.of(byDefault ? System.getProperty("tagyard.home", "") : "");
    return home.resolve(get(setting)).toAbsolutePath().normalize();
  }

  /** Every setting with its origin, secrets masked, also within addresses. */
  public Stream<Line> lines() {
    return Setting.ALL.stream()
        .map(setting -> {
          Entry entry = entries.get(setting.name());
          String shown = entry == null ? "" : entry.shown();
          String safe = setting.secret() && !shown.isEmpty() ? "‹secret›" : ShownAddress.of(shown);
          return new Line(setting.name(), safe, entry == null ? "" : entry.origin());
        });
  }

  private void readFile(Path file, Problems problems) {
    SourceText name = new SourceText(file.toString(), List.of());
    try {
      String text = Files.readString(file);
      readFile(SourceText.of(file.toString(), text), text, file.toString(), problems);
    } catch (NoSuchFileException e) {
      problems.error("config-missing", Place.start(name), "there is no such file");
    } catch (IOException e) {
      problems.error(
          "config-unreadable",
          Place.start(name),
          "cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private void readFile(SourceText source, String text, String origin, Problems problems) {
    Optional<YamlNode> root = YamlFile.read(source, text, problems);
    if (root.isEmpty()) {
      return;
    }
    if (root.get() instanceof Mapping mapping) {
      readMapping("", mapping, origin, problems);
    } else {
      problems.error(
          "wrong-type", root.get().place(), "found " + root.get().kind() + " (expected: settings)");
    }
  }

  private void readMapping(String prefix, Mapping mapping, String origin, Problems problems) {
    mapping
        .members()
        .forEach((key, member) -> {
          String name = prefix + key;
          Optional<Setting<?>> setting = declared(name);
          if (setting.isPresent()) {
            put(setting.get(), member.value(), origin, problems);
          } else if (member.value() instanceof Mapping section && isSection(name)) {
            readMapping(name + ".", section, origin, problems);
          } else {
            problems.error(
                "unknown-setting",
                member.keyPlace(),
                "no setting \"" + name + "\"",
                name,
                Setting.ALL.stream().<String>map(Setting::name).toList());
          }
        });
  }

  private void put(Setting<?> setting, YamlNode node, String origin, Problems problems) {
    setting
        .type()
        .read(node, problems)
        .ifPresent(value -> entries.put(setting.name(), new Entry(value, text(node), origin)));
  }

  private static Optional<Setting<?>> declared(String name) {
    return Setting.ALL.stream()
        .<Setting<?>>map(setting -> setting)
        .filter(s -> s.name().equals(name))
        .findFirst();
  }

  private static boolean isSection(String name) {
    return Setting.ALL.stream().anyMatch(setting -> setting.name().startsWith(name + "."));
  }

  /** A value from outside a file, as a node that says where it came from; commas make a list. */
  private static YamlNode said(String where, String value) {
    Place place = new Place(SourceText.of(where, value), 1, 1, value.length());
    if (!value.contains(",")) {
      return scalar(value, place);
    }
    return new Listing(
        Arrays.stream(value.split(",", -1)).map(String::strip).map(v -> scalar(v, place)).toList(),
        place);
  }

  private static YamlNode scalar(String value, Place place) {
    ScalarType type =
        value.equals("true") || value.equals("false")
            ? ScalarType.FLAG
            : value.matches("-?\\d+(\\.\\d+)?") ? ScalarType.NUMBER : ScalarType.TEXT;
    return new Scalar(value, type, place);
  }

  private static String text(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar.text();
      case Listing listing ->
          String.join(", ", listing.items().stream().map(Settings::text).toList());
      case Mapping ignored -> "";
    };
  }

  private static String defaults() {
    try (InputStream stream = Settings.class.getResourceAsStream("/" + DEFAULTS)) {
      if (stream == null) {
        throw new IllegalStateException(DEFAULTS + " is not on the class path");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
