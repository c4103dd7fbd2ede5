/** Working days with make-up days, and lawful limits with the sum behind each. Knows no other module. */
package org.govintegrity.calendar;
