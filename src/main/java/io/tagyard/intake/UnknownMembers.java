package io.tagyard.intake;

import io.tagyard.diagnostic.Nearest;
import io.tagyard.schema.EventSchemas;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a member belongs that no event has, as other systems name it or as somebody mistyped it.
 */
final class UnknownMembers {
  private static final Pattern INDEX = Pattern.compile("\\[\\d+]");
  private static final Pattern JOINT = Pattern.compile("[^a-z0-9]");

  /** Every member of an event, such as {@code order.items[].id}. */
  private static final List<String> KNOWN = EventSchemas.builtIn().paths();

  /**
   * Where words of other systems belong; the words joined and in lower case, by where they stand.
   */
  private static final String WORDS =
      """
      order.value: value revenue total amount price ordervalue totalprice conversionvalue
      order.value: order.total order.revenue order.amount order.price order.totalprice
      order.value: order.grandtotal order.totalamount order.sum
      order.subtotal: subtotal order.subtotalprice order.net
      order.tax: tax order.vat order.totaltax
      order.shipping: shipping order.totalshipping order.shippingcost order.delivery
      order.discount: discount order.totaldiscounts order.discounttotal
      order.currency: currency currencycode order.currencycode
      order.coupon: coupon couponcode order.couponcode order.promo order.promocode
      order.coupon: order.discountcode order.voucher
      order.id: orderid transactionid ordernumber order.orderid order.transactionid
      order.id: order.number order.ordernumber order.reference
      order.items: items products contents lineitems order.products order.lineitems
      order.items: order.contents order.lines order.cart
      order: ecommerce customdata transaction cart checkout
      order.items[].id: order.items[].sku order.items[].productid order.items[].itemid
      order.items[].id: order.items[].variantid order.items[].contentid
      order.items[].quantity: order.items[].qty order.items[].count order.items[].amount
      order.items[].price: order.items[].unitprice order.items[].itemprice
      order.items[].name: order.items[].title order.items[].itemname order.items[].productname
      order.items[].brand: order.items[].vendor order.items[].itembrand
      order.items[].category: order.items[].itemcategory order.items[].producttype
      user: customer userdata visitor person contact traits profile
      user.id: userid customerid user.userid user.customerid user.externalid user.uid
      user.anonymous_id: anonymousid clientid visitorid user.clientid user.visitorid
      user.email: email mail user.mail user.emailaddress user.em
      user.phone: phone user.telephone user.tel user.mobile user.phonenumber user.ph
      user.first_name: firstname user.first user.fname user.givenname user.fn
      user.last_name: lastname user.last user.surname user.lname user.familyname user.ln
      user.date_of_birth: user.dob user.birthday user.birthdate
      user.address: address billing billingaddress shippingaddress
      user.address.postal_code: user.zip user.zipcode user.postcode user.postalcode
      user.address.postal_code: user.address.zip user.address.zipcode user.address.postcode
      user.address.city: user.city user.address.town
      user.address.country: user.country user.countrycode user.address.countrycode
      user.address.region: user.region user.state user.address.state user.address.province
      user.address.street: user.street user.address.address1 user.address.street1
      name: event eventname eventtype type action
      id: eventid messageid uuid dedupid
      time: timestamp eventtime createdat occurredat date ts
      page.url: url pageurl href eventsourceurl location page.location page.href page.link
      page.referrer: referrer referer page.referer page.ref
      page.title: title pagetitle page.name
      device.ip: ip ipaddress clientip device.ipaddress user.ip
      device.user_agent: useragent ua device.ua device.agent user.useragent
      device.language: language locale device.locale
      properties: params parameters props metadata attributes extra
      partner.code: partnercode affiliate affiliateid partner.id
      click_ids.gclid: gclid page.gclid user.gclid
      click_ids.gbraid: gbraid page.gbraid user.gbraid
      click_ids.wbraid: wbraid page.wbraid user.wbraid
      click_ids.fbclid: fbclid page.fbclid user.fbclid
      click_ids.ttclid: ttclid page.ttclid user.ttclid
      click_ids.msclkid: msclkid page.msclkid user.msclkid
      click_ids.twclid: twclid page.twclid user.twclid
      cookies._fbp: fbp user.fbp device.fbp
      cookies._fbc: fbc user.fbc device.fbc
      cookies._ga: ga user.ga device.ga
      cookies._ttp: ttp user.ttp device.ttp
      """;

  private static final Map<String, String> ELSEWHERE = new HashMap<>();

  static {
    for (String line : WORDS.split("\n", -1)) {
      String[] words = line.split(":? ", -1);
      for (int i = 1; i < words.length; i++) {
        ELSEWHERE.put(words[i], words[0]);
      }
    }
  }

  private UnknownMembers() {}

  /** Every place that a word of another system may be told to mean. */
  static Stream<String> places() {
    return ELSEWHERE.values().stream().distinct();
  }

  /**
   * A sentence for the sender.
   *
   * @param path as found, for example {@code order.items[0].sku}
   */
  static String advice(String path) {
    return "no member of an event, not kept; "
        + meant(path)
            .map(near -> "did you mean " + near + "?")
            .orElse("what is your own goes under properties");
  }

  /** The path that was meant, with the index that was sent. */
  static Optional<String> meant(String path) {
    String form = INDEX.matcher(path).replaceAll("[]");
    int dot = form.lastIndexOf('.');
    String parent = dot < 0 ? "" : form.substring(0, dot + 1);
    String name = form.substring(dot + 1);
    String known = ELSEWHERE.get(parent + joined(name));
    return Optional.ofNullable(known)
        .or(() -> near(parent, name))
        .or(() -> sameWord(name))
        .map(meant -> indexed(meant, path));
  }

  private static Optional<String> near(String parent, String name) {
    List<String> siblings =
        KNOWN.stream()
            .filter(path -> path.startsWith(parent) && path.indexOf('.', parent.length()) < 0)
            .map(path -> path.substring(parent.length()))
            .filter(sibling -> sibling.indexOf('[') < 0)
            .toList();
    return Nearest.of(name, siblings).map(sibling -> parent + sibling);
  }

  private static Optional<String> sameWord(String name) {
    String word = joined(name);
    return KNOWN.stream()
        .filter(path -> joined(path.substring(path.lastIndexOf('.') + 1)).equals(word))
        .filter(path -> path.indexOf('[') < 0)
        .findFirst();
  }

  private static String joined(String name) {
    return JOINT.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  private static String indexed(String meant, String path) {
    int from = path.indexOf('[');
    int to = path.indexOf(']');
    return from < 0 || to < from ? meant : meant.replace("[]", path.substring(from, to + 1));
  }
}
