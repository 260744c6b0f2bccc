package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagyard.event.OpenEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Elements that are put together to a request. */
class PackTest extends PrepareKit {
  @Test
  void aBatchHoldsItsEventsInOrderAndUnlikeOnesStayApart() {
    Destination destination =
        destination(
            "limits: { batch: 10 }\nrequest: { url: \"https://h.example/\", batch_by: [user.id], body: { u: \"${user.id}\", e: { each: batch, as: { i: \"${id}\" } } } }\n");
    Prepared.Element one = element(destination, "e1", "u1");
    Prepared.Element two = element(destination, "e2", "u1");
    Prepared.Element other = element(destination, "e3", "u2");
    assertThat(two.batchKey()).isEqualTo(one.batchKey());
    assertThat(other.batchKey()).isNotEqualTo(one.batchKey());
    assertThat(Kit.text(destination.pack(List.of(one, two), NOW).body()))
        .isEqualTo("{\"u\":\"u1\",\"e\":[{\"i\":\"e1\"},{\"i\":\"e2\"}]}");
    assertThat(one.bytes()).isEqualTo("{\"i\":\"e1\"}".length());
    assertThatThrownBy(() -> destination.pack(List.of(one, other), NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> destination.pack(List.of(), NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Prepared.Element element(Destination destination, String id, String user) {
    return (Prepared.Element)
        destination.prepare(
            leg(
                event(
                    "{'id':'%s','name':'purchase','time':'2026-11-20T10:00:00Z','user':{'id':'%s'}}"
                        .formatted(id, user),
                    Map.of())));
  }

  @Test
  void linesOfTextAreABatchToo() {
    Destination destination =
        destination(
            "limits: { batch: 10 }\nrequest: { url: \"https://h.example/\", text: { each: batch, as: { i: \"${id}\" }, join: \"\\n\" } }\n");
    Prepared.Element one = element(destination, "e1", "u");
    Prepared.Element two = element(destination, "e2", "u");
    assertThat(Kit.text(destination.pack(List.of(one, two), NOW).body()))
        .isEqualTo("{\"i\":\"e1\"}\n{\"i\":\"e2\"}");
  }

  @Test
  void whatBelongsToTheTryIsWrittenWhenTheTryIsKnown() {
    Destination destination =
        destination(
            "request: { url: \"https://h.example/\", headers: { X-At: \"${attempt.at | epoch_seconds}\", X-Try: \"${attempt.number}\" } }\n");
    assertThat(sent(destination, leg(event(""))).headers())
        .containsExactly(
            new Outbound.Header("X-At", "1795168805"), new Outbound.Header("X-Try", "1"));
  }

  @Test
  void aBatchIsNamedByAllOfItsEventsInTheAddressAndInEachOfThem() {
    String address = "https://h.example/${attempt.batch}";
    Destination named =
        destination(
            "limits: { batch: 10 }\nrequest: { url: \"%s\", body: { all: { each: batch, as: \"${id}\" } } }\n"
                .formatted(address));
    Destination telling =
        destination(
            "limits: { batch: 10 }\nrequest: { url: \"%s\", body: { all: { each: batch, as: \"${id} ${attempt.batch}\" } } }\n"
                .formatted(address));
    Outbound plain = both(named);
    String name = plain.uri().getPath().substring(1);
    assertThat(name).matches("[0-9a-f]{32}");
    assertThat(Kit.text(plain.body())).isEqualTo("{\"all\":[\"e1\",\"e2\"]}");
    assertThat(both(telling).uri().getPath()).isEqualTo("/" + name);
    assertThat(Kit.text(both(telling).body()))
        .isEqualTo("{\"all\":[\"e1 %s\",\"e2 %s\"]}".formatted(name, name));
  }

  private Outbound both(Destination destination) {
    return destination.pack(
        List.of(element(destination, "e1", "u"), element(destination, "e2", "u")), NOW);
  }

  @Test
  void whereSomeRequestsTakeManyEventsOneThatTakesOneTravelsAlone() {
    Destination destination =
        destination(
            """
            limits: { batch: 10 }
            request:
              - { for: [refund], url: "https://h.example/one" }
              - { url: "https://h.example/many", body: { all: { each: batch, as: "${id}" } } }
            """);
    assertThat(batchKey(destination, "r1", "refund"))
        .isNotEqualTo(batchKey(destination, "r2", "refund"));
    assertThat(batchKey(destination, "p1", "purchase"))
        .isEqualTo(batchKey(destination, "p2", "purchase"));
  }

  private static String batchKey(Destination destination, String id, String name) {
    OpenEvent event =
        event(
            "{'id':'%s','name':'%s','time':'2026-11-20T10:00:00Z'}".formatted(id, name), Map.of());
    return ((Prepared.Element) destination.prepare(leg(event))).batchKey();
  }
}
