package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Events;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchNameTest {
  @TempDir Path path;

  private Destination destination;

  @BeforeEach
  void connect() {
    destination =
        new Folder(path)
            .connect(
                Folder.HEAD
                    + "accepts: \"*\"\nlimits: { batch: 10 }\nrequest: { url: \"https://h.example\","
                    + " path: [\"${attempt.batch}\"], text: { each: batch, as: \"${id}\", join: \"\\n\" } }\n"
                    + Folder.ANSWERS,
                "");
  }

  private Prepared.Element element(String id) {
    ObjectNode event =
        Events.json(
            "{'id':'%s','name':'page_view','time':'2026-11-20T10:00:00Z','page':{'url':'https://shop.example.com/'},'consent':{'purposes':{'measurement':'granted'}}}"
                .formatted(id));
    Pipeline.Result result = Pipeline.run(event, destination, "other", List.of());
    return (Prepared.Element)
        destination.prepare(result.leg(destination.definition(), Optional.empty()));
  }

  private String name(int attempt, String... ids) {
    List<Prepared.Element> elements = Arrays.stream(ids).map(this::element).toList();
    return destination.pack(elements, new Attempt(Events.NOON, attempt)).uri().getPath();
  }

  @Test
  void theSameEventsHaveTheSameNameAtEveryTry() {
    assertThat(name(1, "a", "b")).matches("/[0-9a-f]{32}").isEqualTo(name(2, "a", "b"));
  }

  @Test
  void otherEventsHaveAnotherName() {
    assertThat(List.of(name(1, "a", "b"), name(1, "a"), name(1, "b", "a"), name(1, "ab")))
        .doesNotHaveDuplicates();
  }
}
