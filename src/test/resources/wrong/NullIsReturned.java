package io.tagyard.wrong;

import org.jspecify.annotations.NullMarked;

/** Deliberately wrong: the build's null check must say so, else it checks nothing. */
@NullMarked
class NullIsReturned {
  String name() {
    return null;
  }
}
