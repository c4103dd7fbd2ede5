package org.govintegrity.check;

import java.util.Set;

/**
 * Who asks, and with what rights.
 *
 * @param by       a person's id, or the number of an interface's key
 * @param unitId   the unit for whose matters is asked
 * @param purposes codes the asker is limited to; null for no limit
 * @param persons  whether persons' files may be asked for at all
 */
public record Asker(String by, String unitId, UseRules.Office office, Set<String> purposes, boolean persons) {
}
