/**
 * 归集: source units file judgments, penalties, sanctions and outcomes of accountability, one by one or as a file; rows are
 * checked, matched to their subject and entered into the credit archive, and a source that says nothing is asked.
 */
package org.govintegrity.filing;
