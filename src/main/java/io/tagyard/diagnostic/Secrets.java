package io.tagyard.diagnostic;

import io.tagyard.diagnostic.YamlNode.Scalar;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where {@code ${env.NAME}} and {@code ${file.NAME}} come from. */
public interface Secrets {
  /** How a secret is written. */
  Pattern REFERENCE = Pattern.compile("\\$\\{(env|file)\\.([A-Za-z0-9_.-]+)}");

  /** What people write who mean the above: {@code ${NAME}}, {@code $NAME}, {@code ${ENV.NAME}}. */
  Pattern NEARLY =
      Pattern.compile(
          "\\$\\{(?:(?i:env|file)[.:])?([A-Za-z_][A-Za-z0-9_.-]*)}|^\\$([A-Z_][A-Z0-9_]*)$");

  /** The value of an environment variable. */
  Optional<String> env(String name);

  /** The content of a file in the secrets folder, without a trailing line break. */
  Optional<String> file(String name);

  /**
   * A text with its secrets put in.
   *
   * @param secret whether any part came from a secret
   */
  record Resolved(String text, boolean secret) {
    @Override
    public String toString() {
      return secret ? "‹secret›" : text;
    }
  }

  /**
   * Whether this text holds something that was meant to be a reference and is none: it would be
   * taken for the secret itself.
   */
  private static boolean mistyped(Scalar scalar, Problems problems) {
    Matcher matcher = NEARLY.matcher(scalar.text());
    boolean any = false;
    while (matcher.find()) {
      if (!REFERENCE.matcher(matcher.group()).matches()) {
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        problems.error(
            "secret-reference",
            scalar.place().within(matcher.start(), matcher.end() - matcher.start()),
            "\"" + matcher.group() + "\" stands for nothing here" + instead(name));
        any = true;
      }
    }
    return any;
  }

  private static String instead(String name) {
    return Character.isLowerCase(name.charAt(0)) && name.contains(".")
        ? ": this value takes no field expressions"
        : " (write ${env." + name + "}, or ${file." + name + "} for a file of secrets)";
  }

  /**
   * Puts the secrets into this text; every name that is not set is the error {@code
   * secret-not-set}.
   */
  default Optional<Resolved> resolve(Scalar scalar, Problems problems) {
    Matcher matcher = REFERENCE.matcher(scalar.text());
    StringBuilder text = new StringBuilder();
    boolean secret = false;
    boolean complete = true;
    while (matcher.find()) {
      String name = matcher.group(2);
      Optional<String> value = matcher.group(1).equals("env") ? env(name) : file(name);
      if (value.isEmpty()) {
        boolean env = matcher.group(1).equals("env");
        problems.error(
            "secret-not-set",
            scalar.place().within(matcher.start(), matcher.end() - matcher.start()),
            env
                ? "the environment variable "
                    + name
                    + " is not set where this process was started (one that runs sees no new ones:"
                    + " start it again, or write ${file."
                    + name
                    + "}, which is read when the file is there)"
                : "the secret file " + name + " is not in the secrets folder, or is empty");
        complete = false;
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(value.orElse("")));
      secret = true;
    }
    matcher.appendTail(text);
    complete &= !mistyped(scalar, problems);
    return complete ? Optional.of(new Resolved(text.toString(), secret)) : Optional.empty();
  }
}
