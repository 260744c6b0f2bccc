package io.tagyard.destination.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;

/** Why an answer whose status is known was not read whole, in words for people. */
final class Notes {
  /** Its body is longer than what is read. */
  static final String LONG_BODY = "only the first 64 KiB of the answer were read";

  /** Its body did not come to its end in time. */
  static final String SLOW_BODY = "the rest of the answer did not come in time and was not read";

  /** Its body broke off, or its framing is wrong. */
  static final String BROKEN_BODY = "the rest of the answer was broken and was not read";

  private Notes() {}

  /** A head that could not be read to its end. */
  static String head(Throwable fault) {
    return fault instanceof TooLongHttpHeaderException
        ? "the rest of the answer was not read: its headers are longer than 64 KiB"
        : "the rest of the answer was not read: its headers are broken";
  }

  /** A body in a coding that is not read. */
  static String packed(String coding) {
    return "the body was not read: its coding \"" + coding + "\" is not one we asked for";
  }

  /** A packed body that is damaged. */
  static String damaged(String coding) {
    return "the body could not be unpacked to its end (" + coding + ")";
  }
}
