package io.tagyard.destination;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from the wire what a network is told, as the network reads it.
 *
 * @param sums each of them stands for the whole order
 * @param lines told one by one; 0 where there is only the whole
 */
record ToldMoney(List<BigDecimal> sums, int lines) {
  private static final Pattern PARTNERIZE =
      Pattern.compile("\\[[^\\]]*?(?:value:([^/\\]]+)/)?quantity:([^/\\]]+)\\]");

  /** By destination; the number is the digits of the currency. */
  static final Map<String, BiFunction<Outbound, Integer, ToldMoney>> READERS =
      Map.of(
          "rakuten", ToldMoney::rakuten,
          "impact", (sent, digits) -> impact(fields(Kit.text(sent.body()))),
          "cj", (sent, digits) -> cj(fields(sent.uri().getRawQuery())),
          "awin", (sent, digits) -> awin(sent),
          "partnerize", (sent, digits) -> partnerize(sent.uri().getPath()),
          "tradedoubler", (sent, digits) -> tradedoubler(fields(sent.uri().getRawQuery())),
          "refersion", (sent, digits) -> refersion(Kit.json(sent.body())));

  private static Map<String, String> fields(String encoded) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : encoded.split("&")) {
      String[] parts = field.split("=", 2);
      fields.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static BigDecimal number(Map<String, String> fields, String name) {
    return new BigDecimal(fields.getOrDefault(name, "0"));
  }

  private static ToldMoney rakuten(Outbound sent, int digits) {
    Map<String, String> fields = fields(sent.uri().getRawQuery());
    String[] amounts = fields.getOrDefault("amtlist", "").split("\\|", -1);
    if (fields.getOrDefault("skulist", "").split("\\|", -1).length != amounts.length
        || fields.getOrDefault("qlist", "").split("\\|", -1).length != amounts.length) {
      throw new AssertionError("lists of different lengths: " + fields);
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (String amount : amounts) {
      sum = sum.add(new BigDecimal(amount).movePointLeft(digits));
    }
    boolean order = "order".equals(fields.get("skulist"));
    return new ToldMoney(List.of(sum), order ? 0 : amounts.length);
  }

  private static ToldMoney impact(Map<String, String> fields) {
    BigDecimal sum = number(fields, "OrderSubTotalPostDiscount");
    int line = 1;
    for (; fields.containsKey("ItemSku" + line); line++) {
      BigDecimal price =
          number(fields, "ItemPrice" + line).multiply(number(fields, "ItemQuantity" + line));
      sum = sum.add(price).add(number(fields, "ItemSubTotal" + line));
      sum = sum.subtract(number(fields, "ItemDiscount" + line));
    }
    return new ToldMoney(List.of(sum.subtract(number(fields, "OrderDiscount"))), line - 1);
  }

  private static ToldMoney cj(Map<String, String> fields) {
    BigDecimal sum = number(fields, "AMOUNT");
    int line = 1;
    for (; fields.containsKey("ITEM" + line); line++) {
      BigDecimal price = number(fields, "AMT" + line).multiply(number(fields, "QTY" + line));
      sum = sum.add(price).subtract(number(fields, "DCNT" + line));
    }
    return new ToldMoney(List.of(sum.subtract(number(fields, "DISCOUNT"))), line - 1);
  }

  private static ToldMoney awin(Outbound sent) {
    List<BigDecimal> sums = new ArrayList<>();
    if (sent.body().length > 0) {
      JsonNode order = Kit.json(sent.body()).path("orders").path(0);
      sums.add(order.path("amount").decimalValue());
      sums.add(order.path("commissionGroups").path(0).path("amount").decimalValue());
      return lines(sums, order.path("basket"));
    }
    Map<String, String> fields = fields(sent.uri().getRawQuery());
    sums.add(number(fields, "amount"));
    sums.add(new BigDecimal(fields.getOrDefault("parts", "").replaceFirst("^.*:", "")));
    BigDecimal basket = BigDecimal.ZERO;
    int line = 0;
    for (; fields.containsKey("bd[" + line + "]"); line++) {
      String[] told = fields.getOrDefault("bd[" + line + "]", "").split("\\|", -1);
      basket = basket.add(new BigDecimal(told[5]).multiply(new BigDecimal(told[6])));
    }
    if (line > 0) {
      sums.add(basket);
    }
    return new ToldMoney(sums, line);
  }

  private static ToldMoney lines(List<BigDecimal> sums, JsonNode lines) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode line : lines) {
      sum =
          sum.add(line.path("price").decimalValue().multiply(line.path("quantity").decimalValue()));
    }
    if (!lines.isEmpty()) {
      sums.add(sum);
    }
    return new ToldMoney(sums, lines.size());
  }

  private static ToldMoney partnerize(String path) {
    BigDecimal sum = BigDecimal.ZERO;
    int lines = 0;
    Matcher line = PARTNERIZE.matcher(path);
    while (line.find()) {
      sum = sum.add(new BigDecimal(line.group(1)).multiply(new BigDecimal(line.group(2))));
      lines++;
    }
    return new ToldMoney(List.of(sum), path.contains("/sku:") ? lines : 0);
  }

  private static ToldMoney tradedoubler(Map<String, String> fields) {
    List<BigDecimal> sums = new ArrayList<>(List.of(number(fields, "ordervalue")));
    String info = fields.get("reportInfo");
    if (info == null) {
      return new ToldMoney(sums, 0);
    }
    BigDecimal sum = BigDecimal.ZERO;
    String[] lines = info.split("\\|");
    for (String line : lines) {
      Map<String, String> members = fields(line);
      sum = sum.add(number(members, "f3").multiply(number(members, "f4")));
    }
    sums.add(sum);
    return new ToldMoney(sums, lines.length);
  }

  private static ToldMoney refersion(JsonNode body) {
    List<BigDecimal> sums = new ArrayList<>();
    ToldMoney told = lines(sums, body.path("items"));
    boolean whole = body.path("items").path(0).path("sku").asText().equals("order");
    return new ToldMoney(
        List.of(sums.getFirst().subtract(body.path("discount").decimalValue())),
        whole ? 0 : told.lines());
  }
}
