package io.tagyard.privacy;

import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

class RedactionTest {
  @Test
  void structureStaysAndPersonalValuesBecomeMarks() {
    assertThat(
            Redaction.of(
                json(
                    "{'id':'e1','name':'purchse','time':'2026-11-20T10:00:00Z','user':{'id':'u-1','email':'jane@shop.example','phone':4917,'email_sha256':{'profile':'basic','value':'ab'},"
                        + "'address':{'city':'Paris','country':'FR'},'nick':'Jane'},'device':{'ip':'1.2.3.4','user_agent':'A'},"
                        + "'order':{'value':'12.50','currency':'EURO','tax':'Jane','items':[{'id':'a','price':1e999999999,'odd':3},'Jane']},"
                        + "'page':{'url':'https://s.example/?e=jane@shop.example'},'properties':{'x':true,'e':'a@b.com','n':'pro'},'extra':[1,'x'],'a b':null}")))
        .isEqualTo(
            json(
                "{'id':'e1','name':'purchse','time':'2026-11-20T10:00:00Z','user':{'id':'u-1','email':'‹email›','phone':'‹phone›','email_sha256':{'profile':'‹digest›','value':'‹digest›'},"
                    + "'address':{'city':'‹city›','country':'FR'},'nick':'‹text›'},'device':{'ip':'‹ip›','user_agent':'‹user_agent›'},"
                    + "'order':{'value':'12.50','currency':'EURO','tax':'‹text›','items':[{'id':'a','price':'‹number›','odd':'‹number›'},'‹text›']},"
                    + "'page':{'url':'https://s.example/?e='},'properties':{'x':true,'e':'‹email›','n':'pro'},'extra':['‹number›','‹text›'],'‹name›':null}"));
  }

  @Test
  void anAddressIsShownWithoutWhatIsCutFromItInAValidEvent() {
    assertThat(
            Redaction.of(
                json(
                    "{'page':{'url':'https://s.example/a?phone=01701234567&x=1','referrer':'https://s.example/?tel=%28650%29+555-1212','title':'(650) 555-1212'},'properties':{'link':'https://s/?phone=01701234567','phone':{'number':'01701234567'}}}")))
        .isEqualTo(
            json(
                "{'page':{'url':'https://s.example/a?phone=&x=1','referrer':'https://s.example/?tel=','title':'‹phone›'},'properties':{'link':'https://s/?phone=','phone':{'number':'‹phone›'}}}"));
  }

  @Test
  void ofHugeContentTheFirstValuesAreShown() {
    assertThat(Redaction.of(json("{'a':[" + "1,".repeat(20_000) + "1]}")).path("a"))
        .hasSize(5_000)
        .endsWith(TextNode.valueOf("‹more›"));
  }

  @Test
  void contentThatIsNoObjectIsOnlyItsKind() {
    assertThat(Redaction.of(TextNode.valueOf("Jane"))).isEqualTo(TextNode.valueOf("‹text›"));
    assertThat(Redaction.of(IntNode.valueOf(5))).isEqualTo(TextNode.valueOf("‹number›"));
  }
}
