/** Runs the fuzz targets, which live beside what they try: every class whose name ends in Fuzz. */
@org.jspecify.annotations.NullMarked
package io.tagyard.fuzz;
