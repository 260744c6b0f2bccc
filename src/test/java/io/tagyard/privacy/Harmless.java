package io.tagyard.privacy;

import io.tagyard.event.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Values as events hold them that are nobody's contact data, the same ones every time. */
final class Harmless {
  private static final String WORD =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final List<String> NOUNS =
      List.of(
          "Boots", "Jeans", "Sofa", "Tyre", "Kettle", "Größe", "Été", "Lamp", "Desk", "Phone case");

  private final Random random = new Random(20_261_201);

  /** So many of each kind. */
  static List<String> values(int each) {
    Harmless harmless = new Harmless();
    List<String> values = new ArrayList<>();
    for (Supplier<String> kind : harmless.kinds()) {
      for (int i = 0; i < each; i++) {
        values.add(kind.get());
      }
    }
    return values;
  }

  private List<Supplier<String>> kinds() {
    List<Supplier<String>> kinds = new ArrayList<>(clicks());
    kinds.addAll(ids());
    kinds.addAll(goods());
    kinds.addAll(measures());
    return kinds;
  }

  private List<Supplier<String>> clicks() {
    return List.of(
        () -> "Cj0KCQiA" + word(50) + "_wcB",
        () -> "EAIaIQobChMI" + word(28),
        () -> "IwAR" + word(57),
        () -> "IwY2xjaw" + word(70) + "_aem_" + word(22),
        () -> "E.C.P." + word(90),
        () -> hex(32),
        () -> digits(19),
        () -> "GA1.1." + digits(10) + "." + seconds(),
        () -> "GA1.2-2." + digits(9) + "." + seconds(),
        () -> digits(10) + "." + seconds(),
        () ->
            "GS1.1." + seconds() + "." + number(99) + ".1." + seconds() + "." + number(60) + ".0.0",
        () -> "fb.1." + seconds() + digits(3) + "." + digits(10),
        () -> "fb.1." + seconds() + digits(3) + ".IwAR" + word(40),
        () -> "GCL." + seconds() + ".Cj0KCQ" + word(40),
        () -> "01" + word(30).toUpperCase(Locale.ROOT).replaceAll("[-_]", "X"),
        () -> "dj0yJnU9" + packed("&n=" + word(16) + "&t=AAAAAGN"),
        () -> number(90_000) + "_" + seconds() + "_" + hex(32),
        () -> word(22) + ":" + seconds() + ":" + number(9));
  }

  private List<Supplier<String>> ids() {
    return List.of(
        () -> UUID.nameUUIDFromBytes(bytes(16)).toString(),
        () ->
            new UUID(
                    random.nextLong() & 0x0999_9999_9999_9999L,
                    random.nextLong() & 0x0999_9999_9999_9999L)
                .toString(),
        () -> Sha256.hex(word(12)),
        () -> Base64.getEncoder().encodeToString(bytes(32)),
        () -> hex(16),
        () -> "ORD-" + (2020 + number(8)) + "-" + digits(6),
        () -> digits(3) + "-" + digits(7) + "-" + digits(7),
        () -> digits(2) + "-" + digits(5) + "-" + digits(5),
        () -> "#" + number(99_999),
        () -> "%010d".formatted(number(9_999_999)),
        () -> "%08d".formatted(number(99_999)),
        () -> Integer.toString(1_000_000_000 + number(999_999_999)),
        () -> "1" + digits(9),
        () -> "evt_" + hex(24),
        () -> "cus_" + word(14),
        () -> "pi_3" + word(20),
        () -> digits(4) + "-" + digits(4),
        () -> "R" + digits(9),
        () -> (2015 + number(12)) + "-" + "%04d".formatted(number(9_999)),
        () -> packed("{\"v\":2,\"cart\":\"" + hex(12) + "\",\"step\":" + number(9) + "}"),
        () ->
            "eyJhbGciOiJIUzI1NiJ9."
                + packed("{\"sub\":\"" + hex(24) + "\",\"iat\":" + seconds() + "}")
                + "."
                + word(43));
  }

