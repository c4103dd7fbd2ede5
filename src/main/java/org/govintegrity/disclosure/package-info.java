/**
 * 双公示: administrative permits and penalties in the national field set, handed in within seven working days of the decision,
 * checked, counted by unit and month, and written out as the national files.
 */
package org.govintegrity.disclosure;
