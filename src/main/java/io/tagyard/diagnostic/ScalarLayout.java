package io.tagyard.diagnostic;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * Lays the text of a scalar beside its source, so that a part of the text can be pointed at. Works
 * for every style: what the source has and the text has not (escapes, indentation, the header of a
 * block) is stepped over.
 */
final class ScalarLayout {
  private final List<String> lines;
  private final ScalarStyle style;
  private int line;
  private int column;

  private ScalarLayout(List<String> lines, ScalarStyle style, int line, int column) {
    this.lines = lines;
    this.style = style;
    this.line = line;
    this.column = column;
  }

  /**
   * Where the characters of this text stand.
   *
   * @param line of the scalar's first character (its quote or block mark included), from 1
   * @param column likewise, from 1
   * @return null when the text stands in the source as it is: then columns simply count on
   */
  static @Nullable Spread of(
      SourceText source, ScalarStyle style, String text, int line, int column) {
    ScalarLayout layout = new ScalarLayout(source.lines(), style, line - 1, column - 1);
    if (layout
        .row()
        .startsWith(text, Math.min(column - 1 + layout.quote(), layout.row().length()))) {
      return null;
    }
    layout.enter();
    int[] textLines = new int[text.length() + 1];
    int[] textColumns = new int[text.length() + 1];
    for (int i = 0; i < text.length(); i++) {
      layout.meet(text.charAt(i));
      textLines[i] = layout.line + 1;
      textColumns[i] = layout.column + 1;
      layout.pass(text.charAt(i));
    }
    textLines[text.length()] = layout.line + 1;
    textColumns[text.length()] = layout.column + 1;
    return new Spread(textLines, textColumns, 0);
  }

  private int quote() {
    return style == ScalarStyle.PLAIN ? 0 : 1;
  }

  private void enter() {
    if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
      line++;
      column = 0;
    } else {
      column += quote();
    }
  }

  /** Steps over what the text does not have, up to where this character stands. */
  private void meet(char wanted) {
    boolean blankWanted = wanted == ' ' || wanted == '\n' || wanted == '\t';
    while (line < lines.size()) {
      boolean atEnd = column >= row().length();
      if (blankWanted || !atEnd && !Character.isWhitespace(row().charAt(column))) {
        if (!continuesLine()) {
          return;
        }
        column = row().length();
      }
      if (atEnd || column >= row().length()) {
        if (line + 1 >= lines.size()) {
          return;
        }
        line++;
        column = 0;
      } else {
        column++;
      }
    }
  }

  /** Whether a backslash ends the line here: an escape that stands for nothing. */
  private boolean continuesLine() {
    return style == ScalarStyle.DOUBLE_QUOTED && row().substring(column).strip().equals("\\");
  }

  private void pass(char read) {
    if (column >= row().length()) {
      if (read == '\n' && line + 1 < lines.size()) {
        line++;
        column = 0;
      }
      return;
    }
    char found = row().charAt(column);
    if (style == ScalarStyle.DOUBLE_QUOTED && found == '\\' && column + 1 < row().length()) {
      column +=
          switch (row().charAt(column + 1)) {
            case 'x' -> 4;
            case 'u' -> 6;
            case 'U' -> 10;
            default -> 2;
          };
    } else if (style == ScalarStyle.SINGLE_QUOTED && row().startsWith("''", column)) {
      column += 2;
    } else {
      column++;
    }
  }

  private String row() {
    return line < lines.size() ? lines.get(line) : "";
  }
}
