package io.tagyard.route;

import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.Optional;

/**
 * {@code has(a.b.c)}, safe at every step: false as soon as {@code a.b} is absent. CEL's own macro
 * looks at the last step only and fails when an earlier one is missing, which for events, where
 * nearly everything may be missing, is never what is meant.
 */
final class PresenceMacro {
  static final CelMacro HAS =
      CelMacro.newGlobalMacro(
          "has", 1, (factory, target, arguments) -> Optional.of(expand(factory, arguments.get(0))));

  private PresenceMacro() {}

  private static CelExpr expand(CelMacroExprFactory factory, CelExpr argument) {
    if (argument.exprKind().getKind() != CelExpr.ExprKind.Kind.SELECT) {
      return factory.reportError("has() asks for a member, for example has(order.coupon)");
    }
    CelExpr.CelSelect select = argument.select();
    CelExpr test = factory.newSelect(factory.copy(select.operand()), select.field(), true);
    if (select.operand().exprKind().getKind() != CelExpr.ExprKind.Kind.SELECT) {
      return test;
    }
    return factory.newGlobalCall("_&&_", expand(factory, select.operand()), test);
  }
}
