package io.tagyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.privacy.TinkSealer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedTokensTest {
  private static final String GRANT = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;

  @Test
  void aTokenIsThereAfterARestartAndReadableByNobodyElse() throws Exception {
    TinkSealer sealer = TinkSealer.at(folder.resolve("keys"));
    Path tokens = folder.resolve("tokens");
    new SealedTokens(tokens, sealer).keep(GRANT, "first");
    new SealedTokens(tokens, sealer).keep(GRANT, "second-refresh-token");

    TinkSealer afterwards = TinkSealer.at(folder.resolve("keys"));
    assertThat(new SealedTokens(tokens, afterwards).newest(GRANT)).contains("second-refresh-token");
    assertThat(new SealedTokens(tokens, afterwards).newest("another")).isEmpty();
    byte[] file = Files.readAllBytes(tokens.resolve(GRANT));
    assertThat(new String(file, StandardCharsets.ISO_8859_1)).doesNotContain("second-refresh");
  }

  @Test
  void aFileThatDoesNotOpenCountsAsAbsent() throws Exception {
    TinkSealer sealer = TinkSealer.inMemory();
    SealedTokens tokens = new SealedTokens(folder, sealer);
    tokens.keep(GRANT, "token");
    assertThat(new SealedTokens(folder, TinkSealer.inMemory()).newest(GRANT)).isEmpty();
    Files.move(folder.resolve(GRANT), folder.resolve("other"));
    assertThat(tokens.newest("other")).as("moved to another grant").isEmpty();
  }
}
