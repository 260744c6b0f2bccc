package io.tagyard.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhonesTest {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  @Test
  void aNumberOfNorthAmericaIsWhatTheLibraryReadsInEveryRegion() {
    Random random = new Random(20_261_126);
    int valid = 0;
    for (int i = 0; i < 40_000; i++) {
      String national = "%010d".formatted(random.nextLong(10_000_000_000L));
      for (String region : Arrays.asList("US", "CA", "BS", "DE", null)) {
        Optional<String> number = Phones.e164("+1" + national, region);
        assertThat(number).as("%s in %s", national, region).isEqualTo(read(national, region));
        valid += number.isPresent() ? 1 : 0;
      }
    }
    assertThat(valid).isGreaterThan(10_000);
  }

  @Test
  void marksBetweenTheDigitsChangeNothing() {
    for (String text :
        List.of("+1 202 555 0123", "+1 (202) 555-0123", "+1.202.555.0123", "+1-202-555-0123")) {
      assertThat(Phones.e164(text, "DE")).contains("+12025550123");
    }
  }

  @Test
  void withoutPlusAndCountryThereIsNoNumber() {
    Random random = new Random(20_261_201);
    for (int i = 0; i < 20_000; i++) {
      String digits = "%d%09d".formatted(1 + random.nextInt(99), random.nextLong(1_000_000_000L));
      assertThat(Phones.e164(digits, null)).as(digits).isEmpty();
      assertThat(Phones.e164("(" + digits.substring(0, 3) + ") " + digits.substring(3), null))
          .isEmpty();
    }
  }

  @Test
  void digitsWithTheirCountryCodeAreReadWhereTheSenderSaysSo() {
    assertThat(Phones.withCountryCode("491701234567")).contains("+491701234567");
    assertThat(Phones.withCountryCode("1 (650) 555-1212")).contains("+16505551212");
    assertThat(Phones.withCountryCode("４９１７０１２３４５６７")).contains("+491701234567");
    assertThat(Phones.withCountryCode("01701234567")).isEmpty();
    assertThat(Phones.withCountryCode("6505551212")).isEmpty();
  }

  @Test
  void theOneOfMexicosMobileNumbersIsCut() {
    for (String text : List.of("+52 1 55 1234 5678", "+5215512345678", "0052 1 55 1234 5678")) {
      for (String region : Arrays.asList("MX", "DE", null)) {
        assertThat(Phones.e164(text, region)).as(text).contains("+525512345678");
      }
    }
    assertThat(Phones.withCountryCode("5215512345678")).contains("+525512345678");
    assertThat(Phones.e164("+52 55 1234 5678", null)).contains("+525512345678");
  }

  private static Optional<String> read(String national, String region) {
    try {
      PhoneNumber number = NUMBERS.parse("+1" + national, region);
      return NUMBERS.isValidNumber(number)
          ? Optional.of(NUMBERS.format(number, PhoneNumberFormat.E164))
          : Optional.empty();
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
