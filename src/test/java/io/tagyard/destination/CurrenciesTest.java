package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts that a platform does not say how to write are not guessed. */
class CurrenciesTest extends PrepareKit {
  private static final String REQUEST =
      "request: { method: POST, url: https://l.example/, body: { amount: '${order.value | minor_units}' } }\n";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "EUR, true",
    "usd, true",
    "JPY, true",
    "KRW, false",
    "KWD, false",
    "CLF, false",
    "ISK, false"
  })
  void onlyTheCurrenciesThatAreNamedAreTold(String currency, boolean told) {
    Destination destination = destination("currencies: { digits: 2, also: [JPY] }\n" + REQUEST);
    Leg leg = leg(event(",'order':{'value':'12','currency':'" + currency + "'}"));
    assertThat(destination.prepare(leg) instanceof Prepared.Element).isEqualTo(told);
    if (!told) {
      assertThat(destination.prepare(leg))
          .isEqualTo(
              new Prepared.Withheld(
                  "currency_not_accepted",
                  "Lumen takes currencies of 2 digits and [JPY]; how it takes "
                      + currency
                      + " is not known"));
    }
  }

  @Test
  void anEventWithoutACurrencyHasNoAmountsAndIsTold() {
    Destination destination =
        destination(
            "currencies: { digits: 2 }\nrequest: { method: POST, url: https://l.example/, body: { id: '${id}' } }\n");
    assertThat(destination.prepare(leg(event("")))).isInstanceOf(Prepared.Element.class);
  }

  @Test
  void whatIsNoCurrencyIsLocated() {
    Folder folder = new Folder(path);
    List<String> faults =
        folder.faults(
            Folder.HEAD
                + "accepts: \"*\"\ncurrencies: { digits: 9, also: [Yen] }\n"
                + REQUEST
                + Folder.ANSWERS);
    assertThat(faults).hasSize(2);
    assertThat(faults.get(0)).startsWith("5:23: error");
    assertThat(faults.get(1)).startsWith("5:33: error").contains("ISO 4217");
  }

  @Test
  void everyDestinationThatCountsInMinorUnitsSaysOfWhichCurrencies() throws IOException {
    try (Stream<java.nio.file.Path> folders = Files.list(Kit.FOLDER)) {
      for (java.nio.file.Path folder : folders.filter(Files::isDirectory).toList()) {
        String text = Files.readString(folder.resolve("destination.yaml"));
        if (text.contains("minor_units")) {
          assertThat(text).as(folder.toString()).contains("\ncurrencies: {");
        }
      }
    }
  }
}
