/** 信用异议: a record is marked as objected to at once, checked in lawful time, confirmed, corrected or withdrawn, and looked at a second time by others. */
package org.govintegrity.objection;
