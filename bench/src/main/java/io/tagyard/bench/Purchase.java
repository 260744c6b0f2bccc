package io.tagyard.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The purchase that is sent, about 1 KB, put together once: per request only its number, its time
 * and when it was meant to be sent are written into a copy. The id carries that instant, so that
 * the stub can tell how long the event took to a destination.
 */
final class Purchase {
  /** Before the 16 hex digits of microseconds since 1970 in every id; no hex digits end like it. */
  static final String MARK = "t7-";

  private static final String TEXT =
      """
      {"id":"t7-0000000000000000-00000000","name":"purchase","time":"2026-11-20T10:00:00Z","channel":"web",\
      "page":{"url":"https://shop.acme.example/checkout/thanks","referrer":"https://shop.acme.example/checkout","title":"Thank you"},\
      "user":{"id":"customer-1234567","anonymous_id":"0b7c9a52-7d8c-4d0e-9f55-7e2f4a1c9b11","email":"Jane.Doe@Example.com",\
      "phone":"+1 (202) 555-0123","first_name":"Jane","last_name":"Doe",\
      "address":{"city":"San Francisco","region":"CA","postal_code":"94103","country":"US"}},\
      "click_ids":{"gclid":"Cj0KCQiA0fu5BhDQARIsAMXUBOLq8","fbclid":"IwAR2F4-dbP0l7Mn1IawQQGCINEz7PY","irclickid":"abc123"},\
      "cookies":{"_fbp":"fb.1.1596403881668.1116446470","_ga":"GA1.1.1234567890.1700000000"},\
      "order":{"id":"ORD-0000000000000000-00000000","value":"123.45","currency":"USD","tax":"9.88","shipping":"5.00",\
      "items":[{"id":"sku-1","name":"Walking boots","price":"89.90","quantity":1},{"id":"sku-2","name":"Socks","price":"9.33","quantity":2}]},\
      "consent":{"ad_storage":"granted","ad_user_data":"granted","ad_personalization":"granted","analytics_storage":"granted"}}\
      """;

  private static final String SENT = "0000000000000000";
  private static final String DAY = "2026-11-20T10:00:00Z";
  private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime() & 0xffffff);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] request;
  private final int[] events;
  private final int id;
  private final int order;

  private Purchase(byte[] request, int[] events, int id, int order) {
    this.request = request;
    this.events = events;
    this.id = id;
    this.order = order;
  }

  /** The event alone, as JSON. */
  static String json() {
    return TEXT;
  }

  /** A whole HTTP request with so many of them: one as an object, more as an array. */
  static Purchase request(String path, String key, int count) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    String event = TEXT.replace(DAY, now);
    String body = count == 1 ? event : "[" + (event + ",").repeat(count - 1) + event + "]";
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + key
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = head.length() + (count == 1 ? 0 : 1) + i * (event.length() + 1);
    }
    return new Purchase(
        (head + body).getBytes(StandardCharsets.US_ASCII),
        starts,
        event.indexOf(MARK) + MARK.length(),
        event.indexOf("ORD-") + 4);
  }

  /** Events in one request. */
  int count() {
    return events.length;
  }

  /**
   * A request that has never been sent before.
   *
   * @param intended microseconds since 1970
   */
  byte[] next(long intended) {
    byte[] copy = Arrays.copyOf(request, request.length);
    for (int start : events) {
      int number = (int) NUMBERS.incrementAndGet();
      hex(copy, start + id, intended, 16);
      hex(copy, start + id + SENT.length() + 1, number, 8);
      hex(copy, start + order, intended, 16);
      hex(copy, start + order + SENT.length() + 1, number, 8);
    }
    return copy;
  }

  private static void hex(byte[] into, int at, long value, int digits) {
    long left = value;
    for (int i = digits - 1; i >= 0; i--) {
      into[at + i] = HEX[(int) (left & 15)];
      left >>>= 4;
    }
  }
}
