/**
 * Credit reports: what the archive says about a subject on a day, frozen, printed as Word and PDF, and verified by whoever
 * holds the paper.
 */
package org.govintegrity.report;
