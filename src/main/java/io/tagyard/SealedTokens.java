package io.tagyard;

import io.tagyard.destination.carriage.TokenStore;
import io.tagyard.privacy.Sealer;
import io.tagyard.privacy.Sealer.SealBroken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refresh tokens that replaced those of the settings, one sealed file for each grant in the data
 * folder. A file that does not open counts as absent: the settings' token is tried again.
 */
final class SealedTokens implements TokenStore {
  private static final Logger LOG = LoggerFactory.getLogger(SealedTokens.class);

  private final Path folder;
  private final Sealer sealer;

  SealedTokens(Path folder, Sealer sealer) {
    this.folder = folder;
    this.sealer = sealer;
  }

  @Override
  public Optional<String> newest(String grant) {
    try {
      byte[] sealed = Files.readAllBytes(folder.resolve(grant));
      return Optional.of(new String(sealer.open(sealed, context(grant)), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | SealBroken e) {
      LOG.warn("the refresh token {} cannot be read; the one of the settings is used", grant);
      return Optional.empty();
    }
  }

  /** Whole or not at all: to a neighbour first, synced, then renamed. */
  @Override
  public synchronized void keep(String grant, String refreshToken) {
    byte[] sealed = sealer.seal(refreshToken.getBytes(StandardCharsets.UTF_8), context(grant));
    try {
      Files.createDirectories(folder);
      Path draft = folder.resolve(grant + ".new");
      try (FileChannel channel =
          FileChannel.open(
              draft,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, folder.resolve(grant), StandardCopyOption.ATOMIC_MOVE);
      if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
          directory.force(true);
        }
      }
    } catch (IOException e) {
      LOG.error(
          "the refresh token {} cannot be kept in {}; after a restart the platform may refuse ours",
          grant,
          folder);
    }
  }

  private static String context(String grant) {
    return "refresh token " + grant;
  }
}
