package io.tagyard.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final SourceText ROUTES =
      SourceText.of(
          "routes/acme/purchases.yaml", "a: 1\n".repeat(7) + "to:\n  - connection: redit\n");

  @Test
  void theTextHasTheShapeOfTheManual() {
    Problems problems = new Problems();
    problems.error(
        "connection-unknown",
        new Place(ROUTES, 9, 17, 5),
        "no connection \"redit\" in workspace acme",
        "redit",
        List.of("meta", "network", "partners", "reddit"));
    problems.warning("unused", new Place(ROUTES, 1, 1, 1), "b");
    problems.error("x", new Place(SourceText.of("b.yaml", "k: v"), 1, 4, 1), "c");
    assertThat(
            Report.of(problems.sorted())
                .text(Optional.of("the gateway goes on with revision 7f3a91c")))
        .isEqualTo(
            """
            b.yaml:1:4: error[x]: c
               1 | k: v
                 |    ^
               see docs/problems/x.md

            routes/acme/purchases.yaml:1:1: warning[unused]: b
               1 | a: 1
                 | ^
               see docs/problems/unused.md

            routes/acme/purchases.yaml:9:17: error[connection-unknown]: no connection "redit" in workspace acme
               8 | to:
               9 |   - connection: redit
                 |                 ^^^^^
               allowed: meta, network, partners, reddit
               did you mean: reddit?
               see docs/problems/connection-unknown.md

            3 problems (2 errors, 1 warning) in 2 files; the gateway goes on with revision 7f3a91c
            """);
  }

  @Test
  void aSecretInClearTextIsNeverQuotedByNobody() {
    SourceText source = SourceText.of("w.yaml", "key: hunter2hunter2 # mine\nkind: srver");
    Problems problems = new Problems();
    problems.warning(Report.CLEAR_TEXT, new Place(source, 1, 6, 14), "in clear text");
    problems.error("wrong-choice", new Place(source, 2, 7, 5), "no kind");
    String text = Report.of(problems.sorted()).text(Optional.empty());
    assertThat(text).doesNotContain("hunter2").contains("key: ************** # mine");
  }

  @Test
  void tabsKeepTheCaretsInPlaceAndLongLinesAreCut() {
    SourceText source =
        SourceText.of("w.yaml", "\tx: \tbad\n" + "y".repeat(500) + "BAD" + "z".repeat(500));
    Problems problems = new Problems();
    problems.error("a", new Place(source, 1, 6, 3), "tab");
    problems.error("b", new Place(source, 2, 501, 3), "long");
    String text = Report.of(problems.sorted()).text(Optional.empty());
    assertThat(text).contains("     | \t   \t^^^\n");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(140));
    List<String> lines = text.lines().toList();
    int quoted =
        lines.indexOf(lines.stream().filter(l -> l.contains("BAD")).findFirst().orElseThrow());
    assertThat(lines.get(quoted + 1).indexOf('^')).isEqualTo(lines.get(quoted).indexOf("BAD"));
  }

  @Test
  void jsonAndGithubSayTheSame() {
    Problems problems = new Problems();
    problems.error(
        "wrong", new Place(ROUTES, 9, 17, 5), "100% wrong,\nreally", "redit", List.of("reddit"));
    Report report = Report.of(problems.sorted());
    assertThat(report.json().toString())
        .isEqualTo(
            "[{\"code\":\"wrong\",\"severity\":\"error\",\"file\":\"routes/acme/purchases.yaml\","
                + "\"line\":9,\"column\":17,\"length\":5,\"message\":\"100% wrong, really\",\"page\":\"docs/problems/wrong.md\","
                + "\"allowed\":[\"reddit\"],\"did_you_mean\":\"reddit\"}]");
    assertThat(report.github())
        .isEqualTo(
            "::error file=routes/acme/purchases.yaml,line=9,col=17,endColumn=22,title=wrong::"
                + "100%25 wrong, really (did you mean: reddit?)\n");
  }

  @Test
  void aProblemIsToldOnceAndNoProblemIsSaid() {
    Problems problems = new Problems();
    problems.error("a", new Place(ROUTES, 1, 1, 1), "x");
    problems.error("a", new Place(ROUTES, 1, 1, 1), "x");
    assertThat(Report.of(problems.sorted()).summary()).isEqualTo("1 problem (1 error) in 1 file");
    assertThat(Report.of(List.of()).text(Optional.empty())).isEqualTo("no problems\n");
  }

  @Test
  void whatIsMissingInAFileNeedsNoQuote() {
    Problems problems = new Problems();
    problems.error("gone", Place.start(SourceText.of("w.yaml", "")), "no file");
    assertThat(Report.of(problems.sorted()).text(Optional.empty()))
        .isEqualTo(
            "w.yaml:1:1: error[gone]: no file\n   see docs/problems/gone.md\n\n1 problem (1 error) in 1 file\n");
  }
}
