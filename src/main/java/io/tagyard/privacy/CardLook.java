package io.tagyard.privacy;

/**
 * Recognises the number of a payment card: 13 to 19 digits, bare or in groups of four (American
 * Express: 4-6-5, Diners: 4-6-4), that begin as one of the known issuers' do, have the length of
 * theirs, and whose check digit is right (Luhn, ISO/IEC 7812-1). An article number (GTIN) with its
 * own check digit is one. All texts are {@link PlainText}.
 */
final class CardLook {
  private static final int LENGTH_MIN = 13;
  private static final int LENGTH_MAX = 19;
  private static final int GTIN_MAX = 14;

  private CardLook() {}

  static boolean in(String plain) {
    Runs runs = new Runs(plain);
    while (runs.next()) {
      for (int from = 0; from < runs.groups(); from++) {
        for (int to = from; to < Math.min(runs.groups(), from + 5); to++) {
          if (runs.standsAlone(from, to) && shaped(runs, from, to)) {
            String digits = runs.digits(from, to);
            if (isNumber(digits)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static boolean shaped(Runs runs, int from, int to) {
    int count = runs.count(from, to);
    if (count < LENGTH_MIN || count > LENGTH_MAX) {
      return false;
    }
    if (from == to) {
      return true;
    }
    if (to == from + 2) {
      return runs.length(from) == 4 && runs.length(from + 1) == 6 && runs.length(to) >= 4;
    }
    for (int i = from; i < to; i++) {
      if (runs.length(i) != 4) {
        return false;
      }
    }
    return runs.length(to) <= 4;
  }

  /** Whether these digits are one. */
  static boolean isNumber(String digits) {
    return issued(digits) && luhn(digits) && !(digits.length() <= GTIN_MAX && gtin(digits));
  }

  private static boolean issued(String digits) {
    int length = digits.length();
    int two = Integer.parseInt(digits, 0, 2, 10);
    int four = Integer.parseInt(digits, 0, 4, 10);
    boolean visa = two / 10 == 4 && (length == 13 || length == 16 || length == 19);
    boolean mastercard = length == 16 && (two >= 51 && two <= 55 || four >= 2221 && four <= 2720);
    boolean american = length == 15 && (two == 34 || two == 37);
    boolean discover = length >= 16 && (four == 6011 || two == 65 || four >= 6440 && four <= 6499);
    boolean unionPay = length >= 16 && two == 62;
    boolean jcb = length >= 16 && four >= 3528 && four <= 3589;
    boolean diners =
        length >= 14
            && (two == 36 || two == 38 || two == 39 || four >= 3000 && four <= 3059)
            && (length == 14 || length == 16);
    boolean maestro =
        four == 5018
            || four == 5020
            || four == 5038
            || four == 5893
            || four == 6304
            || four == 6759
            || four >= 6761 && four <= 6763;
    return visa || mastercard || american || discover || unionPay || jcb || diners || maestro;
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int counted = i % 2 == 0 ? digit : digit * 2;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return sum % 10 == 0;
  }

  /** GS1 General Specifications, 7.9: weights 3 and 1 from the right. */
  static boolean gtin(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return sum % 10 == 0;
  }
}
