/**
 * The picture of the whole: which unit owes what under which clause of the plan and how it stands, how fast and how punctual the
 * processes are, what has changed, and once a week a report of it. Counts what the case files hold, for all units at once, in a
 * number of statements that does not grow with units or tasks; knows no family.
 */
package org.govintegrity.board;
