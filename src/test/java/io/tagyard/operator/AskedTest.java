package io.tagyard.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpStatus;
import io.tagyard.operator.Asked.Wrong;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AskedTest {
  @Test
  void anEmptyBodyAsksForEverything() throws Wrong {
    assertThat(Asked.object(null, "connection").isEmpty()).isTrue();
  }

  @Test
  void aFilterThatIsNoSingleValueIsRefusedAndDoesNotMatchEverything() {
    assertThatThrownBy(() -> asked("{\"connection\":[\"meta\"]}"))
        .isInstanceOf(Wrong.class)
        .hasMessage("connection: not a single value");
  }

  @Test
  void onlyTrueAndFalseAreFlags() throws Wrong {
    assertThat(Asked.flag(asked("{\"dry_run\":true}"), "dry_run")).isTrue();
    assertThat(Asked.flag(asked("{}"), "dry_run")).isFalse();
    assertThatThrownBy(() -> Asked.flag(asked("{\"dry_run\":\"yes\"}"), "dry_run"))
        .isInstanceOf(Wrong.class);
  }

  @Test
  void whatTheFrameworkRefusesIsSaidWithoutTheAddressAndItsKey() {
    assertThat(
            ProblemAnswers.detail(
                HttpStatus.METHOD_NOT_ALLOWED,
                "Method [POST] not allowed for URI [/v1/pixel.gif?k=a-key]. Allowed methods: [GET]",
                "GET"))
        .isEqualTo("this method is not taken here; allowed: GET");
    assertThat(
            ProblemAnswers.detail(
                HttpStatus.BAD_REQUEST,
                "Failed to convert argument [limit] for value [abc] due to: For input string",
                null))
        .isEqualTo("limit: missing, or not of the form that is read");
  }

  private static JsonNode asked(String text) throws Wrong {
    return Asked.object(text.getBytes(StandardCharsets.UTF_8), "connection", "dry_run");
  }
}