  private List<Supplier<String>> goods() {
    return List.of(
        () -> "SKU-" + digits(5) + "-" + (char) ('A' + number(25)),
        () -> digits(5) + "-" + digits(3),
        () -> "AB" + digits(3) + "." + digits(3) + "." + digits(2),
        () -> gtin("40" + digits(10)),
        () -> gtin(digits(12)),
        () -> gtin("0" + digits(10)),
        () -> gtin("00" + digits(10)),
        () -> gtin("3" + digits(12)),
        () -> gtin(digits(7)),
        () -> "978-3-" + digits(2) + "-" + digits(6) + "-" + number(9),
        () ->
            "DE" + digits(2) + "-" + digits(4) + "-" + digits(4) + "-" + digits(4) + "-" + digits(4)
                + "-" + digits(2),
        () -> "GB" + digits(2) + "NWBK" + digits(14),
        () -> "Bosch 0 " + digits(3) + " " + digits(3) + " " + digits(3),
        () ->
            noun()
                + " "
                + (36 + number(12))
                + "/"
                + (30 + number(6))
                + ", "
                + number(99)
                + " pcs ("
                + number(9)
                + ")",
        () ->
            noun()
                + " "
                + (155 + number(90))
                + "/"
                + (35 + number(40))
                + " R"
                + (14 + number(6))
                + " 91V",
        () -> noun() + " SM-G" + digits(3) + "B/DS 256GB (" + (2019 + number(7)) + ")",
        () -> noun() + " WH-" + digits(4) + "XM" + number(6) + " " + number(50) + "% off",
        () ->
            noun()
                + " "
                + (60 + number(200))
                + " x "
                + (60 + number(100))
                + " x "
                + number(90)
                + " cm",
        () -> "36 38 40 " + (42 + 2 * number(4)),
        () -> noun() + " @ Home " + (2019 + number(7)),
        () -> "Live @ St.Pauli, " + number(30) + "." + number(11) + ".",
        () -> "logo@" + (1 + number(3)) + "x.png",
        () -> "react@" + (10 + number(9)) + "." + number(20) + "." + (10 + number(20)));
  }

  private List<Supplier<String>> measures() {
    return List.of(
        () -> day().toString(),
        () -> day().format(DateTimeFormatter.ofPattern("dd.MM.yyyy")),
        () -> day().format(DateTimeFormatter.ofPattern("MM/dd/yyyy")),
        () ->
            day().format(DateTimeFormatter.ofPattern("dd-MM-yyyy")) + " 10:15:" + (10 + number(49)),
        () ->
            day().format(DateTimeFormatter.ofPattern("dd.MM.yyyy"))
                + " "
                + (10 + number(13))
                + ".30",
        () -> day() + " 08:05:" + (10 + number(49)),
        () -> day() + "T10:15:30." + digits(3) + "+0100",
        () -> day().format(DateTimeFormatter.BASIC_ISO_DATE) + digits(6),
        () ->
            "Fri Nov 20 2026 10:15:"
                + (10 + number(49))
                + " GMT+0100 (Central European Standard Time)",
        () -> seconds() + digits(3),
        () -> number(9_999) + "." + digits(2),
        () -> number(99) + "." + digits(3) + "," + digits(2) + " EUR",
        () -> number(9) + " " + digits(3) + " " + digits(3) + ",00 kr",
        () -> "-" + number(99) + "." + digits(2),
        () -> number(89) + "." + digits(6) + ", " + number(179) + "." + digits(6),
        () -> "-" + number(89) + "." + digits(7) + ",-" + number(179) + "." + digits(7),
        () -> "+" + (10 + number(79)) + "." + digits(5) + "-0" + digits(2) + "." + digits(5) + "/",
        () -> number(255) + "." + number(255) + "." + number(255) + "." + number(255),
        () -> "2001:db8::" + hex(4) + ":" + number(99),
        () ->
            agent(
                "Windows NT 10.0; Win64; x64",
                "Chrome/" + (90 + number(50)) + ".0." + digits(4) + "." + digits(3)),
        () ->
            agent(
                "iPhone; CPU iPhone OS 17_4_1 like Mac OS X",
                "Version/17.4 Mobile/15E" + digits(3)),
        () -> "Dalvik/2.1.0 (Linux; U; Android 13; SM-G991B Build/TP1A.220624.0" + digits(2) + ")",
        () -> "v" + number(9) + "." + number(20) + "." + digits(4) + "-rc" + number(9),
        () -> "utm_source=news&utm_id=" + digits(8) + "&v=" + number(9),
        () -> digits(5) + "-" + digits(4));
  }

  private static String agent(String system, String rest) {
    return "Mozilla/5.0 ("
        + system
        + ") AppleWebKit/537.36 (KHTML, like Gecko) "
        + rest
        + " Safari/537.36";
  }

  private String packed(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String noun() {
    return NOUNS.get(random.nextInt(NOUNS.size()));
  }

  private LocalDate day() {
    return LocalDate.of(2020, 1, 1).plusDays(random.nextInt(3_000));
  }

  private String seconds() {
    return Long.toString(
        Instant.parse("2026-01-01T00:00:00Z").getEpochSecond() + random.nextInt(30_000_000));
  }

  private int number(int max) {
    return random.nextInt(max + 1);
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  private String word(int count) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < count; i++) {
      word.append(WORD.charAt(random.nextInt(WORD.length())));
    }
    return word.toString();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private String hex(int count) {
    return java.util.HexFormat.of().formatHex(bytes(count / 2));
  }

  private static String gtin(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return digits + (10 - sum % 10) % 10;
  }
}
