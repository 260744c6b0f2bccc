package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Events;
import io.tagyard.event.Fault;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import java.time.Instant;
import java.util.List;

/** Events before the catalogue's judge, at noon. */
final class Judging {
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Sender SHOP = Sender.server("acme", "shop", SourceKind.SERVER, null);

  private Judging() {}

  /** A purchase with everything an identifier, an amount or an address can stand in. */
  static ObjectNode purchase() {
    return (ObjectNode)
        Events.json(
            """
            {'id':'e1','name':'purchase','time':'2026-11-20T10:00:00Z','channel':'web',
             'page':{'url':'https://shop.example/','title':'Thanks'},
             'user':{'id':'u1','anonymous_id':'a1','phone':'+491701234567','date_of_birth':'1990-04-15',
                     'address':{'postal_code':'80331','country':'DE'}},
             'device':{'ip':'203.0.113.9','user_agent':'Mozilla/5.0','language':'de-DE','id':'d1','id_type':'idfa'},
             'click_ids':{'gclid':'G1'},'cookies':{'_fbc':'fb.1.1763600000000.AbC','_ga':'GA1.1.111.222'},
             'click':{'time':'2026-11-19T10:00:00Z'},
             'order':{'id':'O1','value':'10.00','currency':'EUR','tax':'1.60','shipping':'0','discount':'0',
                      'coupon':'SAVE','items':[{'id':'S1','price':'10.00','quantity':1,'discount':'0'}]},
             'partner':{'code':'P1','click_id':'C1','sub_ids':{'sub1':'s1'}},
             'properties':{'plan':'gold'}}
            """);
  }

  /** The verdict on an event of a server. */
  static Verdict judge(JsonNode event) {
    return EventSchemas.builtIn().judge(new InboundEvent(SHOP, event, NOON, false));
  }

  /** The event as it was taken; fails when it was not. */
  static ValidEvent taken(JsonNode event) {
    return switch (judge(event)) {
      case Verdict.Valid(ValidEvent valid) -> valid;
      case Verdict.Invalid invalid -> throw new AssertionError(invalid.faults().toString());
    };
  }

  /** Why it was not taken; empty when it was. */
  static List<Fault> faults(JsonNode event) {
    return judge(event) instanceof Verdict.Invalid invalid ? invalid.faults() : List.of();
  }

  /** Puts a value at a path such as {@code order.items[0].id}. */
  static ObjectNode with(ObjectNode event, String path, JsonNode value) {
    int dot = path.lastIndexOf('.');
    JsonNode parent = dot < 0 ? event : event.at(pointer(path.substring(0, dot)));
    ((ObjectNode) parent).set(path.substring(dot + 1), value);
    return event;
  }

  /** What stands at a path. */
  static JsonNode at(JsonNode event, String path) {
    return event.at(pointer(path));
  }

  private static String pointer(String path) {
    return "/" + path.replace("[", ".").replace("]", "").replace('.', '/');
  }
}
