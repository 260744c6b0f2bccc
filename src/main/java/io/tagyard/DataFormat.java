package io.tagyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The format of the data folder as a whole, in its file {@code format}. An older one is brought to
 * the present one step by step; a newer one is not touched. The journal and the database carry
 * versions of their own besides.
 */
final class DataFormat {
  static final String FILE = "format";

  private static final Logger LOG = LoggerFactory.getLogger(DataFormat.class);

  /** The first brings format 1 to format 2, and so on. */
  private static final List<Step> STEPS =
      List.of(
          DataFormat::ownersOnly,
          // receipts may share what they say; those that are there are read as they are
          data -> {},
          // events may have the short form of their consent; those that are there are read as they
          // are
          data -> {},
          // receipts have other keys; the journal moves those that are there when it is opened
          data -> {});

  /** What this version writes. */
  static final int CURRENT = STEPS.size() + 1;

  private DataFormat() {}

  /** From one format to the next. Repeated when it was cut short, so it must bear that. */
  private interface Step {
    void bring(Path data) throws IOException;
  }

  /**
   * Makes the folder usable by this version, and creates it when it is not there.
   *
   * @throws CannotStart when a newer version wrote it, or a restore into it was cut short
   */
  static Path open(Path data) {
    try {
      boolean isNew = DataFolder.isEmpty(data);
      Files.createDirectories(data);
      if (Files.exists(data.resolve(Restore.MARK))) {
        throw new CannotStart(
            "a restore into " + data + " was cut short; empty the folder and restore again");
      }
      if (isNew) {
        ownersOnly(data);
        write(data, CURRENT);
      }
      int found = found(data);
      if (found > CURRENT) {
        throw new CannotStart(
            ("the data folder %s was written by a newer version of Tagyard: format %d (this one"
                    + " reads up to %d); run that version, or restore a backup of this one")
                .formatted(data, found, CURRENT));
      }
      for (int format = found; format < CURRENT; format++) {
        STEPS.get(format - 1).bring(data);
        write(data, format + 1);
        LOG.info("data.migrated folder={} from={} to={}", data, format, format + 1);
      }
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException("the data folder " + data + " cannot be used", e);
    }
  }

  /** The first format had no file to say so. */
  private static int found(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return 1;
    }
    String text = Files.readString(file).strip();
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new CannotStart(file + " is damaged (expected: the number of a format)");
    }
    return Integer.parseInt(text);
  }

  private static void write(Path data, int format) throws IOException {
    Path made = Files.createTempFile(data, FILE, ".part");
    Files.writeString(made, format + "\n");
    DataFolder.sync(made);
    Files.move(made, data.resolve(FILE), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  /** To format 2: nobody but the owner looks into the folder. */
  private static void ownersOnly(Path data) {
    try {
      DataFolder.own(data, "rwx------");
    } catch (IOException e) {
      // a mounted volume may belong to somebody else, who then decides
      LOG.warn("data.open_to_others folder={} because={}", data, e.getClass().getSimpleName());
    }
  }
}
