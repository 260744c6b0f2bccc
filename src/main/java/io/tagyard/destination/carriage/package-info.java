/**
 * How a request gets to where it goes, whatever that is: {@link
 * io.tagyard.destination.carriage.Carriage} looks at the scheme of its address.
 *
 * <ul>
 *   <li>{@code http}, {@code https}: the courier; a request that needs a token gets one from {@link
 *       io.tagyard.destination.carriage.TokenDesk} first.
 *   <li>{@code file://out/<folder>}: {@link io.tagyard.destination.carriage.FileCarrier} puts the
 *       body's lines into files below the folder that the operator gives for it.
 *   <li>{@code kafka://cluster/<topic>}: {@link io.tagyard.destination.carriage.KafkaCarrier} makes
 *       each of the body's {@code records} a record of the topic.
 * </ul>
 *
 * <p>Whatever carries it, the answer speaks HTTP's language ({@code 200}, {@code 413}, a JSON
 * body), so that the {@code answers} and {@code per_event} of a definition, the lanes and the
 * receipts need no second one. What HTTP has no word for is {@code Silence} (nothing came back, try
 * again) or {@code Barred} (settings do not open the way).
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.destination.carriage;
