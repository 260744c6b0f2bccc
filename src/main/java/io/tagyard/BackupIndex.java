package io.tagyard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a backup holds, in {@code backup.json}: written last, so a backup without it is none.
 *
 * @param database whether the embedded database is in it; otherwise it has its own backup
 */
record BackupIndex(int format, Instant madeAt, boolean database, List<Item> files) {
  static final String NAME = "backup.json";
  static final int FORMAT = 1;

  /** One file, by its path from the backup's folder. */
  record Item(String path, long bytes, String sha256) {}

  /** Why a backup cannot be used, for people. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }

  /** The index of what lies in this folder. */
  static BackupIndex of(Path folder, Instant madeAt, boolean database) throws IOException {
    List<Item> items = new ArrayList<>();
    for (Path file : DataFolder.files(folder)) {
      if (file.equals(Path.of(Backup.MARK))) {
        continue;
      }
      items.add(item(folder, file.toString().replace('\\', '/')));
    }
    return new BackupIndex(FORMAT, madeAt, database, items);
  }

  private static Item item(Path folder, String path) throws IOException {
    Path file = folder.resolve(path);
    return new Item(path, Files.size(file), sha256(file));
  }

  void write(Path folder) throws IOException {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("format", format).put("made_at", madeAt.toString()).put("database", database);
    var list = json.putArray("files");
    for (Item item : files) {
      list.addObject()
          .put("path", item.path())
          .put("bytes", item.bytes())
          .put("sha256", item.sha256());
    }
    Path made = Files.createTempFile(folder, "backup", ".part");
    Files.write(made, Json.write(json));
    DataFolder.own(made, "rw-------");
    DataFolder.sync(made);
    Files.move(made, folder.resolve(NAME));
  }

  /** Reads and checks it: every file is there, whole and unchanged. */
  static BackupIndex checked(Path folder) throws IOException, Unusable {
    BackupIndex index = read(folder);
    if (index.format() > FORMAT) {
      throw new Unusable(
          "the backup was made by a newer version of Tagyard: format %d (expected: at most %d)"
              .formatted(index.format(), FORMAT));
    }
    for (Item item : index.files()) {
      Path file = folder.resolve(item.path()).normalize();
      if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
        throw new Unusable(item.path() + " is missing in the backup");
      }
      if (!item.equals(item(folder, item.path()))) {
        throw new Unusable(item.path() + " is damaged: it is not what was backed up");
      }
    }
    return index;
  }

  private static BackupIndex read(Path folder) throws IOException, Unusable {
    try {
      JsonNode json = Json.read(Files.readAllBytes(folder.resolve(NAME)));
      List<Item> items = new ArrayList<>();
      for (JsonNode file : json.path("files")) {
        items.add(
            new Item(
                file.path("path").asText(),
                file.path("bytes").asLong(),
                file.path("sha256").asText()));
      }
      return new BackupIndex(
          json.path("format").asInt(),
          Instant.parse(json.path("made_at").asText()),
          json.path("database").asBoolean(),
          items);
    } catch (NoSuchFileException e) {
      throw new Unusable(folder + " is no backup, or one that was cut short: it has no " + NAME);
    } catch (JsonProcessingException | java.time.DateTimeException e) {
      throw new Unusable(folder.resolve(NAME) + " cannot be read");
    }
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestOutputStream out =
            new DigestOutputStream(
                OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(out);
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
