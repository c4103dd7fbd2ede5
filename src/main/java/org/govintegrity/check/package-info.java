/**
 * Credit checks (逢办必查, plan clause 三.9): who may ask for whose file about what, what may follow from the answer by the
 * national list of measures, what was done with it, and which matters were handled without one.
 */
package org.govintegrity.check;
