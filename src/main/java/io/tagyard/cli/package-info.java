/**
 * The commands. A command that needs no server builds no server context, so that it starts in well
 * under a second.
 *
 * <p>Where a command's output is JSON nothing else is on standard output; everything said to people
 * about the run goes to standard error.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.cli;
