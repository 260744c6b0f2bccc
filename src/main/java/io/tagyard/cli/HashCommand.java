package io.tagyard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tagyard.event.Json;
import io.tagyard.privacy.HashTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code tagyard hash}: the digest a platform would compare, for a file of values or one e-mail
 * address.
 */
@CommandLine.Command(name = "hash", description = "show the digest that each platform expects")
final class HashCommand extends Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "JSON list of {kind, platform, raw, region, phones}; the same list comes back with sha256 or"
              + " refused. region: a country, or international, as phones: international, where bare"
              + " digits of a phone begin with their country code")
  private @Nullable Path file;

  @Option(
      names = "--email",
      paramLabel = "ADDRESS",
      description = "a table of all platforms for one address")
  private @Nullable String email;

  @Override
  int run(Settings settings) throws Exception {
    if (email != null) {
      table(email);
      return FINE;
    }
    if (file == null) {
      err.println("give a FILE or --email ADDRESS");
      return WRONG_USAGE;
    }
    try {
      JsonNode items = Json.read(Files.readAllBytes(file));
      if (!items.isArray()) {
        err.println(file + ": not a JSON list");
        return WRONG_USAGE;
      }
      out.println(
          Json.mapper()
              .writer()
              .with(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(HashTable.answer(items)));
      return FINE;
    } catch (JsonProcessingException e) {
      err.println(file + ": " + Json.reason(e));
      return WRONG_USAGE;
    } catch (IOException e) {
      err.println(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
      return WRONG_USAGE;
    }
  }

  private void table(String address) {
    HashTable.email(address)
        .forEach((platform, answer) ->
            out.printf(
                "%-12s%s%n",
                platform,
                answer.sha256() != null ? answer.sha256() : "refused: " + answer.refused()));
  }
}
