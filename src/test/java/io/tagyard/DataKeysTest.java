package io.tagyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagyard.event.Events;
import io.tagyard.journal.Entry;
import io.tagyard.journal.JournalConfig;
import io.tagyard.journal.RocksJournal;
import io.tagyard.privacy.TinkSealer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keyset of a data folder is made once, and never beside data that needs another. */
class DataKeysTest {
  @TempDir Path data;
  private RocksJournal journal;

  @BeforeEach
  void aNewFolder() {
    journal = RocksJournal.open(data, JournalConfig.DEFAULT, InstantSource.fixed(Events.NOON));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void aNewFolderGetsAKeysetAndKeepsIt() throws Exception {
    byte[] sealed = DataKeys.open(data, journal).seal(new byte[] {1}, "here");
    append();
    assertThat(DataKeys.open(data, journal).open(sealed, "here")).containsExactly(1);
  }

  @Test
  void whereNothingIsSealedAKeysetThatIsGoneIsMadeAnew() throws Exception {
    DataKeys.open(data, journal);
    Files.delete(data.resolve(DataKeys.KEYSET));
    assertThatCode(() -> DataKeys.open(data, journal)).doesNotThrowAnyException();
    assertThatCode(() -> DataKeys.open(data, journal)).doesNotThrowAnyException();
  }

  @Test
  void besideEventsOrTokensAKeysetThatIsGoneIsRefused() throws Exception {
    DataKeys.open(data, journal);
    Files.delete(data.resolve(DataKeys.KEYSET));
    Path token = Files.createDirectories(data.resolve(DataFolder.TOKENS)).resolve("grant");
    Files.writeString(token, "sealed");
    refused("keyset.json is missing");
    Files.delete(token);
    append();
    refused("keyset.json is missing");
    assertThat(data.resolve(DataKeys.KEYSET)).as("none is made").doesNotExist();
  }

  @Test
  void anotherKeysetOrAChangedOneIsRefused() throws Exception {
    DataKeys.open(data, journal);
    append();
    Path keyset = data.resolve(DataKeys.KEYSET);
    String right = Files.readString(keyset);
    for (UnaryOperator<String> harm : harms(right).toList()) {
      Files.writeString(keyset, harm.apply(right));
      if (!Files.readString(keyset).equals(right)) {
        assertThatThrownBy(() -> DataKeys.open(data, journal))
            .isInstanceOfAny(CannotStart.class, TinkSealer.KeyTrouble.class)
            .hasMessageContaining("keyset.json")
            .hasMessageContaining("backup");
      }
    }
    Files.writeString(keyset, right);
    assertThatCode(() -> DataKeys.open(data, journal)).doesNotThrowAnyException();
  }

  /** Emptied, cut, and every character of the key itself replaced in turn. */
  private static Stream<UnaryOperator<String>> harms(String right) {
    int key = right.indexOf("\"value\"");
    IntStream places = IntStream.range(key + 10, key + 45);
    return Stream.concat(
        Stream.of(text -> "", text -> text.substring(0, text.length() / 2)),
        places.mapToObj(
            at -> text -> text.substring(0, at) + other(text.charAt(at)) + text.substring(at + 1)));
  }

  private static char other(char one) {
    return Character.isLetter(one) ? (one == 'Q' ? 'R' : 'Q') : one;
  }

  private void refused(String sentence) {
    assertThatThrownBy(() -> DataKeys.open(data, journal))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("backup");
  }

  private void append() throws IOException {
    journal.append(List.of(new Entry.Event(Events.purchase("kept")))).join();
  }
}
