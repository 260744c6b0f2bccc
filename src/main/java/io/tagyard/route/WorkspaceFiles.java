package io.tagyard.route;

import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of one workspace's folder, read at once: what is checked, what is loaded and what is
 * kept as the last good revision are the same bytes.
 *
 * @param name of the folder, which is the workspace's
 * @param shown the folder as people know it, for example {@code routes/acme}
 * @param contents by path below the folder, with forward slashes
 */
public record WorkspaceFiles(String name, String shown, SortedMap<String, byte[]> contents) {
  private static final int DEPTH_MAX = 6;
  private static final int FILES_MAX = 10_000;
  private static final long BYTES_MAX = 4L << 20;

  /**
   * Reads a folder. Hidden files and folders are left out, and {@code campaigns/}, which belongs to
   * the commission store.
   *
   * @throws IOException when it cannot be read
   */
  public static WorkspaceFiles read(Path folder) throws IOException {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder, DEPTH_MAX, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : walk.filter(Files::isRegularFile).limit(FILES_MAX + 1L).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        boolean hidden = path.startsWith(".") || path.contains("/.");
        boolean ours = path.endsWith(".yaml") || path.endsWith(".yml") || path.endsWith(".json");
        if (ours && !hidden && !path.startsWith("campaigns/")) {
          contents.put(path, bounded(file));
          if (contents.size() > FILES_MAX) {
            throw new IOException(folder + ": more than " + FILES_MAX + " files");
          }
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new WorkspaceFiles(folder.getFileName().toString(), shown(folder), contents);
  }

  private static byte[] bounded(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(file + ": larger than 4 MiB");
    }
    return Files.readAllBytes(file);
  }

  /** A path as people know it: relative to where they stand, when it lies below. */
  static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path there = path.toAbsolutePath().normalize();
    return (there.startsWith(here) && !there.equals(here) ? here.relativize(there) : path)
        .toString()
        .replace('\\', '/');
  }

  /** The routes: every YAML file of the folder itself but {@code workspace.yaml}. */
  List<String> routeFiles() {
    return contents.keySet().stream()
        .filter(path -> path.endsWith(".yaml") && !path.contains("/"))
        .filter(path -> !path.equals("workspace.yaml"))
        .toList();
  }

  /** The files below this folder with this ending. */
  List<String> below(String folder, String ending) {
    return contents.keySet().stream()
        .filter(path -> path.startsWith(folder + "/") && path.endsWith(ending))
        .toList();
  }

  boolean has(String path) {
    return contents.containsKey(path);
  }

  /** The text of a file; empty after a problem when it is not UTF-8. */
  Optional<String> text(String path, Problems problems) {
    byte[] bytes = contents.getOrDefault(path, new byte[0]);
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      problems.error("not-utf8", Place.start(source(path, "")), "the file is not UTF-8 text");
      return Optional.empty();
    }
  }

  /** The text of a file for quoting. */
  SourceText source(String path, String text) {
    return SourceText.of(shown + "/" + path, text);
  }

  byte[] bytes(String path) {
    return contents.getOrDefault(path, new byte[0]);
  }

  /** A digest over everything, in hex: what tells one state of the folder from another. */
  public String digest() {
    MessageDigest digest = Hashes.sha256();
    for (Map.Entry<String, byte[]> file : contents.entrySet()) {
      Hashes.add(digest, file.getKey());
      Hashes.add(digest, file.getValue());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public String toString() {
    return shown;
  }
}
