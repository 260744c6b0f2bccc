package io.tagyard.schema;

import java.util.List;

/** The names an event can have, in the order people meet them. Each has a schema. */
public final class Taxonomy {
  /** Every name. */
  public static final List<String> NAMES =
      List.of(
          "page_view",
          "view_item",
          "view_item_list",
          "search",
          "add_to_cart",
          "remove_from_cart",
          "view_cart",
          "add_to_wishlist",
          "begin_checkout",
          "add_payment_info",
          "add_shipping_info",
          "purchase",
          "refund",
          "generate_lead",
          "qualified_lead",
          "sign_up",
          "login",
          "start_trial",
          "subscribe",
          "renewal",
          "upgrade",
          "churn",
          "contact",
          "schedule",
          "submit_application",
          "download",
          "app_install",
          "custom",
          "conversion.recorded",
          "conversion.approved",
          "conversion.rejected",
          "conversion.refunded",
          "conversion.clicked");

  private Taxonomy() {}
}
