package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.event.ConsentMember;
import io.tagyard.event.ConsentSent;
import io.tagyard.event.ConsentValue;
import io.tagyard.event.Json;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event keeps of its {@code consent}: the members that have a closed form, by their own
 * names and in that form. What has none is not kept, and is no fault: whether it can be read is
 * asked of what was sent. Only a name that was nearly a known one is a fault.
 */
final class ConsentWords {
  private static final int PLACE_MAX = 64;

  private ConsentWords() {}

  /** Closes the event's consent, and says what of it was not understood. */
  static void close(ObjectNode body, ConsentSent sent, Findings findings) {
    for (String name : sent.unknown()) {
      unknown(name, findings);
    }
    for (String path : sent.misplaced()) {
      findings.warn(
          path,
          "consent is read under consent only: taken for a signal that cannot be read, which is"
              + " never a grant");
    }
    JsonNode consent = body.get("consent");
    if (consent instanceof ObjectNode members) {
      body.set("consent", closed(members));
    } else if (consent != null) {
      body.remove("consent");
    }
  }

  private static void unknown(String name, Findings findings) {
    String path = Paths.member("consent", name);
    String near = ConsentNames.near(name);
    if (!near.isEmpty()) {
      findings.fault(
          path, "not a member of consent; did you mean " + near + "?", "a member of consent");
      return;
    }
    findings.ignore(path);
    findings.warn(
        path,
        "no member of consent: taken for a signal that cannot be read, which is never a grant");
  }

  /** Itself where everything has its form already. */
  private static ObjectNode closed(ObjectNode consent) {
    ObjectNode to = null;
    int same = 0;
    for (Map.Entry<String, JsonNode> sent : consent.properties()) {
      ConsentMember member = ConsentMember.of(sent.getKey()).orElse(null);
      JsonNode value = member == null ? null : closed(member, sent.getValue());
      boolean asItIs = value == sent.getValue() && member != null && isOwn(member, sent.getKey());
      if (to == null && asItIs) {
        same++;
        continue;
      }
      to = to == null ? Json.first(consent, same) : to;
      if (member != null && value != null) {
        put(to, member, value);
      }
    }
    return to == null ? consent : to;
  }

  private static boolean isOwn(ConsentMember member, String name) {
    return member.word().equals(name);
  }

  /** Of two names for the same member the stricter value is kept. */
  private static void put(ObjectNode to, ConsentMember member, JsonNode value) {
    JsonNode before = to.get(member.word());
    boolean stricter =
        ConsentValue.ofSignal(value) == ConsentValue.NO && isWord(member)
            || ConsentValue.ofFlag(value) == ConsentValue.YES && isFlag(member);
    if (before == null || stricter) {
      to.set(member.word(), value);
    }
  }

  private static @Nullable JsonNode closed(ConsentMember member, JsonNode value) {
    return switch (member) {
      case AD_STORAGE, AD_USER_DATA, AD_PERSONALIZATION, ANALYTICS_STORAGE -> word(value);
      case PURPOSES -> value instanceof ObjectNode purposes ? purposes(purposes) : null;
      case GPC, LIMITED_DATA_USE -> flag(value);
      case TCF, GPP, USP -> text(value, ConsentValue.TEXT_MAX);
      case COUNTRY, SUBDIVISION -> text(value, PLACE_MAX);
      default -> null;
    };
  }

  private static boolean isFlag(ConsentMember member) {
    return member == ConsentMember.GPC || member == ConsentMember.LIMITED_DATA_USE;
  }

  private static boolean isWord(ConsentMember member) {
    return member.compareTo(ConsentMember.AD_STORAGE) >= 0
        && member.compareTo(ConsentMember.ANALYTICS_STORAGE) <= 0;
  }

  /** Names that are no purposes stay, for the schema to refuse them. */
  private static ObjectNode purposes(ObjectNode sent) {
    ObjectNode to = null;
    int same = 0;
    for (Map.Entry<String, JsonNode> member : sent.properties()) {
      JsonNode value = ConsentNames.isPurpose(member.getKey()) ? word(member.getValue()) : null;
      boolean asItIs = value == member.getValue() || !ConsentNames.isPurpose(member.getKey());
      if (to == null && asItIs) {
        same++;
        continue;
      }
      to = to == null ? Json.first(sent, same) : to;
      if (asItIs || value != null) {
        to.set(member.getKey(), value == null ? member.getValue() : value);
      }
    }
    return to == null ? sent : to;
  }

  private static @Nullable JsonNode word(JsonNode value) {
    return switch (ConsentValue.ofSignal(value)) {
      case YES -> same(value, "granted");
      case NO -> same(value, "denied");
      case SILENT -> value.asText().isBlank() ? null : same(value, "unset");
      case UNREAD -> null;
    };
  }

  private static JsonNode same(JsonNode value, String word) {
    return value.isTextual() && value.textValue().equals(word) ? value : TextNode.valueOf(word);
  }

  private static @Nullable JsonNode flag(JsonNode value) {
    ConsentValue said = ConsentValue.ofFlag(value);
    if (said == ConsentValue.UNREAD || said == ConsentValue.SILENT) {
      return null;
    }
    String word = value.asText().strip().toLowerCase(Locale.ROOT);
    return value.isTextual() ? text(value, word) : value;
  }

  private static @Nullable JsonNode text(JsonNode value, int most) {
    String text = value.isTextual() ? value.textValue().strip() : "";
    return text.isEmpty() || text.length() > most ? null : text(value, text);
  }

  private static JsonNode text(JsonNode value, String text) {
    return text.equals(value.textValue()) ? value : TextNode.valueOf(text);
  }
}
