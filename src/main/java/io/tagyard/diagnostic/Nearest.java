package io.tagyard.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The word somebody most likely meant. */
public final class Nearest {
  private static final int LENGTH_MAX = 100;

  private Nearest() {}

  /**
   * The nearest of these words, when at most 2 edits or a third of its length away; also one that
   * begins with the word and a hyphen, as {@code tiktok-events} does for {@code tiktok}.
   */
  public static Optional<String> of(String word, Collection<String> words) {
    String begun = word.toLowerCase(Locale.ROOT) + "-";
    return words.stream()
        .filter(candidate -> candidate.startsWith(begun))
        .min(Comparator.comparingInt(String::length).thenComparing(candidate -> candidate))
        .or(() -> byEdits(word, words));
  }

  private static Optional<String> byEdits(String word, Collection<String> words) {
    return (word.length() > LENGTH_MAX ? List.<String>of() : words)
        .stream()
            .filter(candidate -> candidate.length() <= LENGTH_MAX)
            .filter(candidate -> distance(word, candidate) <= Math.max(2, candidate.length() / 3))
            .filter(candidate ->
                distance(word, candidate) < Math.max(word.length(), candidate.length()))
            .min(
                Comparator.comparingInt((String candidate) -> distance(word, candidate))
                    .thenComparing(c -> c));
  }

  /**
   * Optimal string alignment distance: insert, delete, replace, swap neighbours; case does not
   * count.
   */
  public static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
