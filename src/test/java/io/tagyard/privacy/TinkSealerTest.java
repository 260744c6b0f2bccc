package io.tagyard.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinkSealerTest {
  private static final byte[] PLAIN = "203.0.113.7".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  @Test
  void whatIsSealedOpensWithTheSameContextAndTheSameFile() throws Exception {
    Path file = folder.resolve("data/keys.json");
    byte[] sealed = TinkSealer.at(file).seal(PLAIN, "acme|1|kept");
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("203.0.113.7");
    assertThat(TinkSealer.at(file).open(sealed, "acme|1|kept")).isEqualTo(PLAIN);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void itOpensNowhereElse() throws Exception {
    TinkSealer sealer = TinkSealer.at(folder.resolve("keys.json"));
    byte[] sealed = sealer.seal(PLAIN, "acme|1|kept");
    assertThatThrownBy(() -> sealer.open(sealed, "acme|2|kept"))
        .isInstanceOf(Sealer.SealBroken.class);
    assertThatThrownBy(
            () -> TinkSealer.at(folder.resolve("other.json")).open(sealed, "acme|1|kept"))
        .isInstanceOf(Sealer.SealBroken.class);
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> sealer.open(sealed, "acme|1|kept"))
        .isInstanceOf(Sealer.SealBroken.class);
  }

  @Test
  void theFileIsItsOwnersOnly() throws Exception {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path file = folder.resolve("keys.json");
    TinkSealer.at(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> TinkSealer.at(file))
        .isInstanceOf(TinkSealer.KeyTrouble.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aDamagedFileIsSaidAndNotQuoted() throws IOException, TinkSealer.KeyTrouble {
    Path file = folder.resolve("keys.json");
    TinkSealer.at(file);
    Files.writeString(file, "{\"primaryKeyId\": \"not this\"}");
    assertThatThrownBy(() -> TinkSealer.at(file))
        .isInstanceOf(TinkSealer.KeyTrouble.class)
        .hasMessageNotContaining("not this")
        .hasNoCause();
  }
}
