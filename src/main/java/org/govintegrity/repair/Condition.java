package org.govintegrity.repair;

/**
 * One of the four conditions of repair.
 *
 * @param met   null while nobody has judged it
 * @param words why, or what to do
 */
public record Condition(String title, Boolean met, String words) {
}
