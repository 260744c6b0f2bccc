package io.tagyard.destination.expression;

import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.diagnostic.YamlFile;
import io.tagyard.diagnostic.YamlNode;
import java.nio.charset.StandardCharsets;

/** Any text as a field expression and as a shape: refused at load, or it gives a value. */
public final class ExpressionFuzz {
  private static final String FACTS =
      "{'id':'e1','time':'2026-11-20T10:00:00Z','order':{'id':'O-1','value':123.45,'tax':'1e3','currency':'JPY','items':[{'id':'a','price':1.5,'quantity':2},{}]},'properties':{'big':1e400,'text':'"
          + "  x\\u0000y ','none':null,'list':[1,[2]],'':{'':1}},'settings':{'note':'n'}}";

  private ExpressionFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    evaluate(new YamlNode.Scalar(text, YamlNode.ScalarType.TEXT, place(text)));
    Problems problems = new Problems();
    YamlFile.read(SourceText.of("test.yaml", text), text, problems)
        .ifPresent(ExpressionFuzz::evaluate);
  }

  private static void evaluate(YamlNode node) {
    Problems problems = new Problems();
    new Grammar(Words.VOCABULARY, problems)
        .shape(node)
        .ifPresent(shape -> shape.evaluate(new Evaluation(Words.facts(FACTS))));
  }

  private static Place place(String text) {
    return Place.start(SourceText.of("test.yaml", text));
  }
}
