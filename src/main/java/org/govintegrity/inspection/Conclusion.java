package org.govintegrity.inspection;

/**
 * What the team concludes about one unit.
 *
 * @param loss   economic or social loss: none, some, heavy
 * @param impact influence on society: none, local, wide
 * @param obstruction how the inspection was obstructed or deceived; null if it was not
 */
public record Conclusion(String unitCaseNo, String text, String loss, String impact, boolean deliberate, String severity, String obstruction) {
}
