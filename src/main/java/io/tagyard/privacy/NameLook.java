package io.tagyard.privacy;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the name of a member or of a parameter says about its value, in any of the usual spellings:
 * {@code first_name}, {@code firstName}, {@code billing[first-name]}. The names are the contract's
 * own identifiers and their synonyms; the thing named is the last word, so {@code card_type} and
 * {@code headphone_sku} say nothing.
 */
final class NameLook {
  /** What a value is by its name alone. */
  enum Saying {
    NOTHING,
    /** Seven digits are a phone number here. */
    PHONE,
    /** A person's own data, however it looks. */
    PERSON
  }

  /** At the end of any name. */
  private static final Set<String> PERSONAL =
      words(
          "firstname lastname fullname middlename givenname familyname maidenname surname forename"
              + " fname lname vorname nachname geburtsname prenom nomdefamille apellido apellidos"
              + " cognome voornaam achternaam dob dateofbirth birthdate birthday birthdaydate"
              + " geburtsdatum geburtstag datenaissance fechanacimiento streetaddress streetname"
              + " streetline addressline housenumber hausnummer username"
              + " postalcode postcode zipcode zippostal plz postleitzahl codepostal codigopostal"
              + " iban bankaccount cardnumber cardno cardnum ccnumber ccnum ccno creditcard"
              + " creditcardnumber debitcard cardholder cardholdername cvv cvv2 cvc cvc2 cardcvc"
              + " ipaddress ipaddr ipv4 ipv6 clientip userip visitorip remoteaddr remoteip ssn"
              + " socialsecuritynumber passportnumber passportno nationalid emailaddress useremail"
              + " customeremail");

  /** Long enough to be known at the end of a name that is written in one. */
  private static final List<String> RUN_TOGETHER =
      List.of(
          "firstname",
          "lastname",
          "fullname",
          "dateofbirth",
          "birthdate",
          "postalcode",
          "postcode",
          "zipcode",
          "streetaddress",
          "cardnumber",
          "emailaddress");

  /** Alone, or after whom or what they are of. */
  private static final Set<String> OF_A_PERSON =
      words(
          "address addr adresse anschrift direccion indirizzo street strasse zip card ip pan email mail");

  /** Only after whom they are of. */
  private static final Set<String> OF_SOMEBODY = words("name city town");

  private static final Set<String> OWNERS =
      words(
          "user customer client cust contact billing shipping delivery invoice bill ship to recipient"
              + " receiver payer buyer member lead person personal profile home guest traveller"
              + " traveler passenger sender holder owner my your private residential mailing"
              + " postal street visitor remote subscriber patient student employee applicant e ud"
              + " purchaser");

  private static final Set<String> PHONES =
      words("tel cell fax sms mobil gsm tlf telf phone mobile handy celular msisdn whatsapp");
  private static final List<String> PHONES_WITHIN =
      List.of("phone", "telefon", "mobile", "msisdn", "whatsapp", "handy", "celular");
  private static final List<String> OTHER_PHONES =
      List.of("headphone", "earphone", "microphone", "iphone", "saxophone", "automobile");

  /** What is named is not the number, but something of it. */
  private static final Set<String> OF_A_PHONE =
      words(
          "id ids sku gtin ean model version build os app price amount time date timestamp ts at hash"
              + " hashed sha256 type brand campaign ad device order count verified");

  /** Advanced matching: {@code ud[em]}, {@code ud[fn]} and the rest (Meta Pixel). */
  private static final String MATCHED = "ud";

  /** Words that a number belongs to. */
  private static final Set<String> NUMBERED = words("sha256 cvv2 cvc2 ipv4 ipv6");

  private record Known(String name, Saying saying) {}

  private static final Known[] KNOWN = new Known[1024];

  private NameLook() {}

  /** What a name says. */
  static Saying of(String name) {
    int place = name.hashCode() & KNOWN.length - 1;
    Known known = KNOWN[place]; // a race costs a second reading and nothing else
    if (known == null || !known.name().equals(name)) {
      known = new Known(name, read(name));
      KNOWN[place] = known;
    }
    return known.saying();
  }

  /**
   * The name that speaks for a member: that of its parent where it says something, {@code phone: {
   * number: ... }}, else its own.
   */
  static String inherited(String parent, String name) {
    return parent.isEmpty() || of(parent) == Saying.NOTHING ? name : parent;
  }

  private static Saying read(String name) {
    List<String> words = wordsOf(name.length() > 128 ? name.substring(name.length() - 128) : name);
    if (words.isEmpty()) {
      return Saying.NOTHING;
    }
    String joined = String.join("", words);
    boolean matched = words.size() == 2 && words.getFirst().equals(MATCHED);
    if (matched
        || RUN_TOGETHER.stream().anyMatch(joined::endsWith)
        || suffix(words)
        || owned(words)) {
      return Saying.PERSON;
    }
    boolean phone =
        words.stream().anyMatch(PHONES::contains)
            || PHONES_WITHIN.stream().anyMatch(joined::contains)
                && OTHER_PHONES.stream().noneMatch(joined::contains);
    return phone && !OF_A_PHONE.contains(words.getLast()) ? Saying.PHONE : Saying.NOTHING;
  }

  private static boolean suffix(List<String> words) {
    String end = "";
    for (int i = words.size() - 1; i >= 0; i--) {
      end = words.get(i) + end;
      if (PERSONAL.contains(end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean owned(List<String> words) {
    String last = words.getLast();
    boolean personal = OF_A_PERSON.contains(last);
    return (personal || OF_SOMEBODY.contains(last) && words.size() > 1)
        && OWNERS.containsAll(words.subList(0, words.size() - 1));
  }

  /** Its words in lower case and without accents; a number at the end is no word. */
  private static List<String> wordsOf(String name) {
    String plain = Texts.ascii(name) ? name : Normalizer.normalize(name, Normalizer.Form.NFD);
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char before = ' ';
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      boolean hump = Character.isUpperCase(c) && Character.isLowerCase(before);
      if (hump || !Character.isLetterOrDigit(c) && !Texts.letter(c)) {
        add(words, word);
      }
      if (c == 'ß') {
        word.append("ss");
      } else if (Character.isLetterOrDigit(c)) {
        word.append(Character.toLowerCase(c));
      }
      before = c;
    }
    add(words, word);
    return words;
  }

  private static void add(List<String> words, StringBuilder word) {
    int end = word.length();
    if (!NUMBERED.contains(word.toString())) {
      while (end > 0 && Character.isDigit(word.charAt(end - 1))) {
        end--;
      }
    }
    if (end > 0) {
      words.add(word.substring(0, end));
    }
    word.setLength(0);
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" ", -1));
  }
}
