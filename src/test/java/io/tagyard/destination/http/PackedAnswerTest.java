package io.tagyard.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An answer that comes packed although we did not ask for it: read where it can be, and bounded.
 */
@Timeout(60)
class PackedAnswerTest {
  private static final byte[] TEXT = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
  private static final int MAX = Courier.ANSWER_BYTES_MAX;

  private static Courier courier;

  @BeforeAll
  static void open() {
    courier =
        new Courier(new NetworkPolicy(List.of(Network.of("127.0.0.0/8"))), InstantSource.system());
  }

  @AfterAll
  static void close() {
    courier.close();
  }

  private enum Coding {
    GZIP,
    ZLIB,
    RAW;

    OutputStream over(OutputStream out) throws IOException {
      return switch (this) {
        case GZIP -> new GZIPOutputStream(out);
        case ZLIB -> new DeflaterOutputStream(out);
        case RAW -> new DeflaterOutputStream(out, new Deflater(9, true));
      };
    }

    byte[] pack(byte[] bytes) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (OutputStream packing = over(out)) {
        packing.write(bytes);
      }
      return out.toByteArray();
    }

    /** This many MiB of blanks. */
    byte[] bomb(int mebibytes) throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      try (OutputStream packing = over(out)) {
        for (int i = 0; i < mebibytes; i++) {
          packing.write(blanks);
        }
      }
      return out.toByteArray();
    }
  }

  private static Answer.Replied answer(String headers, byte[] body) throws Exception {
    try (RawServer server =
        new RawServer((request, socket, out) -> {
          assertThat(request).doesNotContainIgnoringCase("accept-encoding");
          String head =
              "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n";
          out.write(head.getBytes(StandardCharsets.ISO_8859_1));
          out.write(body);
          out.flush();
        })) {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + "/");
      Answer answer =
          courier.send(
              new Outbound("POST", uri, List.of(), new byte[] {'x'}, Duration.ofSeconds(20)));
      assertThat(answer).as("and nothing packed is asked for").isInstanceOf(Answer.Replied.class);
      return (Answer.Replied) answer;
    }
  }

  static Stream<Arguments> codings() throws IOException {
    byte[] gzip = Coding.GZIP.pack(TEXT);
    byte[] zlib = Coding.ZLIB.pack(TEXT);
    byte[] raw = Coding.RAW.pack(TEXT);
    byte[] twice = new byte[gzip.length * 2];
    System.arraycopy(gzip, 0, twice, 0, gzip.length);
    System.arraycopy(gzip, 0, twice, gzip.length, gzip.length);
    return Stream.of(
        Arguments.of("Content-Encoding: gzip\r\n", gzip, 1),
        Arguments.of("content-encoding:GZIP\r\n", gzip, 1),
        Arguments.of("Content-Encoding: x-gzip\r\n", gzip, 1),
        Arguments.of("Content-Encoding: gzip\r\n", twice, 2),
        Arguments.of("Content-Encoding: deflate\r\n", zlib, 1),
        Arguments.of("Content-Encoding: deflate\r\n", raw, 1),
        Arguments.of("Content-Encoding: identity\r\n", TEXT, 1),
        Arguments.of("Content-Encoding: \r\n", TEXT, 1),
        Arguments.of("Content-Encoding: deflate, gzip\r\n", Coding.GZIP.pack(zlib), 1),
        Arguments.of("Content-Encoding: gzip, deflate\r\n", Coding.RAW.pack(gzip), 1),
        Arguments.of("Content-Encoding: gzip, identity, gzip\r\n", Coding.GZIP.pack(gzip), 1),
        Arguments.of(
            "Content-Encoding: gzip\r\nContent-Encoding: deflate\r\n", Coding.ZLIB.pack(gzip), 1));
  }

  @ParameterizedTest
  @MethodSource("codings")
  void whatCanBeUnpackedIs(String headers, byte[] body, int times) throws Exception {
    Answer.Replied reply = answer(headers, body);
    assertThat(new String(reply.body(), StandardCharsets.UTF_8))
        .isEqualTo(new String(TEXT, StandardCharsets.UTF_8).repeat(times));
    assertThat(reply.note()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "br",
        "zstd",
        "compress",
        "aes128gcm",
        "br, gzip",
        "gzip, br",
        "gzip, gzip, gzip, gzip, gzip"
      })
  void ofAnyOtherCodingTheStatusCounts(String coding) throws Exception {
    Answer.Replied reply = answer("Content-Encoding: " + coding + "\r\n", Coding.GZIP.pack(TEXT));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.note()).startsWith("the body was not read: its coding \"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "gzip, deflate"})
  void ofDamagedPackingTheStatusCounts(String coding) throws Exception {
    Answer.Replied reply = answer("Content-Encoding: " + coding + "\r\n", TEXT);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.note()).startsWith("the body could not be unpacked to its end");
  }

  @Test
  void ofPackingThatBreaksOffTheBeginningIsRead() throws Exception {
    byte[] noise = new byte[20_000];
    new java.util.Random(7).nextBytes(noise);
    byte[] packed = Coding.GZIP.pack(noise);
    Answer.Replied reply =
        answer("Content-Encoding: gzip\r\n", java.util.Arrays.copyOf(packed, packed.length / 2));
    assertThat(reply.body()).hasSizeBetween(1, noise.length);
    assertThat(noise).startsWith(reply.body());
    assertThat(reply.note()).isEqualTo("the body could not be unpacked to its end (gzip)");
  }

  /** 256 MiB of blanks, plain and packed again; unpacked by whom they are sent to, up to 64 KiB. */
  static Stream<Arguments> bombs() throws IOException {
    byte[] gzip = Coding.GZIP.bomb(256);
    return Stream.of(
        Arguments.of("gzip", gzip),
        Arguments.of("deflate", Coding.ZLIB.bomb(256)),
        Arguments.of("deflate", Coding.RAW.bomb(256)),
        Arguments.of("gzip, gzip", Coding.GZIP.pack(gzip)),
        Arguments.of("gzip, deflate", Coding.RAW.pack(gzip)),
        Arguments.of("gzip, deflate, gzip", Coding.GZIP.pack(Coding.RAW.pack(gzip))));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void aBombCostsLittle(String coding, byte[] body) throws Exception {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getTotalThreadAllocatedBytes();
    Answer.Replied reply = answer("Content-Encoding: " + coding + "\r\n", body);
    long allocated = threads.getTotalThreadAllocatedBytes() - before;
    assertThat(reply.body()).hasSizeLessThanOrEqualTo(MAX);
    assertThat(reply.note()).isNotNull();
    assertThat(allocated).as("bytes allocated, of 256 MiB in the answer").isLessThan(32L << 20);
  }
}
